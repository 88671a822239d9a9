from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "thidua.web.public"
    label = "public"
