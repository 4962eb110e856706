from typing import Any

import pytest
from django import forms
from django.utils import translation

from mediso.common.forms import LongSelect
from tests.mediso.common.markup import Markup

TOPICS = [("1", "薬事"), ("2", "知財")]


class Asking(forms.Form):
    title = forms.CharField(label="件名", help_text="短く書いてください。", max_length=5)
    text = forms.CharField(label="相談内容", widget=forms.Textarea(attrs={"placeholder": "ここに書く"}))
    product_type = forms.ChoiceField(label="製品区分", choices=TOPICS)
    topics = forms.MultipleChoiceField(
        label="区分", choices=TOPICS, widget=forms.CheckboxSelectMultiple, help_text="すべて選んでください。"
    )
    kind = forms.ChoiceField(label="形", choices=TOPICS, widget=forms.RadioSelect)
    day = forms.DateField(label="希望日", widget=forms.DateInput(attrs={"type": "date"}))
    people = forms.IntegerField(label="人数", required=False)
    paper = forms.FileField(label="資料", required=False)
    agree = forms.BooleanField(label="同意します")


class Hidden(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)


SINGLE = ["title", "text", "product_type", "day", "people", "paper", "agree"]
GROUPED = ["topics", "kind"]


def drawn(data: dict[str, Any] | None = None) -> Markup:
    return Markup(str(Asking(data)))


def test_every_input_has_its_label() -> None:
    page = drawn()
    labelled = {label["for"] for label in page.all("label") if "for" in label}
    assert {f"id_{name}" for name in SINGLE} <= labelled


def test_a_group_is_a_fieldset_with_a_legend() -> None:
    page = drawn()
    assert [legend.text.split()[0] for legend in page.all("legend")] == ["区分", "形"]
    assert page.all("fieldset")[0]["aria-describedby"] == "id_topics_helptext"


@pytest.mark.parametrize(("language", "word"), [("ja", "※必須"), ("en", "(required)")])
def test_required_is_said_in_words_and_only_where_it_is(language: str, word: str) -> None:
    with translation.override(language):
        page = drawn()
    marked = [tag.text.split()[0] for tag in [*page.all("label"), *page.all("legend")] if word in tag.text]
    assert sorted(marked) == sorted(["件名", "相談内容", "製品区分", "区分", "形", "希望日", "同意します"])


def test_help_and_errors_are_tied_to_the_input() -> None:
    page = drawn({"title": "長すぎる件名です"})
    title = page.one("input", id="id_title")
    assert title["aria-describedby"] == "id_title_helptext id_title_error"
    assert title["aria-invalid"] == "true"
    assert page.one("div", id="id_title_helptext").text == "短く書いてください。"
    assert "5" in page.one("ul", id="id_title_error").text


def test_everything_that_describes_exists() -> None:
    page = drawn({})
    for tag in page.tags:
        assert set(tag.attributes.get("aria-describedby", "").split()) <= page.ids()


def test_a_group_with_errors_says_so_once_through_its_fieldset() -> None:
    page = drawn({})
    assert page.all("fieldset")[0]["aria-describedby"] == "id_topics_helptext id_topics_error"
    assert all("aria-invalid" not in box for box in page.all("input", name="topics"))


def test_the_summary_links_every_error_to_its_field() -> None:
    page = drawn({})
    links = [link["href"].removeprefix("#") for link in page.all("a")]
    assert links == [
        "id_title",
        "id_text",
        "id_product_type",
        "id_topics_0",
        "id_kind_0",
        "id_day",
        "id_agree",
    ]
    assert set(links) <= page.ids()


def test_the_summary_takes_the_focus_and_is_announced() -> None:
    summary = drawn({}).one("div", class_="error-summary")
    assert (summary["role"], summary["tabindex"], "autofocus" in summary) == ("alert", "-1", True)


def test_no_summary_without_errors() -> None:
    assert drawn().all("div", class_="error-summary") == []


def test_errors_of_the_whole_form_and_of_hidden_fields_are_in_the_summary() -> None:
    form = Hidden({"seen": "old"})
    form.add_error(None, "別の人が先に進めました。")
    with translation.override("en"):
        summary = Markup(str(form)).one("div", class_="error-summary")
    assert "別の人が先に進めました。" in summary.text
    assert "Enter a whole number." in summary.text


def test_nothing_typed_is_lost() -> None:
    page = drawn(
        {
            "title": "長すぎる件名です",
            "text": "一行目\n二行目 <b>",
            "topics": ["2"],
            "kind": "1",
            "day": "昨日",
            "people": "多い",
        }
    )
    assert page.one("input", id="id_title")["value"] == "長すぎる件名です"
    assert page.one("textarea", id="id_text").text.strip() == "一行目\n二行目 <b>"
    assert [box["value"] for box in page.all("input", name="topics") if "checked" in box] == ["2"]
    assert [box["value"] for box in page.all("input", name="kind") if "checked" in box] == ["1"]
    assert page.one("input", id="id_day")["value"] == "昨日"
    assert page.one("input", id="id_people")["value"] == "多い"


def test_no_placeholder_is_drawn() -> None:
    assert "placeholder" not in drawn().one("textarea", id="id_text")


def test_a_single_checkbox_stands_before_its_label() -> None:
    page = drawn()
    order = [
        tag.attributes.get("id") or tag.attributes.get("for") for tag in page.tags if tag.name in {"input", "label"}
    ]
    at = order.index("id_agree")
    assert order[at : at + 2] == ["id_agree", "id_agree"]
    assert [tag.name for tag in page.tags if "id_agree" in tag.attributes.values()] == ["input", "label"]


def test_labels_are_escaped() -> None:
    form = forms.Form()
    form.fields["name"] = forms.CharField(label="<script>alert(1)</script>")
    assert "<script>" not in str(form)


def test_a_formset_numbers_its_entries() -> None:
    formset = forms.formset_factory(Asking, extra=2)()
    with translation.override("en"):
        page = Markup(str(formset))
    legends = [legend.text for legend in page.all("legend") if "Entry" in legend.text]
    assert [" ".join(text.split()) for text in legends] == ["Entry 1", "Entry 2"]
    assert page.one("input", name="form-TOTAL_FORMS")["value"] == "2"
    assert {"id_form-0-title", "id_form-1-title"} <= page.ids()


def test_a_long_select_is_djangos_own_written_at_once() -> None:
    choices = [("", "All"), ("a&b", "<b>A</b>"), ("c", "C")]
    for value in ("", "a&b", "c", "x"):
        ours, djangos = (
            kind(choices=choices).render("kind", value, {"id": "id_kind", "disabled": True})
            for kind in (LongSelect, forms.Select)
        )
        (ours_head, _, ours_options), (head, _, options) = (drawn.partition(">") for drawn in (ours, djangos))
        assert set(ours_head.split()) == set(head.split())
        assert "".join(ours_options.split()) == "".join(options.split())
