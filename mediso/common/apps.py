from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "mediso.common"
    label = "common"
