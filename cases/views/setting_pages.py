"""What the pages of a desk's settings show."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from accounts.selectors.desks import desks_staffed_by
from cases.enums import Channel
from cases.forms.desk_settings.base import SettingForm
from cases.forms.desk_settings.trying import TrySignpostsForm
from cases.policies import may_keep_settings
from cases.selectors.clocks import calendar_of
from cases.views.setting_lists import LISTS, listed
from mediso.common.htmx import render_page
from mediso.common.lists import page_of
from mediso.desks.enums import SettingKind, UndertakingKind
from mediso.desks.models import TARGETS, Desk
from mediso.desks.selectors.changes import changes_of, shown_changes
from mediso.desks.selectors.settings import OF_THE_DESK, settings_of
from mediso.desks.services.settings import RETIRABLE, Saved
from supporters.selectors.undertakings import default_words

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    current: bool


def settings_keeper(request: HttpRequest) -> User:
    user = signed_in(request)
    refuse_unless(may_keep_settings(user))
    return user


def kept_desk(request: HttpRequest, code: str) -> Desk:
    """Somebody else's desk is no desk here."""
    return get_object_or_404(desks_staffed_by(settings_keeper(request)), code=code)


def said_of(saved: Saved) -> str:
    if saved.change is None:
        return _("Nothing was changed.")
    return _("%(row)s is saved.") % {"row": saved.row}


def address_of(desk: Desk, setting: SettingKind) -> str:
    return reverse("setting_list", args=[desk.code, setting.value])


def in_use(desk: Desk, setting: SettingKind, today: dt.date) -> str:
    if setting == SettingKind.TARGETS:
        days = _(", ").join(str(getattr(desk, name)) for name in TARGETS)
        return _("%(days)s business days") % {"days": days}
    if setting == SettingKind.ROUTING:
        return _("%(points)s points") % {"points": _(", ").join(map(str, desk.weights().values()))}
    rows = settings_of(desk.pk, setting)
    if setting == SettingKind.TERMS:
        return str(rows.filter(in_force_from__lte=today).first() or "–")
    if setting == SettingKind.TRIAGE_RULES:
        return str(rows.filter(is_on=True).count())
    return str(rows.exclude(retired_on__lte=today).count())


def list_page(
    request: HttpRequest, desk: Desk, setting: SettingKind, trying: TrySignpostsForm | None = None
) -> HttpResponse:
    rows = listed(desk, setting, settings_of(desk.pk, setting), timezone.localdate())
    context = context_of(request, desk, setting) | {
        "shown": LISTS[setting],
        "rows": [row for row in rows if row.retired_on is None],
        "retired": [row for row in rows if row.retired_on is not None],
    }
    if setting == SettingKind.SIGNPOSTS:
        tried = trying is not None and trying.is_valid()
        context |= {
            "trying": trying or TrySignpostsForm(desk=desk),
            "tried": tried,
            "found": trying.found() if trying and tried else [],
        }
    status = UNPROCESSABLE if trying and trying.errors else 200
    fragment = "cases/desk_settings/_try.html" if trying else None
    return render_page(request, "cases/desk_settings/list.html", context, fragment=fragment, status=status)


def form_page(request: HttpRequest, form: SettingForm, heading: str, *, status: int) -> HttpResponse:
    desk, setting, row, today = form.desk, form.setting, form.row, timezone.localdate()
    own = row is not None and setting not in OF_THE_DESK
    context = context_of(request, desk, setting, row.pk if own else None) | {
        "form": form,
        "heading": heading,
        "row": row if own else None,
        "shown": LISTS[setting],
        "frozen": own and setting == SettingKind.TERMS and row.in_force_from <= today,
        "retirable": own and setting in RETIRABLE,
        "listed": setting not in OF_THE_DESK,
        "rule": row if setting == SettingKind.TRIAGE_RULES else None,
    }
    if setting == SettingKind.UNDERTAKINGS:
        context["defaults"] = [(kind, default_words(kind, "ja"), default_words(kind, "en")) for kind in UndertakingKind]
    if setting not in OF_THE_DESK:
        context["breadcrumbs"] = [*context["breadcrumbs"], (heading, "")]
    if setting == SettingKind.TARGETS:
        context |= {"examples": _examples(form, today), "today": today}
    return render_page(request, "cases/desk_settings/edit.html", context, status=status)


def _examples(form: SettingForm, today: dt.date) -> list[tuple[str, dt.date]]:
    """By when each step is due if it begins today, by the desk's own calendar and its targets as they are kept."""
    calendar = calendar_of(form.desk)
    return [(str(form.fields[name].label), calendar.add(today, getattr(form.desk, name))) for name in TARGETS]


def context_of(
    request: HttpRequest, desk: Desk, setting: SettingKind | None = None, row_id: int | None = None
) -> dict[str, Any]:
    home = reverse("desk_settings", args=[desk.code])
    changes = changes_of(desk.pk, setting, row_id)
    page = page_of(request, changes)
    desks = list(desks_staffed_by(signed_in(request)))
    crumbs = [(_("Desk settings"), home)]
    return {
        "desk": desk,
        "setting": setting,
        "desks": [Tab(str(one), reverse("desk_settings", args=[one.code]), one == desk) for one in desks],
        "tabs": [
            Tab(_("Overview"), home, setting is None),
            *(Tab(str(kind.label), address_of(desk, kind), kind == setting) for kind in SettingKind),
        ],
        "breadcrumbs": [*crumbs, (str(setting.label), address_of(desk, setting))] if setting else crumbs,
        "page": page,
        "changes": shown_changes(desk.pk, page, {"channels": {one.value: str(one.label) for one in Channel}}),
    }
