from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "thidua.apps.units"
    label = "units"
    verbose_name = "Đơn vị"
