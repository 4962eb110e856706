"""A desk from its file: what is missing is made, what is there stays as it is."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from mediso.desks.enums import StepOwner, UndertakingKind
from mediso.desks.models import (
    ChecklistItem,
    Desk,
    PlanTemplate,
    PlanTemplateStep,
    ProductType,
    Signpost,
    Terms,
    Topic,
    UndertakingText,
)
from mediso.desks.services.definition import (
    ChecklistDefinition,
    DeskDefinition,
    PlanTemplateDefinition,
    RowDefinition,
    SignpostDefinition,
    TermsDefinition,
    UndertakingDefinition,
)

Row = TypeVar("Row", ProductType, Topic)


@transaction.atomic
def set_up_desk(definition: DeskDefinition) -> Desk:
    """Make the desk and whatever of its lists is missing; what is there already stays as it is.

    Rows are known by their Japanese names; people change them on the site. Terms are made for a desk that has none.
    Raises `KeyError` for what is missing in the definition and `ValueError` for what cannot be right in it.
    """
    names = {key: definition[key] for key in ("name_ja", "name_en", "number_prefix")}
    desk, _made = Desk.objects.get_or_create(code=definition["code"], defaults=names)
    product_types = _explained(ProductType, desk, definition["product_types"])
    topics = _explained(Topic, desk, definition["topics"])
    if "terms" in definition:
        _terms(desk, definition["terms"])
    _signposts(desk, definition.get("signposts", ()), product_types, topics)
    _plan_templates(desk, definition.get("plan_templates", ()), product_types)
    _checklists(desk, definition.get("checklists", ()), product_types)
    _undertakings(desk, definition.get("undertakings", ()))
    return desk


def _explained(model: type[Row], desk: Desk, rows: Iterable[RowDefinition]) -> dict[str, Row]:
    """Every row of the desk by its Japanese name."""
    for position, row in enumerate(rows, start=1):
        values = {key: "\n".join(value) if isinstance(value, list) else value for key, value in row.items()}
        model.objects.get_or_create(desk=desk, name_ja=row["name_ja"], defaults={"position": position, **values})
    return {row.name_ja: row for row in model.objects.filter(desk=desk)}


def _terms(desk: Desk, terms: TermsDefinition) -> None:
    if not desk.terms.exists():
        texts = {"text_ja": "\n\n".join(terms["text_ja"]), "text_en": "\n\n".join(terms["text_en"])}
        Terms(desk=desk, version=1, in_force_from=timezone.localdate(), **texts).save()


def _undertakings(desk: Desk, rows: Iterable[UndertakingDefinition]) -> None:
    for row in rows:
        texts = {key: "\n\n".join(value) for key, value in row.items() if isinstance(value, list)}
        UndertakingText.objects.get_or_create(desk=desk, kind=UndertakingKind(row["kind"]).value, defaults=texts)


def _signposts(
    desk: Desk,
    rows: Iterable[SignpostDefinition],
    product_types: Mapping[str, ProductType],
    topics: Mapping[str, Topic],
) -> None:
    for position, row in enumerate(rows, start=1):
        conditions = (row.get("product_types", []), row.get("topics", []), row.get("keywords", []))
        if not any(conditions):
            msg = f"{row['name_ja']}: a signpost without product types, topics or keywords"
            raise ValueError(msg)
        values = {key: row[key] for key in ("name_en", "url", "advice_ja", "advice_en")}
        signpost, made = Signpost.objects.get_or_create(
            desk=desk,
            name_ja=row["name_ja"],
            defaults={"position": position, "keywords": "\n".join(conditions[2]), **values},
        )
        if made:
            signpost.product_types.set(_named(product_types, name) for name in conditions[0])
            signpost.topics.set(_named(topics, name) for name in conditions[1])


def _plan_templates(
    desk: Desk, rows: Iterable[PlanTemplateDefinition], product_types: Mapping[str, ProductType]
) -> None:
    for position, row in enumerate(rows, start=1):
        product_type = _named(product_types, row["product_type"]) if "product_type" in row else None
        values = {"position": position, "product_type": product_type, "summary": row["summary"]}
        template, made = PlanTemplate.objects.get_or_create(
            desk=desk, name_ja=row["name_ja"], defaults={"name_en": row["name_en"], **values}
        )
        if made:
            PlanTemplateStep.objects.bulk_create(
                PlanTemplateStep(
                    template=template,
                    position=number,
                    text=step["text"],
                    owner=StepOwner(step["owner"]),
                    due_after=step["due_after"],
                )
                for number, step in enumerate(row["steps"], start=1)
            )


def _checklists(desk: Desk, rows: Iterable[ChecklistDefinition], product_types: Mapping[str, ProductType]) -> None:
    for row in rows:
        product_type = _named(product_types, row["product_type"]) if "product_type" in row else None
        for position, item in enumerate(row["items"], start=1):
            ChecklistItem.objects.get_or_create(
                desk=desk,
                product_type=product_type,
                name_ja=item["name_ja"],
                defaults={"position": position, "name_en": item["name_en"]},
            )


def _named(rows: Mapping[str, Any], name: str) -> Any:
    if name not in rows:
        msg = f"{name}: the desk has no product type or topic of this name"
        raise ValueError(msg)
    return rows[name]
