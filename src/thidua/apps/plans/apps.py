from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "thidua.apps.plans"
    label = "plans"
    verbose_name = "Kế hoạch"
