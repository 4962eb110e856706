"""The thread of a case and its files, for whoever reads the case: the founder, the desk, its supporters."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.decisions import Writing, writing
from cases.enums import Action, MessageKind, MessageSide
from cases.forms.message import MessageForm
from cases.models import Case, Message
from cases.selectors.chart import charted
from cases.selectors.thread import draft_of, messages_of, readers_of, visible_attachments
from cases.selectors.visibility import visible_cases
from cases.services import messages
from cases.services.posting import SentAlready
from cases.services.reading import record_download, record_view
from cases.views.crumbs import list_crumb
from cases.works import Work, decide_work
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.htmx import go_to
from mediso.files.serving import file_response

CONFLICT, UNPROCESSABLE, OK = 409, 422, 200
# Messages shown at once; older ones fold.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Page:
    """The thread for one reader. `draft` is what they have begun, `now` how they may write."""

    user: User
    case: Case
    now: Writing
    draft: Message | None

    @property
    def is_asker(self) -> bool:
        return self.now.side == MessageSide.FOUNDER

    @property
    def address(self) -> str:
        """Where the thread stands for this reader."""
        name = "case_chart" if self.is_asker else "case_thread"
        return reverse(name, args=[self.case.number]) + "#thread"


def page_of(user: User, case: Case) -> Page:
    return Page(user, case, writing(user, case), draft_of(user, case))


def thread_context(page: Page, form: MessageForm | None = None) -> dict[str, Any]:
    """What `cases/_thread.html` and `cases/_compose.html` draw; every page that shows a thread takes it from here."""
    thread = list(messages_of(page.case))
    form = form or MessageForm(writing=page.now, draft=page.draft, latest=_latest(thread))
    return {
        "case": page.case,
        "thread": thread[-SHOWN:],
        "older": thread[:-SHOWN],
        "readers": readers_of(page.case),
        "is_asker": page.is_asker,
        "writing": page.now,
        "message_form": form,
        "draft": page.draft,
        "may_settle": not page.is_asker
        and page.case.unanswered_since is not None
        and decide_work(page.user, Work.SETTLE_MESSAGE, page.case),
    }


@require_http_methods(["GET", "POST"])
def case_thread(request: HttpRequest, number: str) -> HttpResponse:
    """The thread, and what is done there: each button says with `then` what it does. What was typed is kept first."""
    user = signed_in(request)
    case = get_object_or_404(charted(visible_cases(user)), number=number)
    page = page_of(user, case)
    if request.method == "GET":
        record_view(case, actor=user)
        return _page(request, page)
    then = "detach" if "detach" in request.POST else request.POST.get("then", "")
    if then == "settle":
        return _settle(request, page)
    refuse_unless(page.now.decision)
    form = MessageForm(request.POST, request.FILES, writing=page.now, draft=page.draft, latest=0)
    return ANSWERS.get(then, _keep)(request, page, form)


@require_safe
def case_file(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """One file of the thread; taking it along is noted."""
    user = signed_in(request)
    found = get_object_or_404(visible_attachments(user), pk=pk, message__case__number=number)
    refuse_unless(found.served)
    record_download(found, actor=user)
    return file_response(found.file)


def _keep(request: HttpRequest, page: Page, form: MessageForm) -> HttpResponse:
    status = _kept(page, form)
    if status != OK:
        return _page(request, page_of(page.user, page.case), form, status=status)
    notices.success(request, _("The draft is kept. Nobody but you sees it."))
    return go_to(request, page.address)


def _autosave(request: HttpRequest, page: Page, form: MessageForm) -> HttpResponse:
    """The answer to a pause of the keys: when it was kept, or why not."""
    status = _kept(page, form)
    context = {"form": form, "now": timezone.localtime(), "kept": status == OK}
    return render(request, "cases/_message_kept.html", context, status=CONFLICT if status == CONFLICT else OK)


def _send(request: HttpRequest, page: Page, form: MessageForm) -> HttpResponse:
    return _sent(request, page, form, as_question=False)


def _ask(request: HttpRequest, page: Page, form: MessageForm) -> HttpResponse:
    return _sent(request, page, form, as_question=True)


def _discard(request: HttpRequest, page: Page, _form: MessageForm) -> HttpResponse:
    if page.draft is not None:
        messages.discard_draft(draft=page.draft)
    notices.success(request, _("The draft was discarded."))
    return go_to(request, page.address)


def _detach(request: HttpRequest, page: Page, form: MessageForm) -> HttpResponse:
    status = _kept(page, form)
    draft, pk = draft_of(page.user, page.case), request.POST.get("detach", "")
    if draft is not None and pk.isdecimal():
        messages.detach(draft=draft, pk=int(pk))
    if status != OK:
        return _page(request, page_of(page.user, page.case), form, status=status)
    return go_to(request, page.address)


def _settle(request: HttpRequest, page: Page) -> HttpResponse:
    refuse_unless(decide_work(page.user, Work.SETTLE_MESSAGE, page.case))
    try:
        messages.settle(case_id=page.case.pk, actor=page.user)
    except ActionRefused as refusal:
        notices.error(request, str(refusal))
    return go_to(request, page.address)


ANSWERS: Mapping[str, Callable[[HttpRequest, Page, MessageForm], HttpResponse]] = {
    "autosave": _autosave,
    "send": _send,
    "ask": _ask,
    "discard": _discard,
    "detach": _detach,
}


def _kept(page: Page, form: MessageForm) -> int:
    """The status to answer with, once everything that is right was kept and what is not stands among the errors."""
    if not form.is_valid():
        return UNPROCESSABLE
    try:
        draft = messages.keep_draft(
            case=page.case, actor=page.user, token=form.cleaned_data["token"], text=form.cleaned_data["text"]
        )
        refusals = messages.attach(draft=draft, uploads=form.cleaned_data["attachments"])
    except SentAlready:
        return OK
    except (StaleRow, ActionRefused) as refusal:
        form.add_error(None, str(refusal))
        return CONFLICT
    for refused in refusals:
        form.add_error("attachments", str(refused))
    return UNPROCESSABLE if form.errors else OK


def _sent(request: HttpRequest, page: Page, form: MessageForm, *, as_question: bool) -> HttpResponse:
    status = _kept(page, form)
    if status != OK:
        return _page(request, page_of(page.user, page.case), form, status=status)
    try:
        sent = messages.send(
            case_id=page.case.pk,
            actor=page.user,
            token=form.cleaned_data["token"],
            text=form.cleaned_data["text"],
            latest=form.cleaned_data["latest"],
            as_question=as_question,
        )
    except (StaleRow, ActionRefused) as refusal:
        form.add_error(None, str(refusal))
        return _page(request, page_of(page.user, page.case), form, status=CONFLICT)
    notices.success(request, SENT[MessageSide(sent.side), MessageKind(sent.kind)]())
    return go_to(request, page.address)


SENT: Mapping[tuple[MessageSide, MessageKind], Callable[[], str]] = {
    (MessageSide.DESK, MessageKind.MESSAGE): lambda: _("The message was sent to the founder."),
    (MessageSide.DESK, MessageKind.QUESTION): lambda: _("The question was sent. The case waits for the answer."),
    (MessageSide.FOUNDER, MessageKind.MESSAGE): lambda: _("The message was sent to the desk."),
    (MessageSide.FOUNDER, MessageKind.ANSWER): lambda: _("Done: %(action)s.") % {"action": Action.ANSWER.label},
}


def _latest(thread: list[Message]) -> int:
    return thread[-1].pk if thread else 0


def _page(request: HttpRequest, page: Page, form: MessageForm | None = None, *, status: int = OK) -> HttpResponse:
    """After a refusal the form carries the thread's present end: the writer has read it now."""
    context = thread_context(page, form)
    if form is not None:
        data = cast("QueryDict", form.data).copy()
        data["latest"] = str(_latest([*context["older"], *context["thread"]]))
        if page.draft is not None and data.get("token") != str(page.draft.token):
            data["token"], context["elsewhere"] = str(page.draft.token), page.draft.text
        if page.draft is None:
            data["token"] = str(uuid.uuid4())  # that of the page may be a message's by now
        form.data = data
    context |= {
        "form": form,
        "consultation": page.case.consultation,
        "breadcrumbs": [
            list_crumb(page.user, page.case),
            (page.case.number, reverse("case_chart", args=[page.case.number])),
            (_("Messages"), ""),
        ],
    }
    return render(request, "cases/thread.html", context, status=status)
