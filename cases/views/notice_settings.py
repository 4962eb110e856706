"""Staff edit the words of their desk's notices, and what people may choose for each."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language_info
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import signed_in
from cases.forms.desk_settings.notices import NoticeForm, NoticeRuleForm, NoticeTextForm
from cases.selectors.notice_settings import ruled_notices, worded_notices
from cases.views.setting_lists import LISTS
from cases.views.setting_pages import address_of, context_of, kept_desk, said_of
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.htmx import render_page
from mediso.desks.enums import SettingKind
from mediso.desks.models import Desk, NoticeRule, NoticeText
from mediso.notices.services import preview
from mediso.notices.table import NOTICES, Notice
from mediso.notices.words import faults_of

CONFLICT, UNPROCESSABLE = 409, 422
NOTICE_LISTS = frozenset({SettingKind.NOTICES, SettingKind.NOTICE_RULES})
TYPED = ("subject", "body", "seen")
WORDS, RULE = "cases/desk_settings/notice_words.html", "cases/desk_settings/notice_rule.html"


def notice_list(request: HttpRequest, desk: Desk, setting: SettingKind) -> HttpResponse:
    rules = setting == SettingKind.NOTICE_RULES
    context = context_of(request, desk, setting) | {
        "shown": LISTS[setting],
        "notices": ruled_notices(desk) if rules else worded_notices(desk),
    }
    template = "cases/desk_settings/notice_rules.html" if rules else "cases/desk_settings/notices.html"
    return render_page(request, template, context)


def page_of_notice(row: NoticeText | NoticeRule) -> str:
    """Where a row is edited: a notice has its page whether the desk has a row for it or not."""
    if isinstance(row, NoticeRule):
        return reverse("notice_rule", args=[row.desk.code, row.kind])
    return reverse("notice_words", args=[row.desk.code, row.kind, row.language])


@require_http_methods(["GET", "POST"])
def notice_words(request: HttpRequest, code: str, kind: str, language: str) -> HttpResponse:
    form = _words_form(request, code, kind, language)
    return _answer(request, form, WORDS, _shown_words(form))


@require_POST
def notice_preview(request: HttpRequest, code: str, kind: str, language: str) -> HttpResponse:
    """What the typed words would be; nothing is kept."""
    form = NoticeTextForm(desk=kept_desk(request, code), notice=_notice(kind), language=language)
    # The words come back as they were typed, and what is wrong with them stands in the preview.
    form.initial.update({name: request.POST[name] for name in TYPED if name in request.POST})
    faults = faults_of(form.typed(), form.notice)
    context = _context(request, form) | _shown_words(form) | {"faults": faults, "asked": True}
    return render_page(request, WORDS, context, fragment="cases/desk_settings/_notice_preview.html")


@require_http_methods(["GET", "POST"])
def notice_rule(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    desk, notice = kept_desk(request, code), _notice(kind)
    if not notice.choosable:
        raise Http404
    form = NoticeRuleForm(request.POST if request.method == "POST" else None, desk=desk, notice=notice)
    return _answer(request, form, RULE, {})


def _words_form(request: HttpRequest, code: str, kind: str, language: str) -> NoticeTextForm:
    desk, notice = kept_desk(request, code), _notice(kind)
    data = request.POST if request.method == "POST" else None
    return NoticeTextForm(data, desk=desk, notice=notice, language=language)


def _notice(kind: str) -> Notice:
    if kind not in NOTICES:
        raise Http404
    return NOTICES[kind]


def _answer(request: HttpRequest, form: NoticeForm, template: str, shown: dict[str, Any]) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                saved = form.save_by(signed_in(request))
            except (ActionRefused, StaleRow) as refusal:
                form.add_error(None, str(refusal))
                form.draw_again()
                status = CONFLICT
            else:
                messages.success(request, said_of(saved))
                return redirect(address_of(form.desk, form.setting))
    return render_page(request, template, _context(request, form) | shown, status=status)


def _context(request: HttpRequest, form: NoticeForm) -> dict[str, Any]:
    context = context_of(request, form.desk, form.setting, form.row.pk if form.row else 0)
    heading = str(form.notice.label)
    if language := form.which.get("language"):
        heading = f"{heading} ({get_language_info(language)['name_translated']})"
    return context | {
        "form": form,
        "notice": form.notice,
        "heading": heading,
        "breadcrumbs": [*context["breadcrumbs"], (heading, "")],
    }


def _shown_words(form: NoticeTextForm) -> dict[str, Any]:
    notice = form.notice
    return {
        "language": form.language,
        "variables": [(f"{{{name}}}", one, name in notice.required) for name, one in notice.variables.items()],
        "preview": preview(notice, form.typed(), form.desk, form.language),
    }
