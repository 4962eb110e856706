from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "mediso.notices"
    label = "notices"
