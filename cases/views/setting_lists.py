"""How each kind of setting is listed: a table of kind → words and columns."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from mediso.common.formats import written_date
from mediso.desks.enums import SettingKind
from mediso.desks.models import Closure, Desk, Signpost, Terms

Words = str | Promise
EVERY = gettext_lazy("Every product type")
IN_USE = gettext_lazy("In use")
MUCH = 3
"""Words that a list shows of a signpost's; the rest is counted."""


@dataclass(frozen=True, slots=True)
class SettingList:
    """The first column names the row and leads to it."""

    explanation: Words
    add: Words = ""
    columns: tuple[tuple[Words, Callable[[Any], str]], ...] = ()
    unused: Words = ""
    caption: Words = IN_USE


@dataclass(frozen=True, slots=True)
class Cell:
    label: Words
    text: str


@dataclass(frozen=True, slots=True)
class ListedRow:
    name: str
    url: str
    cells: Sequence[Cell]
    chip: tuple[Words, str] | None
    retired_on: dt.date | None


def _span(closure: Closure) -> str:
    if closure.first_day == closure.last_day:
        return written_date(closure.first_day)
    days = {"first": written_date(closure.first_day), "last": written_date(closure.last_day)}
    return _("%(first)s to %(last)s") % days


def _any_of(rows: Iterable[object]) -> str:
    return _(" or ").join(map(str, rows)) or pgettext("condition", "any")


def _words_of(signpost: Signpost) -> str:
    words = signpost.keywords.splitlines()
    shown = _any_of(words[:MUCH])
    return _("%(words)s and %(more)d more") % {"words": shown, "more": len(words) - MUCH} if words[MUCH:] else shown


def _product_type(row: Any) -> str:
    return str(row.product_type or EVERY)


def _steps(template: Any) -> str:
    count = len(template.steps.all())
    return ngettext("%(count)d step", "%(count)d steps", count) % {"count": count}


NAME: tuple[Words, Callable[[Any], str]] = (gettext_lazy("Name"), str)
PRODUCT_TYPE: tuple[Words, Callable[[Any], str]] = (gettext_lazy("Product type"), _product_type)

LISTS: Mapping[SettingKind, SettingList] = {
    SettingKind.TARGETS: SettingList(
        gettext_lazy("By when the desk does what, in business days. The clocks stand while the founder owes an answer.")
    ),
    SettingKind.ROUTING: SettingList(
        gettext_lazy(
            "How supporters are ranked, how long they may take to answer, and what they are paid. A change counts for "
            "what is proposed from now on; earlier proposals keep what they were made with."
        )
    ),
    SettingKind.CLOSURES: SettingList(
        gettext_lazy("Days on which the desk is closed besides weekends, public holidays and the turn of the year."),
        add=gettext_lazy("Add a closure"),
        columns=((gettext_lazy("Days"), _span), (gettext_lazy("Reason"), lambda row: row.reason)),
        unused=gettext_lazy("The desk works on every business day."),
    ),
    SettingKind.SIGNPOSTS: SettingList(
        gettext_lazy(
            "Before submitting, founders read that another body may be the right door. They can ask here too."
        ),
        add=gettext_lazy("Add a signpost"),
        columns=(
            NAME,
            (gettext_lazy("Product types"), lambda row: _any_of(row.product_types.all())),
            (gettext_lazy("Topics"), lambda row: _any_of(row.topics.all())),
            (gettext_lazy("Words"), _words_of),
        ),
        unused=gettext_lazy("Founders are shown no other door."),
    ),
    SettingKind.PLAN_TEMPLATES: SettingList(
        gettext_lazy("A support plan can begin as a copy of a template. Changing a template changes no plan."),
        add=gettext_lazy("Add a plan template"),
        columns=(NAME, PRODUCT_TYPE, (gettext_lazy("Steps"), _steps)),
        unused=gettext_lazy("Every support plan begins empty."),
    ),
    SettingKind.CHECKLISTS: SettingList(
        gettext_lazy("What is to be checked on every case, and on cases of a product type."),
        add=gettext_lazy("Add a checklist item"),
        columns=((gettext_lazy("Item"), str), PRODUCT_TYPE),
        unused=gettext_lazy("Charts show no checklist."),
    ),
    SettingKind.TRIAGE_RULES: SettingList(
        gettext_lazy(
            "What comes in is sorted by itself where a rule holds. The first rule that holds acts, and no other. A "
            "rule is off until its present version was tested at past cases."
        ),
        add=gettext_lazy("Add a rule"),
        columns=(NAME,),
        unused=gettext_lazy("Everything that comes in waits for a person."),
    ),
    SettingKind.TERMS: SettingList(
        gettext_lazy("What founders agree to when they submit. A consultation keeps the version that was agreed to."),
        add=gettext_lazy("Add a new version"),
        columns=(
            (gettext_lazy("Version"), str),
            (gettext_lazy("In force from"), lambda row: written_date(row.in_force_from)),
        ),
        unused=gettext_lazy("Founders agree to nothing when they submit."),
        caption=gettext_lazy("Versions"),
    ),
    SettingKind.NOTICES: SettingList(
        gettext_lazy("What the mails of the desk say. The default words count wherever the desk has none of its own.")
    ),
    SettingKind.NOTICE_RULES: SettingList(
        gettext_lazy("Which notices people may get in a daily digest or not at all. Others come at once.")
    ),
    SettingKind.UNDERTAKINGS: SettingList(
        gettext_lazy(
            "What supporters sign each fiscal year. The default words count wherever the desk has none of its own."
        ),
        add=gettext_lazy("Add words of the desk's own"),
        columns=((gettext_lazy("Undertaking"), str),),
        unused=gettext_lazy("Supporters sign the default words."),
    ),
}


def listed(desk: Desk, setting: SettingKind, rows: Iterable[Any], today: dt.date) -> list[ListedRow]:
    """Rows in the order given; without a query of its own where `settings_of` fetched them."""
    kept = list(rows)
    chips = CHIPS[setting](kept, today) if setting in CHIPS else {}
    (_label, name), *others = LISTS[setting].columns
    return [
        ListedRow(
            name=name(row),
            url=reverse("setting_edit", args=[desk.code, setting.value, row.pk]),
            cells=[Cell(label, text(row)) for label, text in others],
            chip=chips.get(row.pk),
            retired_on=getattr(row, "retired_on", None),
        )
        for row in kept
    ]


Chips = Mapping[int, tuple[Words, str]]


def _chips_of_closures(rows: Sequence[Closure], today: dt.date) -> Chips:
    over, now = (pgettext_lazy("closure", "over"), "gray"), (pgettext_lazy("closure", "now"), "orange")
    return {row.pk: over if row.last_day < today else now for row in rows if row.first_day <= today}


def _chips_of_terms(rows: Sequence[Terms], today: dt.date) -> Chips:
    """Rows come newest first: of those that have begun the first is in force."""
    begun = [row.pk for row in rows if row.in_force_from <= today]
    chips: dict[int, tuple[Words, str]] = {row.pk: (pgettext_lazy("terms", "to come"), "blue") for row in rows}
    chips |= {pk: (pgettext_lazy("terms", "earlier"), "gray") for pk in begun[1:]}
    return chips | {pk: (pgettext_lazy("terms", "in force"), "green") for pk in begun[:1]}


CHIPS: Mapping[SettingKind, Callable[[Sequence[Any], dt.date], Chips]] = {
    SettingKind.CLOSURES: _chips_of_closures,
    SettingKind.TERMS: _chips_of_terms,
}
