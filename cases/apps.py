from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("cases")

    def ready(self) -> None:
        from cases.merging import register  # noqa: PLC0415 - models can be imported from here on
        from cases.workload import CaseWorkload  # noqa: PLC0415
        from supporters.workload import count_with  # noqa: PLC0415

        count_with(CaseWorkload())
        register()
