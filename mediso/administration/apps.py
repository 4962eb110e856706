from django.apps import apps
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig

# Rights come from roles, and confirmed addresses from their owners.
LEFT_OUT = ("auth.Group", "account.EmailAddress")


class DeskAdminConfig(AdminConfig):
    default_site = "mediso.administration.site.DeskAdminSite"

    def ready(self) -> None:
        super().ready()
        admin.site.unregister([apps.get_model(label) for label in LEFT_OUT])
