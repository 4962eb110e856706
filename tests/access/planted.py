"""Words planted wherever something internal can stand, and a walk over every page within reach that looks for them."""

import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import openpyxl
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from cases.enums import (
    AssignmentRole,
    AssignmentState,
    EventKind,
    InterviewKind,
    LinkKind,
    NoteAudience,
    OrganisationTie,
    State,
)
from cases.models import Case
from cases.services import chart, checklists, collaborators, links, messages, notes, related, tasks
from mediso.mailbox.models import IncomingMail
from supporters.models import Supporter
from tests.factories.cases import (
    AssignmentFactory,
    CaseEventFactory,
    CaseFactory,
    ConsultationFactory,
    FollowUpFactory,
    InterviewFactory,
)
from tests.factories.desks import ChecklistItemFactory
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.support.actions import proposal_to
from tests.support.mails import waiting_mail
from tests.support.pdf import words_of
from tests.support.people import row_of
from tests.support.scene import Scene

# Pages of the desk's own words: of the many alike a few say whether a word of a case gets there.
ALIKE = {
    "notice_words": 4,
    "notice_rule": 4,
    "entry_part": 18,
    "honorarium_pdf": 3,
    "honorarium_csv": 3,
    "figure_file": 14,
    "statistics_pack": 2,
    "statistics_cases": 5,
    "statistics_page": 12,
    "statistics_cross": 4,
}
LINK = re.compile(r'href="(/[^"#]*)')
# The words of the confidentiality undertaking begin alike.
MARK = re.compile(r"秘密(?!保持|情報)\w+")

# What a founder may know of: everything else that happened is the desk's own matter.
INTERNAL_EVENTS = (
    EventKind.CLASSIFIED,
    EventKind.PROPOSED,
    EventKind.TURNED_DOWN,
    EventKind.PROPOSAL_WITHDRAWN,
    EventKind.LAPSED,
    EventKind.FOLLOWED_UP,
    EventKind.RATED,
    EventKind.IMPORTED,
)

ASKED = {"title": "件名", "text": "本文", "product_name": "製品", "target_disease": "疾患"}
IN_A_MAIL = {"秘密題", "秘密差出人", "秘密メール", "秘密引用", "秘密ファイル"}
IN_THE_THREAD = {"秘密返信"}
# Of the founder's two cases: what was asked, and what the desk said to them.
TO_THE_FOUNDER = {*(f"秘密打診{word}" for word in ASKED.values()), "秘密照会", "秘密対応"}
ON_THE_CHART = {
    *("秘密面談", "秘密フォローアップ", "秘密共同研究者", "秘密研究所属", "秘密役割", "秘密競合"),
    *("秘密summary", "秘密channel_note", "秘密担当メモ"),
}
OF_ANOTHER_FOUNDER = {f"秘密他社{word}" for word in ASKED.values()}
DRAFTED = {f"秘密下書{word}" for word in ASKED.values()}
ON_THE_ENTRY = {"秘密経歴", "秘密紹介", "秘密備考", "秘密休業"}
INTRODUCED = {"秘密公開紹介"}
DESK_NOTE, TEAM_NOTE = "秘密窓口メモ", "秘密担当メモ"


def pages_within_reach(client: Client) -> dict[str, str]:
    """Every page and file that links lead to from the first page, by address; of a list, each kind of link once."""
    found: dict[str, str] = {}
    kinds = set()
    alike = Counter[str | None]()
    ahead = ["/"]
    while ahead:
        address = ahead.pop()
        path, _, query = address.partition("?")
        kind = (path, frozenset(parse_qs(query)))
        if kind in kinds or path.startswith(("/static/", "/admin/")):
            continue
        kinds.add(kind)
        route = resolve(path).url_name
        alike[route] += 1
        if alike[route] > ALIKE.get(route or "", alike[route]):
            continue
        response = client.get(address, follow=True)
        assert response.status_code == 200, f"{address} answers {response.status_code}"
        found[address] = _words_in(response)
        ahead += map(unescape, LINK.findall(found[address]))
    return found


def _words_in(response: Any) -> str:
    """Papers and workbooks are read too. A picture of a figure is not, nor what people attached: it is theirs."""
    if response.streaming:
        response.getvalue()  # read whole it is closed
        return ""
    reader = READERS.get(response["Content-Type"].partition(";")[0])
    if reader:
        return reader(response.content)
    # The registered name of Windows' Shift_JIS; Python has its own.
    content: bytes = response.content
    return content.decode("cp932" if response.charset == "windows-31j" else response.charset)


def _cells_of(content: bytes) -> str:
    sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)


READERS: Mapping[str, Callable[[bytes], str]] = {
    "application/pdf": words_of,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _cells_of,
    "image/png": lambda _content: "",
}


def marks_in(texts: Mapping[str, str]) -> dict[str, set[str]]:
    return {name: set(MARK.findall(text)) for name, text in texts.items() if MARK.search(text)}


def all_marks(texts: Mapping[str, str]) -> set[str]:
    return set().union(*marks_in(texts).values())


def asked(about: str) -> dict[str, str]:
    return {f"consultation__{field}": f"秘密{about}{word}" for field, word in ASKED.items()}


def plant_at_the_desk(scene: Scene) -> None:
    """In whatever the desk keeps to itself about the founder's case."""
    case = scene.own
    for kind in INTERNAL_EVENTS:
        said = f"秘密経過{kind}"
        CaseEventFactory.create(case=case, kind=kind, payload={"text": said, "note": said, "body": said})
    refuser = SupporterFactory.create(desk=case.desk, name="辞退 者", affiliation="秘密辞退所属")
    AssignmentFactory.create(
        case=case,
        supporter=refuser,
        role=AssignmentRole.ADVISER,
        state=AssignmentState.DECLINED,
        decline_note="秘密辞退理由",
    )
    InterestFactory.create(supporter=refuser, organisation=case.organisation, organisation_name="秘密利害関係")
    FollowUpFactory.create(case=case, summary="秘密フォローアップ")
    InterviewFactory.create(case=case, summary="秘密面談", next_steps="計画書を作る。")


def plant_of_another_founder(scene: Scene) -> None:
    """All over another founder's case of the same desk and organisation, and over a draft of theirs."""
    asker = scene.people["other_founder"]
    same = {"desk": scene.own.desk, "asked_by": asker}
    CaseFactory.create(**same, organisation=scene.own.organisation, **asked("他社"))
    ConsultationFactory.create(**same, **{field: f"秘密下書{word}" for field, word in ASKED.items()})


def plant_asked_in_confidence(scene: Scene) -> Case:
    """In everything that was asked and said about a case to which the proposed supporter is asked."""
    case = scene.make_case(State.MATCHING, **asked("打診"))
    why = {"overridden": ["on_leave"], "override_reason": "秘密例外"}
    proposal_to(row_of(scene.people["proposed"]), case, answer_by=timezone.localdate(), **why)
    InterviewFactory.create(case=case, kind=InterviewKind.PRELIMINARY, summary="秘密事前面談", next_steps="秘密対応")
    CaseEventFactory.create(case=case, kind=EventKind.FOUNDER_ASKED, payload={"text": "秘密照会"})
    return case


def plant_on_the_chart(scene: Scene) -> None:
    """In everything that can be written on a chart, through its services."""
    case, people = scene.own, scene.people
    Case.objects.filter(pk=case.pk).update(product_name="", target_disease="")
    by: dict[str, Any] = {"case_id": case.pk, "actor": people["staff"]}
    notes.write_note(**by, audience=NoteAudience.DESK, text=f"{DESK_NOTE} @{people['full_time'].name}")
    notes.write_note(**by, audience=NoteAudience.TEAM, text=TEAM_NOTE, mentioned=[people["supporter"]])
    tasks.set_task(**by, title="秘密タスク", assignee=people["supporter"], due_on=None)
    collaborators.add(**by, name="秘密共同研究者", affiliation="秘密研究所属", role="秘密役割")
    related.add(**by, kind=OrganisationTie.COMPETITOR, name="秘密競合", corporate_number="")
    for field in ("summary", "product_name", "target_disease", "channel_note"):
        chart.edit(**by, field=field, was="", value=f"秘密{field}")
    item = ChecklistItemFactory.create(desk=case.desk, name_ja="法人番号", name_en="Corporate number")
    checklists.tick(**by, pk=item.pk)
    other = scene.make_case(asked_by=people["other_founder"])
    links.link(**by, number=other.number, kind=LinkKind.RELATED)


def plant_mail(case: Case | None) -> IncomingMail:
    """Every part of it has a mark: subject, sender, text, folded part, name of a file."""
    mail = waiting_mail(case, subject="秘密題", sender="秘密差出人 <stranger@example.com>", file="秘密ファイル.pdf")
    IncomingMail.objects.filter(pk=mail.pk).update(text="秘密メール", folded="> 秘密引用")
    return mail


def plant_in_the_thread(scene: Scene) -> None:
    messages.write_to_founder(case_id=scene.own.pk, actor=scene.people["staff"], text="秘密返信")


def plant_on_the_roster(scene: Scene) -> None:
    """In the entry of the supporter, who agreed to nothing, and in the words of another, who did."""
    row, other = (row_of(scene.people[name]) for name in ("supporter", "other_supporter"))
    Supporter.objects.filter(pk=row.pk).update(career="秘密経歴", profile="秘密紹介")
    InterestFactory.create(supporter=row, note="秘密備考")
    row.leaves.create(kind="leave", first_day=dt.date(2099, 1, 1), note="秘密休業")
    Supporter.objects.filter(pk=other.pk).update(profile="秘密公開紹介", profile_agreed_at=timezone.now())
