"""Which notices there are. A notice that is not in this table cannot be written; its words are in `templates/mail/`."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from mediso.desks.enums import Delivery
from mediso.notices.enums import Audience
from mediso.notices.variables import DESK, VARIABLES, Variable, Words

FOUNDER = frozenset({Audience.FOUNDER})
SUPPORTER = frozenset({Audience.SUPPORTER})
STAFF = frozenset({Audience.STAFF})
COLLEAGUES = SUPPORTER | STAFF
ANYBODY = frozenset({Audience.ANYBODY})

ABOUT_A_CASE = ("name", "number", "address")
TO_ANSWER = ("name", "number", "answer_by", "address")


@dataclass(frozen=True, slots=True)
class Notice:
    """One kind of notice.

    `names` are the variables its writer gives, `required` those its body must hold. `allowed` is the least prompt
    delivery its readers may choose where the desk says nothing; one that is not `choosable` always goes at once.
    """

    kind: str
    label: Words
    audience: frozenset[Audience]
    names: tuple[str, ...] = ABOUT_A_CASE
    required: tuple[str, ...] = ("address",)
    choosable: bool = True
    allowed: Delivery = Delivery.DAILY

    @property
    def concerns(self) -> list[Audience]:
        """Whom, in the order of `Audience`."""
        return [one for one in Audience if one in self.audience]

    @property
    def variables(self) -> Mapping[str, Variable]:
        """With the desk's name, in the order in which they are explained."""
        return {name: VARIABLES[name] for name in (*self.names, DESK)}


_ROWS = (
    Notice("case_received", _("A consultation was received"), FOUNDER, choosable=False),
    Notice(
        "case_taken_in",
        _("A consultation was taken in, to somebody without an account"),
        FOUNDER,
        ("name", "number", "day"),
        ("number",),
        choosable=False,
    ),
    Notice("question_asked", _("The desk has a question"), FOUNDER, choosable=False),
    Notice("message_sent", _("The desk has written"), FOUNDER),
    Notice(
        "message_by_mail",
        _("The desk has written, to somebody without an account"),
        FOUNDER,
        ("name", "number", "text"),
        ("number", "text"),
        choosable=False,
    ),
    Notice("answer_reminder", _("An answer is waited for"), FOUNDER, ("name", "cases"), ("cases",), choosable=False),
    Notice("plan_delivered", _("A support plan was delivered"), FOUNDER),
    Notice("case_referred", _("A consultation was referred elsewhere"), FOUNDER),
    Notice("case_declined", _("A consultation is out of scope"), FOUNDER),
    Notice("case_closed", _("A case was closed"), FOUNDER),
    Notice("proposal", _("Help with a case is asked for"), SUPPORTER, TO_ANSWER, choosable=False),
    Notice("proposal_reminder", _("An answer to a proposal is waited for"), SUPPORTER, TO_ANSWER, choosable=False),
    Notice("proposal_lapsed", _("A proposal lapsed"), SUPPORTER, TO_ANSWER),
    Notice("proposal_returned", _("A proposal was declined or lapsed"), STAFF),
    Notice("proposal_accepted", _("A proposal was accepted"), STAFF, allowed=Delivery.NONE),
    Notice("case_arrived", _("A consultation has arrived"), STAFF, choosable=False),
    Notice("message_received", _("A founder has written"), COLLEAGUES),
    Notice("handed_over", _("A case was handed over"), STAFF, allowed=Delivery.NONE),
    Notice(
        "follow_up_due",
        _("A follow-up is due"),
        STAFF,
        ("name", "number", "months", "address"),
        allowed=Delivery.NONE,
    ),
    Notice(
        "due_reminder",
        _("Cases are due or late"),
        COLLEAGUES,
        ("name", "summary", "cases"),
        ("cases",),
        allowed=Delivery.AT_ONCE,
    ),
    Notice("task_set", _("A task was set"), COLLEAGUES, allowed=Delivery.NONE),
    Notice("mentioned", _("Mentioned in a note"), COLLEAGUES, allowed=Delivery.NONE),
    Notice("plan_to_review", _("A support plan waits for review"), COLLEAGUES),
    Notice("plan_reviewed", _("A support plan was reviewed"), COLLEAGUES, allowed=Delivery.NONE),
    Notice("plan_sent_back", _("A support plan was sent back"), COLLEAGUES),
    Notice(
        "undertaking_unsigned",
        _("Undertakings are to be signed"),
        SUPPORTER,
        ("name", "undertakings", "year", "address"),
        choosable=False,
    ),
    Notice(
        "undertakings_missing",
        _("Undertakings of supporters are missing"),
        STAFF,
        ("name", "supporters", "year", "address"),
        ("address", "supporters"),
    ),
    Notice("term_ending", _("A supporter's term ends"), STAFF, ("name", "supporter", "last_day", "address")),
    Notice("own_term_ending", _("Your own term ends"), SUPPORTER, ("name", "last_day", "address")),
    Notice(
        "report_issued",
        _("A report was made"),
        ANYBODY,
        ("name", "report", "month", "files", "address"),
        choosable=False,
    ),
    Notice(
        "report_revised",
        _("A report was made of a new edition of a month"),
        ANYBODY,
        ("name", "report", "month", "edition", "reason", "files", "address"),
        ("address", "reason"),
        choosable=False,
    ),
    Notice(
        "invitation",
        _("An invitation"),
        ANYBODY,
        ("name", "role", "invited_by", "address", "until"),
        choosable=False,
    ),
    Notice("role_granted", _("A new role"), ANYBODY, ("name", "role", "granted_by", "address"), choosable=False),
    Notice("daily_digest", _("The daily digest"), ANYBODY, ("name", "mails"), ("mails",), choosable=False),
)

NOTICES: Mapping[str, Notice] = {notice.kind: notice for notice in _ROWS}
