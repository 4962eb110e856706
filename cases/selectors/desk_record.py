"""The desk's own record of a case: a table of its fields, where they stand on the chart, and how each is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Field, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Organisation
from cases.models import Case
from cases.policies import KEEPING, STAFF, Policy
from cases.selectors.tabs import Tab


@dataclass(frozen=True, slots=True)
class RecordField:
    """`asked` says that the consultation has a column of the same name, in the asker's words.

    What can be changed here is not moved by the gate; product type and topics are, by classifying.
    """

    tab: Tab
    policy: Policy = KEEPING
    asked: bool = False


FIELDS: Mapping[str, RecordField] = {
    "summary": RecordField(Tab.CONSULTATION),
    "contact": RecordField(Tab.CONSULTATION, asked=True),
    "channel": RecordField(Tab.CONSULTATION),
    "channel_note": RecordField(Tab.CONSULTATION),
    "organisation": RecordField(Tab.ORGANISATION, STAFF, asked=True),
    "organisation_kind": RecordField(Tab.ORGANISATION),
    "prefecture": RecordField(Tab.ORGANISATION),
    "product_name": RecordField(Tab.PRODUCT, asked=True),
    "modality": RecordField(Tab.PRODUCT, asked=True),
    "development_stage": RecordField(Tab.PRODUCT, asked=True),
    "target_disease": RecordField(Tab.PRODUCT, asked=True),
    "device_class": RecordField(Tab.PRODUCT, asked=True),
}


NOTHING = _("not recorded")

# Too many to choose from in a list: changed on a page of its own.
NEEDS_A_SEARCH = {"organisation"}


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One field as the chart shows it. `asked` is the asker's value, None where nobody was asked."""

    name: str
    label: str
    value: str
    asked: str | None
    is_text: bool
    in_place: bool

    @property
    def differs(self) -> bool:
        """Whether the desk and the asker say different things."""
        return self.asked is not None and self.value != self.asked


def record_row(case: Case, name: str) -> RecordRow:
    asked = told(name, plain(case.consultation, name), case.consultation) if FIELDS[name].asked else None
    return RecordRow(
        name=name,
        label=label_of(name),
        value=told(name, plain(case, name), case),
        asked=asked,
        is_text=column(name).get_internal_type() == "TextField",
        in_place=name not in NEEDS_A_SEARCH,
    )


def record_rows(case: Case, tab: Tab) -> list[RecordRow]:
    return [record_row(case, name) for name, field in FIELDS.items() if field.tab == tab]


def column(name: str) -> "Field[Any, Any]":
    found = Case._meta.get_field(name)  # noqa: SLF001 - Django's own way to a column
    if not isinstance(found, Field):
        raise TypeError(name)
    return found


def form_field(name: str, case: Case) -> forms.Field:
    """The form field that the column asks for: its label, choices, length, and whether it may be empty."""
    found = column(name).formfield()
    if not isinstance(found, forms.Field):
        raise TypeError(name)
    if isinstance(found, forms.ModelChoiceField):
        found.queryset = ROWS[name](case)
        found.empty_label = str(NOTHING)
    elif isinstance(found, forms.ChoiceField):
        found.choices = [*([("", NOTHING)] if column(name).blank else []), *column(name).flatchoices]
    found.label = label_of(name)
    return found


# What names a row names one of these. What was merged into another stays where it is and is chosen no more.
ROWS: Mapping[str, Callable[[Case], QuerySet[Organisation] | QuerySet[Contact]]] = {
    "organisation": lambda _case: Organisation.objects.filter(merged_into=None),
    "contact": lambda case: Contact.objects.filter(
        Q(pk=case.contact_id) | Q(organisation=case.organisation_id, merged_into=None)
    ).order_by("name", "pk"),
}


def label_of(name: str) -> str:
    """The field's name as a label."""
    words = str(column(name).verbose_name)
    return words[:1].upper() + words[1:]


def plain(row: object, name: str) -> str:
    """The value as forms and events hold it: a code, a key, or the text itself; "" for none."""
    value = getattr(row, column(name).attname)
    return "" if value is None else str(value)


def same(one: str, other: str) -> bool:
    """Browsers send every line break as two characters and drop what surrounds a text."""
    return _lines(one) == _lines(other)


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


def told(name: str, value: str, row: object | None = None, names: Mapping[int, str] | None = None) -> str:
    """A plain value in the reader's words. What names a row is told by `row` that has it, or by `names`."""
    if column(name).is_relation:
        named = getattr(row, name) if row is not None else (names or {}).get(int(value)) if value.isdecimal() else None
        return str(named or "")
    choices: dict[str, str | Promise] = dict(column(name).flatchoices)
    return str(choices.get(value, value))
