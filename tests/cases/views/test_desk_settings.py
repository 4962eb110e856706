"""The pages on which staff set the rules of their desk."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from mediso.desks.models import (
    ChecklistItem,
    Closure,
    Desk,
    DeskChange,
    PlanTemplate,
    ProductType,
    Signpost,
    Terms,
    Topic,
    TriageRule,
    UndertakingText,
)
from tests.factories.accounts import grant
from tests.factories.desks import (
    ChecklistItemFactory,
    ClosureFactory,
    PlanTemplateFactory,
    PlanTemplateStepFactory,
    SignpostFactory,
    TermsFactory,
    TriageRuleFactory,
    UndertakingTextFactory,
)
from tests.support.pages import Page
from tests.support.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SignIn = Callable[..., Client]
HERE = "/desk-settings/main/"
TARGETS = {
    "first_contact_days": "2",
    "triage_days": "3",
    "proposal_days": "5",
    "answer_days": "10",
    "follow_up_months": "1, 3, 6, 12",
    "seen": "0",
}
CLOSURE = {"first_day": "2026-12-28", "last_day": "", "reason": "停電"}
NAMES = {"name_ja": "名", "name_en": "Name", "position": "1"}

# Kind → what is sent to add a row, and the model of the row.
ADDED: dict[str, tuple[dict[str, Any], Any]] = {
    "closures": (CLOSURE, Closure),
    "signposts": (
        NAMES | {"url": "https://www.example.jp/", "advice_ja": "助言", "advice_en": "Advice", "keywords": "治験届"},
        Signpost,
    ),
    "plan-templates": (
        NAMES
        | {"summary": "要旨", "steps-TOTAL_FORMS": "1", "steps-INITIAL_FORMS": "0", "steps-0-text": "面談する"}
        | {"steps-0-owner": "desk", "steps-0-due_after": "5"},
        PlanTemplate,
    ),
    "checklists": (NAMES, ChecklistItem),
    "triage-rules": (
        {"name_ja": "名", "name_en": "Name", "channels": ["portal", "phone"], "starts_triage": "on"},
        TriageRule,
    ),
    "terms": ({"text_ja": "条件", "text_en": "Terms", "in_force_from": "2099-04-01"}, Terms),
    "undertakings": ({"kind": "conduct", "text_ja": "規範", "text_en": "Code"}, UndertakingText),
}

MAKERS: dict[str, Callable[..., Any]] = {
    "closures": lambda desk: ClosureFactory.create(desk=desk),
    "signposts": lambda desk: SignpostFactory.create(desk=desk),
    "plan-templates": lambda desk: PlanTemplateStepFactory.create(template__desk=desk).template,
    "checklists": lambda desk: ChecklistItemFactory.create(desk=desk),
    "triage-rules": lambda desk: TriageRuleFactory.create(desk=desk),
    "terms": lambda desk: TermsFactory.create(desk=desk),
    "undertakings": lambda desk: UndertakingTextFactory.create(desk=desk),
}

each_kind = pytest.mark.parametrize("kind", list(ADDED))


@pytest.fixture
def browser(sign_in: SignIn, staff: User) -> Client:
    return sign_in(staff)


def test_the_menu_leads_to_the_first_desk(browser: Client) -> None:
    response = browser.get("/desk-settings/")
    assert (response.status_code, response["Location"]) == (302, HERE)


def test_the_overview_counts_what_is_in_use(browser: Client, desk: Desk) -> None:
    ClosureFactory.create(desk=desk, retired_on=timezone.localdate())
    SignpostFactory.create_batch(2, desk=desk)
    TermsFactory.create(desk=desk, version=3)
    page = Page(browser.get(HERE))
    cells = page.texts("td", class_="nowrap")
    assert cells == [
        "2, 3, 5, 10 business days",
        "40, 15, 5, 10, 15, 15 points",
        "0",
        "2",
        "0",
        "0",
        "0",
        "Version 3",
        "0",
        "0",
        "0",
    ]
    assert page.links["Signposts"] == f"{HERE}signposts/"


def test_another_desk_is_a_click_away(sign_in: SignIn, staff: User, other_desk: Desk) -> None:
    grant(staff, Role.STAFF, other_desk)
    page = Page(sign_in(User.objects.get(pk=staff.pk)).get(HERE))
    assert page.links["Care desk"] == "/desk-settings/other/"


@each_kind
def test_a_row_is_added(kind: str, browser: Client, desk: Desk) -> None:
    data, model = ADDED[kind]
    response = browser.post(f"{HERE}{kind}/new/", data)
    assert (response.status_code, response["Location"]) == (302, f"{HERE}{kind}/")
    row = model.objects.get()
    assert row.desk == desk
    page = Page(browser.get(f"{HERE}{kind}/"))
    assert page.links[str(row) if kind != "closures" else "28 December 2026 (Mon)"] == f"{HERE}{kind}/{row.pk}/"
    assert "事務局 一郎" in page.text


@each_kind
def test_the_same_again_is_refused_and_nothing_typed_is_lost(kind: str, browser: Client) -> None:
    data, model = ADDED[kind]
    browser.post(f"{HERE}{kind}/new/", data)
    response = browser.post(f"{HERE}{kind}/new/", data)
    page = Page(response)
    assert (page.status, model.objects.count()) == (409, 1)
    assert len(page.summary) == 1
    kept = {name: page.values[name] for name, value in data.items() if value and not name.startswith("steps-")}
    assert kept == {name: value if isinstance(value, list) else [value] for name, value in data.items() if name in kept}


@each_kind
def test_what_is_missing_is_named(kind: str, browser: Client) -> None:
    page = Page(browser.post(f"{HERE}{kind}/new/", {}))
    assert page.status == 422
    assert len(page.summary) >= 2
    assert not ADDED[kind][1].objects.exists()


@pytest.mark.parametrize(
    "kind", ["closures", "signposts", "plan-templates", "checklists", "undertakings", "triage-rules"]
)
def test_a_row_is_retired_and_taken_into_use_again(kind: str, browser: Client, desk: Desk) -> None:
    row = MAKERS[kind](desk)
    address = f"{HERE}{kind}/{row.pk}/"
    assert browser.post(f"{address}retire/").status_code == 302
    row.refresh_from_db()
    assert row.retired_on == timezone.localdate()
    assert Page(browser.get(f"{HERE}{kind}/")).texts("summary") == ["1 retired", "From what to what"]
    assert "Take it into use again" in Page(browser.get(address)).texts("button")
    browser.post(f"{address}restore/")
    row.refresh_from_db()
    assert row.retired_on is None
    assert DeskChange.objects.count() == 2


@pytest.mark.parametrize("act", ["retire", "restore"])
def test_terms_are_not_retired(act: str, browser: Client, desk: Desk) -> None:
    terms = TermsFactory.create(desk=desk)
    assert browser.post(f"{HERE}terms/{terms.pk}/{act}/").status_code == 404


@time_machine.travel(dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC), tick=False)
def test_targets_show_what_they_mean_by_the_desk_s_calendar(browser: Client, desk: Desk) -> None:
    """Friday; Monday is a public holiday, and on Tuesday the desk is closed."""
    ClosureFactory.create(desk=desk, first_day=dt.date(2026, 11, 24))
    page = Page(browser.get(f"{HERE}targets/"))
    shown = dict(zip(page.texts("dt"), page.texts("dd"), strict=True))
    assert shown == {
        "First contact within": "26 November 2026 (Thu)",
        "Triage within": "27 November 2026 (Fri)",
        "Proposal within": "1 December 2026 (Tue)",
        "Answer within": "8 December 2026 (Tue)",
    }


def test_targets_are_saved_and_the_change_is_listed(browser: Client, desk: Desk, staff: User) -> None:
    response = browser.post(f"{HERE}targets/", TARGETS | {"triage_days": "4"}, follow=True)
    page = Page(response)
    desk.refresh_from_db()
    assert desk.triage_days == 4
    assert page.texts("td", class_="text") == ["3", "4"]
    assert f"Targets: changed {staff.name}" in page.text


def test_saving_nothing_says_so(browser: Client) -> None:
    page = browser.post(f"{HERE}targets/", TARGETS, follow=True)
    assert "Nothing was changed." in page.content.decode()
    assert not DeskChange.objects.exists()


def test_who_was_slower_is_told_and_may_save_after_looking(browser: Client, desk: Desk, staff: User) -> None:
    browser.post(f"{HERE}targets/", TARGETS | {"triage_days": "4"})
    page = Page(browser.post(f"{HERE}targets/", TARGETS | {"triage_days": "9"}))
    assert page.status == 409
    assert page.summary[0].startswith(f"{staff.name} changed this after you opened it.")
    assert page.values["triage_days"] == ["9"]
    again = {name: values[0] for name, values in page.values.items() if name in TARGETS}
    assert browser.post(f"{HERE}targets/", again).status_code == 302
    desk.refresh_from_db()
    assert desk.triage_days == 9


def test_terms_in_force_are_read_and_not_changed(browser: Client, desk: Desk) -> None:
    terms = TermsFactory.create(desk=desk, version=1)
    address = f"{HERE}terms/{terms.pk}/"
    page = Page(browser.get(address))
    assert "利用条件 第1版" in page.text
    assert "text_ja" not in page.values
    refused = Page(browser.post(address, {"text_ja": "別", "text_en": "x", "in_force_from": "2099-04-01"}))
    assert refused.status == 409
    assert refused.summary == ["These terms are or were in force and stay as they are. Add a new version instead."]
    terms.refresh_from_db()
    assert terms.text_ja == "利用条件 第1版"


def test_a_new_version_begins_with_the_words_of_the_latest(browser: Client, desk: Desk) -> None:
    TermsFactory.create(desk=desk, version=1)
    TermsFactory.create(desk=desk, version=2, in_force_from=dt.date(2099, 4, 1))
    assert Page(browser.get(f"{HERE}terms/new/")).values["text_ja"] == ["利用条件 第2版"]


def test_terms_tell_which_are_in_force(browser: Client, desk: Desk) -> None:
    for version, year in ((1, 2018), (2, 2020), (3, 2099)):
        TermsFactory.create(desk=desk, version=version, in_force_from=dt.date(year, 4, 1))
    chips = Page(browser.get(f"{HERE}terms/")).texts("span", class_="chip")
    assert chips == ["to come", "in force", "earlier"]


def test_signposts_are_tried(browser: Client, desk: Desk, product_type: ProductType, topic: Topic) -> None:
    SignpostFactory.create(desk=desk, name_en="Agency", advice_en="Ask there.", keywords="治験届", topics=[topic])
    SignpostFactory.create(desk=desk, name_en="Patents", keywords="特許")
    asked = {"text": "治験届 の出し方", "product_type": product_type.pk, "topics": [topic.pk]}
    page = Page(browser.post(f"{HERE}signposts/try/", asked))
    assert page.status == 200
    assert "1 signpost is shown" in page.texts("h3")
    assert "Ask there." in page.text
    assert page.values["text"] == ["治験届 の出し方"]
    none = Page(browser.post(f"{HERE}signposts/try/", {"text": "治験届 の出し方"}))
    assert "0 signposts are shown" in none.texts("h3")


def test_only_the_box_is_swapped(browser: Client, desk: Desk) -> None:
    response = browser.post(f"{HERE}signposts/try/", {"text": "x"}, headers={"HX-Request": "true"})
    assert Page(response).texts("h1") == []


@pytest.mark.parametrize("kind", ["nothing", "Targets"])
def test_other_kinds_are_not_there(kind: str, browser: Client) -> None:
    assert browser.get(f"{HERE}{kind}/").status_code == 404


@pytest.mark.parametrize("path", ["targets/new/", "targets/1/"])
def test_targets_have_one_page(path: str, browser: Client) -> None:
    assert browser.get(f"{HERE}{path}").status_code == 404


@each_kind
def test_a_row_of_another_desk_is_not_there(kind: str, browser: Client, other_desk: Desk) -> None:
    row = MAKERS[kind](other_desk)
    for path in (f"{HERE}{kind}/{row.pk}/", f"/desk-settings/other/{kind}/{row.pk}/"):
        assert browser.get(path).status_code == 404


@pytest.mark.parametrize("who", ["founder", "supporter", "full_time", "manager", "administrator"])
def test_others_are_refused_with_the_reason(who: str, sign_in: SignIn, request: pytest.FixtureRequest) -> None:
    browser = sign_in(request.getfixturevalue(who))
    response = browser.get(HERE)
    assert response.status_code == 403
    assert "Only the staff of a desk can see and change its settings." in response.content.decode()


@each_kind
def test_lists_cost_the_same_queries_for_many_rows(kind: str, browser: Client, desk: Desk) -> None:
    browser.post(f"{HERE}{kind}/new/", ADDED[kind][0])
    address = f"{HERE}{kind}/"
    browser.get(address)
    one = queries_of(browser, address)
    for _number in range(2):
        row = MAKERS[kind](desk)
        if kind != "terms":
            browser.post(f"{HERE}{kind}/{row.pk}/retire/")
            browser.post(f"{HERE}{kind}/{row.pk}/restore/")
    assert queries_of(browser, address) == one


def test_the_overview_costs_the_same_queries_for_many_changes(browser: Client, desk: Desk) -> None:
    rows = SignpostFactory.create_batch(3, desk=desk)
    browser.post(f"{HERE}signposts/{rows[0].pk}/retire/")
    browser.get(HERE)
    one = queries_of(browser, HERE)
    for row in rows[1:]:
        browser.post(f"{HERE}signposts/{row.pk}/retire/")
    assert queries_of(browser, HERE) == one


def test_a_form_costs_the_same_queries_for_many_steps(browser: Client, desk: Desk) -> None:
    template = PlanTemplateFactory.create(desk=desk)
    address = f"{HERE}plan-templates/{template.pk}/"
    PlanTemplateStepFactory.create(template=template)
    browser.get(address)
    one = queries_of(browser, address)
    PlanTemplateStepFactory.create_batch(2, template=template)
    assert queries_of(browser, address) == one


def test_no_id_stands_twice(browser: Client, desk: Desk) -> None:
    SignpostFactory.create(desk=desk)
    template = PlanTemplateFactory.create(desk=desk)
    for path in ("signposts/", "signposts/new/", f"plan-templates/{template.pk}/"):
        assert Page(browser.get(f"{HERE}{path}")).repeated_ids == []
