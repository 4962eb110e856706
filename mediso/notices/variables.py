"""What a notice's words may name in braces: explained to staff, with an example for the preview."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Variable:
    explanation: Words
    example: Words


DESK = "desk"
"""Every notice has it; it is filled in by itself."""

VARIABLES: Mapping[str, Variable] = {
    "address": Variable(_("The page that the notice is about"), "https://desk.example.jp/cases/2026-0012/"),
    "answer_by": Variable(_("The last day to answer"), _("28 November 2026 (Sat)")),
    "cases": Variable(
        _("The list of cases, each with its page"), "2026-0012\nhttps://desk.example.jp/cases/2026-0012/"
    ),
    "day": Variable(_("The day of receipt"), _("21 November 2026 (Sat)")),
    DESK: Variable(_("The name of the desk"), _("the consultation desk")),
    "edition": Variable(_("Which edition of the closed month it is"), "2"),
    "files": Variable(_("Whether the files go along with the mail"), _("The report is attached as PDF and as Excel.")),
    "granted_by": Variable(_("Who gave the role"), _("Ichiro Sato")),
    "invited_by": Variable(_("Who invites"), _("Ichiro Sato")),
    "last_day": Variable(_("The last day of the term"), _("31 March 2027 (Wed)")),
    "mails": Variable(
        _("The list of notices, each with its page"),
        _("Your support plan was reviewed (2026-0012)\nhttps://desk.example.jp/cases/2026-0012/"),
    ),
    "month": Variable(_("The closed month"), _("October 2026")),
    "months": Variable(_("How long the case has been closed"), _("3 months")),
    "name": Variable(_("The name of the reader; for the desk's own address “staff of” the desk"), _("Hanako Yamada")),
    "number": Variable(_("The number of the case"), "2026-0012"),
    "reason": Variable(_("Why there is a new edition"), _("A product type was corrected.")),
    "report": Variable(_("The name of the report"), _("Monthly report")),
    "role": Variable(_("The role"), _("Supporter")),
    "summary": Variable(_("How many cases are late and due soon"), _("2 late, 1 due soon")),
    "supporter": Variable(_("The name of the supporter"), _("Jiro Suzuki")),
    "supporters": Variable(_("The names of the supporters, a line each"), _("Jiro Suzuki")),
    "text": Variable(_("The words of the message"), _("Please send us the test report.")),
    "undertakings": Variable(
        _("The undertakings that are not signed"), _("confidentiality undertaking, code of conduct")
    ),
    "until": Variable(_("Until when the address works"), _("5 December 2026 (Sat) 14:00")),
    "year": Variable(_("The fiscal year"), _("FY2026")),
}
