import copy
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.utils import timezone

from mediso.desks.enums import StepOwner
from mediso.desks.models import (
    ChecklistItem,
    Desk,
    PlanTemplate,
    PlanTemplateStep,
    ProductType,
    Signpost,
    Terms,
    Topic,
)
from mediso.desks.selectors import signposts_for, terms_in_force
from mediso.desks.services import DeskDefinition, set_up_desk
from tests.factories.desks import TermsFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MEDISO = settings.BASE_DIR / "data" / "mediso-desk.json"
TABLES: tuple[type[Model], ...] = (
    *(Desk, ProductType, Topic, Terms, Signpost, Signpost.product_types.through, Signpost.topics.through),
    *(PlanTemplate, PlanTemplateStep, ChecklistItem),
)


@pytest.fixture
def definition() -> Any:
    return json.loads(MEDISO.read_text(encoding="utf-8"))


def rows() -> dict[str, list[dict[str, Any]]]:
    return {table._meta.label: list(table._default_manager.order_by("pk").values()) for table in TABLES}


def test_a_desk_is_set_up_from_its_file(definition: Any) -> None:
    call_command("set_up_desk", MEDISO, verbosity=0)
    desk = Desk.objects.get(code="mediso")
    for model, part in (
        (ProductType, "product_types"),
        (Topic, "topics"),
        (Signpost, "signposts"),
        (PlanTemplate, "plan_templates"),
    ):
        names = list(model.objects.filter(desk=desk).values_list("name_ja", "name_en"))
        assert names == [(row["name_ja"], row["name_en"]) for row in definition[part]]


def test_every_choice_is_explained_with_examples(definition: DeskDefinition) -> None:
    desk = set_up_desk(definition)
    for row in (*ProductType.objects.filter(desk=desk), *Topic.objects.filter(desk=desk)):
        assert all((row.explanation_ja, row.explanation_en)), row.name_ja
        japanese, english = row.examples_ja.split("\n"), row.examples_en.split("\n")
        assert 2 <= len(japanese) == len(english) <= 3, row.name_ja


def test_terms_are_in_force_at_once(definition: Any) -> None:
    desk = set_up_desk(definition)
    today = timezone.localdate()
    terms = terms_in_force(desk, today)
    assert terms is not None
    assert (terms.version, terms.in_force_from) == (1, today)
    assert terms.text_ja.split("\n\n") == definition["terms"]["text_ja"]
    assert terms.text_en.split("\n\n") == definition["terms"]["text_en"]


def test_a_desk_with_terms_keeps_them(desk: Desk, definition: Any) -> None:
    own = TermsFactory.create(desk=desk, version=7, in_force_from=dt.date(2020, 4, 1))
    set_up_desk(definition | {"code": desk.code})
    assert Terms.objects.get() == own


def test_a_signpost_has_its_conditions(definition: DeskDefinition) -> None:
    desk = set_up_desk(definition)
    agency = Signpost.objects.get(name_ja__startswith="PMDA")
    assert [str(row) for row in agency.product_types.all()] == [
        "Drugs",
        "Medical devices",
        "Regenerative medical products",
    ]
    assert [str(row) for row in agency.topics.all()] == ["Regulation"]
    assert "治験届" in agency.keywords.splitlines()
    device, regulation = ProductType.objects.get(name_ja="医療機器"), Topic.objects.get(name_ja="法規制対応")
    found = signposts_for(
        desk,
        timezone.localdate(),
        product_type_id=device.pk,
        topic_ids=[regulation.pk],
        text="ＰＭＤＡの対面助言と、製造販売業許可について",
    )
    assert [row.name_en for row in found] == [
        "PMDA, consultations on regulatory science strategy",
        "The pharmaceutical affairs division of your prefecture",
    ]


def test_a_plan_template_has_its_steps(definition: DeskDefinition) -> None:
    set_up_desk(definition)
    template = PlanTemplate.objects.get(product_type__name_ja="医療機器")
    steps = list(template.steps.values_list("position", "owner", "due_after"))
    assert steps == [
        (1, StepOwner.FOUNDER, 5),
        (2, StepOwner.SUPPORTER, 10),
        (3, StepOwner.DESK, 15),
        (4, StepOwner.SUPPORTER, 25),
        (5, StepOwner.FOUNDER, 30),
        (6, StepOwner.SUPPORTER, 40),
    ]


def test_checklists_are_for_all_and_for_each_product_type(definition: DeskDefinition) -> None:
    set_up_desk(definition)
    names = ChecklistItem.objects.values_list("product_type__name_ja", flat=True)
    counts = {name: list(names).count(name) for name in names}
    assert counts == {None: 4, "医薬品": 6, "医療機器": 7, "再生医療等製品": 5, "その他": 4}


def test_setting_up_again_changes_nothing(definition: Any) -> None:
    set_up_desk(definition)
    before = rows()
    changed = copy.deepcopy(definition)
    for part in ("product_types", "topics", "signposts", "plan_templates"):
        for row in changed[part]:
            row["name_en"] = "Otherwise"
    changed["signposts"][0]["keywords"] = ["別の語"]
    changed["plan_templates"][0]["steps"].pop()
    set_up_desk(changed)
    assert rows() == before


def test_setting_up_again_adds_what_is_missing(definition: Any) -> None:
    desk = set_up_desk(definition)
    desk.name_ja = "改名した窓口"
    desk.save()
    retired = Topic.objects.filter(desk=desk)[0]
    retired.name_en, retired.retired_on = "Renamed", dt.date(2026, 4, 1)
    retired.save()
    before = list(Topic.objects.values())
    definition["product_types"].append({"name_ja": "新区分", "name_en": "New type"})
    definition["checklists"].append({"product_type": "新区分", "items": [{"name_ja": "項目", "name_en": "Item"}]})
    set_up_desk(definition)
    assert Desk.objects.get().name_ja == "改名した窓口"
    assert list(Topic.objects.values()) == before
    assert ProductType.objects.last() == ProductType.objects.get(name_ja="新区分")
    assert ChecklistItem.objects.get(product_type__name_ja="新区分").name_en == "Item"


def _name_an_unknown_topic(definition: Any) -> None:
    definition["signposts"][0]["topics"] = ["ない区分"]


def _drop_conditions(definition: Any) -> None:
    for kind in ("product_types", "topics", "keywords"):
        definition["signposts"][0].pop(kind, None)


def _name_an_unknown_owner(definition: Any) -> None:
    definition["plan_templates"][0]["steps"][0]["owner"] = "nobody"


IMPOSSIBLE: dict[str, tuple[Callable[[Any], None], str]] = {
    "a topic nobody knows": (
        _name_an_unknown_topic,
        "ない区分: the desk has no product type or topic of this name",
    ),
    "a signpost for everything": (_drop_conditions, "a signpost without product types, topics or keywords"),
    "a step of nobody's": (_name_an_unknown_owner, "'nobody' is not a valid StepOwner"),
}


@pytest.mark.parametrize(("spoil", "said"), IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_a_definition_that_cannot_be_right_sets_up_nothing(
    spoil: Callable[[Any], None], said: str, definition: Any
) -> None:
    spoil(definition)
    with pytest.raises(ValueError, match=said):
        set_up_desk(definition)
    assert not any(rows().values())


WRONG = {
    "not JSON": ("{", "cannot be read"),
    "no object": ("[]", "cannot be read"),
    "no code": ("{}", "lacks 'name_ja'"),
    "not text": (b"\xff\xfe", "cannot be read"),
}


@pytest.mark.parametrize(("content", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_refused_in_words(content: str | bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "desk.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CommandError, match=said):
        call_command("set_up_desk", file)
    assert Desk.objects.count() == 0


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.json cannot be read"):
        call_command("set_up_desk", tmp_path / "nowhere.json")
