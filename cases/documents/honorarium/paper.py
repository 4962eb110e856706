"""稼働・謝金明細書: one supporter's month on paper."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.documents.honorarium.values import Line, Statement
from cases.documents.honorarium.words import NOT_COUNTED, remark
from mediso.common.documents import Column, Document, Section, Table, Written
from mediso.common.formats import written_date


def statement_document(statement: Statement) -> Document:
    return Document(
        desk=statement.desk,
        number=statement.month.code,
        kind=pgettext("a paper", "Statement of hours and honorarium"),
        title=_("%(supporter)s, %(month)s") % {"supporter": statement.supporter, "month": statement.month},
        facts=(
            (_("Supporter"), statement.supporter),
            (_("Month"), str(statement.month)),
            (pgettext("of a statement", "Minutes"), str(statement.minutes)),
            (pgettext("of a statement", "Hours"), str(statement.hours)),
            (_("Rate an hour (yen)"), _yen(statement.paid_rate)),
            (_("Honorarium (yen, before tax)"), _yen(statement.amount)),
            (pgettext("column of remarks", "Remarks"), remark(statement)),
            (pgettext("of a statement", "Worked out on"), written_date(statement.as_of)),
        ),
        sections=_sections(statement),
    )


def _sections(statement: Statement) -> tuple[Section, ...]:
    counted = Section(
        pgettext("of a statement", "Interviews"),
        (_table(statement.lines),) if statement.lines else (Written(_("No interview is recorded in this month.")),),
    )
    left_out = Section(str(NOT_COUNTED), (_table(statement.uncounted),))
    rule = Written(
        _(
            "The honorarium is minutes × rate ÷ 60, rounded down to a yen once for the month. "
            "It is before tax: withholding tax is not worked out here."
        )
    )
    notes = Section(pgettext("of a statement", "How it is worked out"), (rule,))
    return (counted, *((left_out,) if statement.uncounted else ()), notes)


def _table(lines: tuple[Line, ...]) -> Table:
    columns = (
        Column(_("Held on")),
        Column(_("Case number")),
        Column(_("Kind"), share=1),
        Column(pgettext("of a statement", "Minutes")),
    )
    rows = (
        (
            written_date(line.held_on),
            line.number,
            str(line.kind.label),
            "" if line.minutes is None else str(line.minutes),
        )
        for line in lines
    )
    return Table(columns, tuple(rows))


def _yen(amount: int | None) -> str:
    return "" if amount is None else intcomma(amount)
