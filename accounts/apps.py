from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("people and organisations")

    def ready(self) -> None:
        from accounts.services.movers import register  # noqa: PLC0415 - models can be imported from here on

        register()
