from django.apps import AppConfig


class HonoursConfig(AppConfig):
    name = "thidua.apps.honours"
    label = "honours"
    verbose_name = "Sổ khen thưởng"
