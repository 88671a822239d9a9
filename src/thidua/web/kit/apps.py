from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "thidua.web.kit"
    label = "kit"
    verbose_name = "Kit of pages"
