"""A desk, its reference data and its rules."""

# factory_boy's declarations carry no types.
# mypy: allow-untyped-calls, allow-untyped-decorators

import datetime as dt

from factory.declarations import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from mediso.desks.enums import StepOwner, UndertakingKind
from mediso.desks.models import (
    ChecklistItem,
    Closure,
    Desk,
    PlanTemplate,
    PlanTemplateStep,
    ProductType,
    Signpost,
    Terms,
    Topic,
    TopicSet,
    TriageRule,
    TriageRuleTest,
    UndertakingText,
)
from mediso.desks.services import intern_topic_set

LONG_AGO = dt.datetime(2018, 4, 1, tzinfo=dt.UTC)


class DeskFactory(DjangoModelFactory[Desk]):
    class Meta:
        model = Desk

    code = Sequence(lambda n: f"desk-{n}")
    number_prefix = Sequence(lambda n: f"D{n}")
    name_ja = Sequence(lambda n: f"第{n}窓口")
    name_en = Sequence(lambda n: f"Desk {n}")
    notice_email = LazyAttribute(lambda desk: f"{desk.code}@example.jp")


class ProductTypeFactory(DjangoModelFactory[ProductType]):
    class Meta:
        model = ProductType

    desk = SubFactory(DeskFactory)
    name_ja = Sequence(lambda n: f"製品区分{n}")
    name_en = Sequence(lambda n: f"Product type {n}")
    position = Sequence(lambda n: n)


class TopicFactory(DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    desk = SubFactory(DeskFactory)
    name_ja = Sequence(lambda n: f"相談内容{n}")
    name_en = Sequence(lambda n: f"Topic {n}")
    position = Sequence(lambda n: n)


def topic_set(*topics: Topic) -> TopicSet:
    """The interned combination of these topics."""
    return intern_topic_set([topic.pk for topic in topics])


class ClosureFactory(DjangoModelFactory[Closure]):
    """One day, 29 December 2026."""

    class Meta:
        model = Closure

    desk = SubFactory(DeskFactory)
    first_day = dt.date(2026, 12, 29)
    last_day = LazyAttribute(lambda closure: closure.first_day)
    reason = "年末休業"


class TermsFactory(DjangoModelFactory[Terms]):
    """In force for years; numbered beyond what a test adds itself."""

    class Meta:
        model = Terms

    desk = SubFactory(DeskFactory)
    version = Sequence(lambda n: n + 100)
    text_ja = LazyAttribute(lambda terms: f"利用条件 第{terms.version}版")
    text_en = LazyAttribute(lambda terms: f"Terms of use, version {terms.version}")
    in_force_from = dt.date(2018, 4, 1)


class SignpostFactory(DjangoModelFactory[Signpost]):
    """Shown for the word 治験届 alone; `product_types=[…]` and `topics=[…]` make further conditions."""

    class Meta:
        model = Signpost
        skip_postgeneration_save = True

    desk = SubFactory(DeskFactory)
    name_ja = Sequence(lambda n: f"案内先{n}")
    name_en = Sequence(lambda n: f"Body {n}")
    position = Sequence(lambda n: n)
    url = "https://www.example.jp/"
    advice_ja = "こちらにご相談ください。"
    advice_en = "Please ask there."
    keywords = "治験届"

    @post_generation
    def product_types(self, _create: bool, extracted: list[ProductType] | None, **_kwargs: object) -> None:
        if extracted:
            self.product_types.set(extracted)

    @post_generation
    def topics(self, _create: bool, extracted: list[Topic] | None, **_kwargs: object) -> None:
        if extracted:
            self.topics.set(extracted)


class PlanTemplateFactory(DjangoModelFactory[PlanTemplate]):
    """Without steps; they come from `PlanTemplateStepFactory`."""

    class Meta:
        model = PlanTemplate

    desk = SubFactory(DeskFactory)
    name_ja = Sequence(lambda n: f"雛形{n}")
    name_en = Sequence(lambda n: f"Template {n}")
    position = Sequence(lambda n: n)
    summary = "まず現状を確かめ、次に進め方を決めます。"


class PlanTemplateStepFactory(DjangoModelFactory[PlanTemplateStep]):
    class Meta:
        model = PlanTemplateStep

    template = SubFactory(PlanTemplateFactory)
    position = Sequence(lambda n: n + 1)
    text = "資料を用意する"
    owner = StepOwner.FOUNDER
    due_after = 10


class ChecklistItemFactory(DjangoModelFactory[ChecklistItem]):
    """For every product type of the desk."""

    class Meta:
        model = ChecklistItem

    desk = SubFactory(DeskFactory)
    name_ja = Sequence(lambda n: f"確認項目{n}")
    name_en = Sequence(lambda n: f"Item {n}")
    position = Sequence(lambda n: n)


class UndertakingTextFactory(DjangoModelFactory[UndertakingText]):
    """Of each kind a desk has one: a second is the first."""

    class Meta:
        model = UndertakingText
        django_get_or_create = ("desk", "kind")

    desk = SubFactory(DeskFactory)
    kind = UndertakingKind.CONFIDENTIALITY
    text_ja = "窓口の秘密保持の誓約です。"
    text_en = "The desk's own confidentiality undertaking."


class TriageRuleFactory(DjangoModelFactory[TriageRule]):
    """Takes what comes by the portal, and starts triage; `is_on=True` for one that acts."""

    class Meta:
        model = TriageRule
        skip_postgeneration_save = True

    desk = SubFactory(DeskFactory)
    name_ja = Sequence(lambda n: f"規則{n}")
    name_en = Sequence(lambda n: f"Rule {n}")
    position = Sequence(lambda n: n + 1)
    channels = LazyFunction(lambda: ["portal"])
    starts_triage = True
    on_since = LazyAttribute(lambda rule: LONG_AGO if rule.is_on else None)
    is_on = False

    @post_generation
    def product_types(self, _create: bool, extracted: list[ProductType] | None, **_kwargs: object) -> None:
        if extracted:
            self.product_types.set(extracted)

    @post_generation
    def topics(self, _create: bool, extracted: list[Topic] | None, **_kwargs: object) -> None:
        if extracted:
            self.topics.set(extracted)


class TriageRuleTestFactory(DjangoModelFactory[TriageRuleTest]):
    """Of the present version of its rule; `tested_by` is given."""

    class Meta:
        model = TriageRuleTest

    rule = SubFactory(TriageRuleFactory)
    version = LazyAttribute(lambda test: test.rule.version)
    looked_at = 10
    matched = 3
