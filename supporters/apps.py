from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportersConfig(AppConfig):
    name = "supporters"
    verbose_name = _("supporters")

    def ready(self) -> None:
        from supporters.merging import register  # noqa: PLC0415 - models can be imported from here on

        register()
