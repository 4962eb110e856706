"""Names of a desk's reference data by id, retired ones too, in the reader's language."""

from dataclasses import dataclass

from mediso.desks.enums import Modality
from mediso.desks.models import Desk, ProductType, Topic
from supporters.enums import InterestKind, Language, LeaveKind, UndertakingKind
from supporters.matching.words import Labels
from supporters.models import Supporter


@dataclass(frozen=True, slots=True)
class DeskLabels:
    product_types: dict[int, str]
    topics: dict[int, str]
    supporters: dict[int, str]


def desk_labels(desk: Desk) -> DeskLabels:
    return DeskLabels(
        product_types={row.pk: str(row) for row in ProductType.objects.filter(desk=desk)},
        topics={row.pk: str(row) for row in Topic.objects.filter(desk=desk)},
        supporters=dict(Supporter.objects.filter(desk=desk).values_list("pk", "name")),
    )


def matching_labels(desk: Desk) -> Labels:
    return Labels(
        topics={row.pk: str(row) for row in Topic.objects.filter(desk=desk)},
        interest_kinds={kind.value: str(kind.label) for kind in InterestKind},
        languages={language.value: str(language.label) for language in Language},
        modalities={modality.value: str(modality.label) for modality in Modality},
        leave_kinds={kind.value: str(kind.label) for kind in LeaveKind},
        undertakings={kind.value: str(kind.label) for kind in UndertakingKind},
    )
