from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "mediso.files"
    label = "files"
