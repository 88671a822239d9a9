from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "thidua.apps.files"
    label = "files"
    verbose_name = "Tệp"
