"""Load, who is never asked, and terms: lists of a desk's supporters."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cases.selectors.roster import load, terms, unasked
from cases.selectors.visibility import visible_cases
from cases.views.queues import Queue
from cases.views.roster.reader import RosterReader, roster_page, roster_reader
from mediso.common.lists import page_of, sort_rows, sort_values

DEFAULT_SHOWN = str(terms.WITHIN[-1])


@require_safe
def roster_load(request: HttpRequest) -> HttpResponse:
    reader = roster_reader(request)
    found = load.loads(reader.supporters, reader.today)
    page = page_of(request, sort_values(request, found, load.SORTS, load.DEFAULT_SORT))
    context = {
        "page": page,
        "rows": page.object_list,
        "spread": load.spread_of(found),
        "default_sort": load.DEFAULT_SORT,
    }
    return roster_page(request, reader, "cases/roster/load.html", context)


@require_safe
def roster_unasked(request: HttpRequest) -> HttpResponse:
    reader = roster_reader(request)
    cases = visible_cases(reader.user).filter(desk=reader.desk)
    found = unasked.unasked(reader.supporters, cases, reader.today)
    page = page_of(request, sort_values(request, found, unasked.SORTS, unasked.DEFAULT_SORT))
    context = {"page": page, "rows": page.object_list, "default_sort": unasked.DEFAULT_SORT}
    return roster_page(request, reader, "cases/roster/unasked.html", context)


@require_safe
def roster_terms(request: HttpRequest) -> HttpResponse:
    """`?show=` chooses a tab; any other word shows the first that looks furthest ahead."""
    reader = roster_reader(request)
    queries = terms.term_queries(reader.today)
    shown = request.GET.get("show", "")
    shown = shown if shown in queries else DEFAULT_SHOWN
    # Who ended longest ago matters least.
    default_sort = "-end" if shown == terms.ENDED else "end"
    rows = terms.with_undertakings(reader.supporters.filter(queries[shown]), reader.today)
    page = page_of(request, sort_rows(request, rows, terms.SORTS, default_sort))
    context = {
        "page": page,
        "rows": terms.shown_terms(list(page), reader.today),
        "shown": shown,
        "show_tabs": _show_tabs(reader, shown),
        "years": terms.years_to_sign(reader.today),
        "default_sort": default_sort,
    }
    return roster_page(request, reader, "cases/roster/terms.html", context)


def _show_tabs(reader: RosterReader, shown: str) -> list[Queue]:
    labels = {
        str(days): ngettext("Ends within %(days)d day", "Ends within %(days)d days", days) % {"days": days}
        for days in terms.WITHIN
    } | {terms.ENDED: _("Term ended"), terms.UNSIGNED: _("Undertakings missing")}
    counts = terms.counts_of(reader.supporters, reader.today)
    desk = {"desk": reader.desk.code} if len(reader.desks) > 1 else {}
    return [
        Queue(label, reverse("roster_terms", query=desk | {"show": key}), current=key == shown, count=counts[key])
        for key, label in labels.items()
    ]
