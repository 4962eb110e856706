from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("cases")

    def ready(self) -> None:
        from cases.merging import register  # noqa: PLC0415 - models can be imported from here on
        from cases.roster_views import VIEWS  # noqa: PLC0415
        from cases.workload import CaseWorkload  # noqa: PLC0415
        from supporters.beside_roster import stand_beside_roster  # noqa: PLC0415
        from supporters.workload import count_with  # noqa: PLC0415

        count_with(CaseWorkload())
        stand_beside_roster(*VIEWS)
        register()
