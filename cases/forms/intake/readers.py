"""Who at the desk will read each field: a table of field → readers. docs/security.md tells the same by person."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import pgettext_lazy


class Readers(models.TextChoices):
    """Staff and full-time supporters read everything; the rest of the words say who else."""

    TEAM = "team", pgettext_lazy("who reads a field", "Read by: the desk, and the supporters of your case")
    ASKED = (
        "asked",
        pgettext_lazy(
            "who reads a field", "Read by: the desk, the supporters of your case, and whoever is asked to become one"
        ),
    )


READERS: Mapping[str, Readers] = {
    "organisation": Readers.ASKED,
    "organisation_name": Readers.ASKED,
    "organisation_kind": Readers.TEAM,
    "prefecture": Readers.TEAM,
    "corporate_number": Readers.TEAM,
    "product_name": Readers.TEAM,
    "modality": Readers.TEAM,
    "device_class": Readers.TEAM,
    "development_stage": Readers.ASKED,
    "target_disease": Readers.TEAM,
    "product_type": Readers.ASKED,
    "topics": Readers.ASKED,
    "title": Readers.TEAM,
    "text": Readers.TEAM,
    "collaborators": Readers.TEAM,
}
