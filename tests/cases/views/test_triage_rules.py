"""The pages of automatic triage: rules in order, the test at past cases, and how a desk sorts by itself."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cases.enums import State
from cases.models import RuleRun
from mediso.desks.models import Desk, ProductType, Topic, TriageRule, TriageRuleTest
from tests.conftest import MakeCase
from tests.factories.desks import TriageRuleFactory, TriageRuleTestFactory
from tests.support.actions import assigned
from tests.support.pages import Page
from tests.support.people import row_of
from tests.support.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

HERE = "/desk-settings/main/triage-rules/"
RULE = {"name_ja": "機器", "name_en": "Devices", "channels": ["portal"], "starts_triage": "on"}


@pytest.fixture
def browser(sign_in: Callable[..., Client], staff: User) -> Client:
    return sign_in(staff)


def test_a_rule_is_written_tested_and_switched_on(
    browser: Client, desk: Desk, staff: User, topic: Topic, product_type: ProductType
) -> None:
    steps = {"takes_over_classification": "on", "starts_matching": "on", "proposes": "on", "responsible": staff.pk}
    given = {
        "product_types": product_type.pk,
        "topics": topic.pk,
        "organisations": "（株）若竹\n８７００１１０００５９０１",
    }
    assert browser.post(f"{HERE}new/", RULE | steps | given).status_code == 302
    rule = TriageRule.objects.get()
    assert (rule.version, rule.is_on, rule.position) == (1, False, 1)
    page = Page(browser.get(HERE))
    sentences = page.texts("li")
    begin = sentences.index("The founder chose the product type “Medical device”.")
    assert sentences[begin : begin + 9] == [
        "The founder chose the product type “Medical device”.",
        "The founder chose the topic “Regulation”.",
        "It came by: “Portal”.",
        "The organisation is “（株）若竹” or “8700110005901”.",
        "Triage is started.",
        "The case is classified by the product type and the topics that the founder chose.",
        "事務局 一郎 is put in charge and told by mail.",
        "The search for supporters is started.",
        "The first of the ranking is proposed and asked by mail, without a person having looked.",
    ]
    assert page.texts("span", class_="chip") == ["switched off", "not tested"]
    address = f"{HERE}{rule.pk}/"
    refused = browser.post(f"{address}on/", {"seen": 1})
    assert (refused.status_code, "Version 1 was not tested yet." in refused.content.decode()) == (409, True)
    browser.post(f"{address}test/", {"seen": 1})
    test = Page(browser.get(f"{address}test/"))
    assert "Switch it on" in test.texts("button")
    assert "With automatic proposing:" in test.text
    assert browser.post(f"{address}on/", {"seen": 1}).status_code == 302
    rule.refresh_from_db()
    assert rule.is_on
    assert "Switch it off" in Page(browser.get(f"{address}test/")).texts("button")
    browser.post(f"{address}off/", {"seen": 1})
    rule.refresh_from_db()
    assert not rule.is_on


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"channels": []}, "Channels: Give at least one condition."),
        ({"starts_triage": ""}, "Start triage: Choose at least one step"),
        ({"starts_matching": "on"}, "Start the search for supporters: Only a classified case looks for supporters"),
        ({"proposes": "on"}, "Propose the first of the ranking (automatic proposing): Somebody is proposed while"),
        ({"organisations": "1234567890123"}, "Organisations, one a line: 1234567890123: This is no corporate number"),
        ({"organisations": "。・"}, "Organisations, one a line: “。・” is no name."),
        ({"responsible": "0"}, "Put in charge: Select a valid choice."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(changes: dict[str, Any], said: str, browser: Client) -> None:
    page = Page(browser.post(f"{HERE}new/", RULE | changes))
    assert page.status == 422
    assert [one for one in page.summary if one.startswith(said)] == page.summary
    assert page.values["name_en"] == ["Devices"]
    assert page.values.get("organisations", [""]) == [changes.get("organisations", "")]
    assert not TriageRule.objects.exists()


def test_another_version_is_neither_tested_nor_switched(browser: Client, desk: Desk) -> None:
    rule = TriageRuleFactory.create(desk=desk, version=2)
    for act in ("test", "on"):
        for seen in ("1", "", "nothing", "9" * 5_000):
            refused = browser.post(f"{HERE}{rule.pk}/{act}/", {"seen": seen})
            assert (refused.status_code, TriageRuleTest.objects.exists()) == (409, False)
            assert "The rule was changed meanwhile: version 2 counts now." in refused.content.decode()


def test_rules_are_moved_without_script(browser: Client, desk: Desk) -> None:
    for name in ("first", "second"):
        TriageRuleFactory.create(desk=desk, name_en=name)
    second = TriageRule.objects.get(name_en="second")
    assert browser.post(f"{HERE}{second.pk}/up/").status_code == 302
    page = Page(browser.get(HERE))
    assert [text for text in page.texts("h2") if text[0].isdigit()] == ["1. second", "2. first"]
    buttons = [text for text in page.texts("button") if "Move" in text]
    assert buttons == ["Move “second” down", "Move “first” up"]


def test_the_test_shows_what_the_desk_really_did(
    browser: Client, desk: Desk, make_case: MakeCase, staff: User, supporter: User, other_topic: Topic
) -> None:
    TriageRuleFactory.create(desk=desk, name_en="Before", position=1, is_on=True, channels=["mail"])
    TriageRuleFactory.create(desk=desk, name_en="Off", position=2, channels=["portal"])
    rule = TriageRuleFactory.create(desk=desk, position=3, channels=["portal", "mail"])
    sorted_by_desk = make_case(State.SUPPORTING, responsible=staff, number="M2026-7001")
    assigned(row_of(supporter), sorted_by_desk, known={"ranked": [{"supporter_id": row_of(supporter).pk}]})
    make_case(number="M2026-7002", channel="mail")
    make_case(number="M2026-7003", channel="phone")
    page = Page(browser.get(f"{HERE}{rule.pk}/test/"))
    assert page.texts("dd")[:3] == ["3", "2", "1"]
    cells = [" ".join(text.split()) for text in page.texts("td")]
    assert cells[:10] == [
        *("Medical device / Regulation", "not classified", "–", "–", "Before"),
        *("Medical device / Regulation", "as the founder chose", "事務局 一郎", "野村 進 first of the ranking", "–"),
    ]
    assert not TriageRuleTest.objects.exists()


def test_the_test_costs_the_same_queries_for_many_cases(
    browser: Client, desk: Desk, make_case: MakeCase, supporter: User, other_supporter: User, full_time: User
) -> None:
    rule = TriageRuleFactory.create(desk=desk, is_on=True)
    address = f"{HERE}{rule.pk}/test/"

    def led(by: User) -> None:
        lead = row_of(by)
        assigned(lead, make_case(State.SUPPORTING), known={"ranked": [{"supporter_id": lead.pk}]})

    led(supporter)
    browser.get(address)
    one = queries_of(browser, address)
    led(other_supporter)
    led(full_time)
    assert queries_of(browser, address) == one


def test_how_a_desk_sorts_is_told_with_what_each_rule_did(
    sign_in: Callable[..., Client], full_time: User, desk: Desk, make_case: MakeCase
) -> None:
    rule = TriageRuleFactory.create(desk=desk, name_en="Devices", is_on=True, version=3)
    TriageRuleFactory.create(desk=desk, name_en="Asleep", responsible=full_time, starts_triage=False)
    TriageRuleFactory.create(desk=desk, name_en="Gone", retired_on=timezone.localdate())
    RuleRun.objects.create(case=make_case(State.TRIAGING), rule=rule, version=3, done=["start_triage"])
    long_ago = timezone.now() - dt.timedelta(days=400)
    RuleRun.objects.create(case=make_case(State.TRIAGING), rule=rule, version=1, at=long_ago)
    stopped = {"stopped_at": "classify", "stopped_by": "not_chosen"}
    RuleRun.objects.create(case=make_case(State.TRIAGING), rule=rule, version=2, **stopped)
    page = Page(sign_in(full_time).get("/sorting/main/"))
    assert page.texts("h2") == ["1. Devices", "2. Asleep"]
    assert page.texts("span", class_="chip") == ["switched on", "switched off"]
    facts = page.texts("dd")
    assert (facts[0], facts[1]) == ("1 April 2018 (Sun) 09:00", "2 cases (stopped at a step: 1)")
    assert facts[3:] == ["–", "0 cases", "never"]
    assert "Change the rules" not in page.links


def test_how_a_desk_sorts_costs_the_same_queries_for_many_rules(browser: Client, desk: Desk, staff: User) -> None:
    def written() -> None:
        rule = TriageRuleFactory.create(desk=desk, responsible=staff)
        TriageRuleTestFactory.create(rule=rule, tested_by=staff)

    written()
    for address in (HERE, "/sorting/main/"):
        browser.get(address)
    one = {address: queries_of(browser, address) for address in (HERE, "/sorting/main/")}
    written()
    written()
    assert {address: queries_of(browser, address) for address in one} == one


def test_full_time_supporters_find_it_from_their_first_page(
    sign_in: Callable[..., Client], full_time: User, supporter: User
) -> None:
    assert Page(sign_in(full_time).get("/proposals/")).links["How Medical desk sorts by itself"] == "/sorting/main/"
    assert "How Medical desk sorts by itself" not in Page(sign_in(supporter).get("/proposals/")).links
