"""The shape of a desk's file. Rows name each other by their Japanese names."""

from typing import NotRequired, TypedDict


class Named(TypedDict):
    name_ja: str
    name_en: str


class RowDefinition(Named):
    """Examples are several short questions as founders ask them."""

    explanation_ja: NotRequired[str]
    explanation_en: NotRequired[str]
    examples_ja: NotRequired[list[str]]
    examples_en: NotRequired[list[str]]


class SignpostDefinition(Named):
    """`product_types` and `topics` are Japanese names; at least one condition is given."""

    url: str
    advice_ja: str
    advice_en: str
    product_types: NotRequired[list[str]]
    topics: NotRequired[list[str]]
    keywords: NotRequired[list[str]]


class StepDefinition(TypedDict):
    text: str
    owner: str
    due_after: int


class PlanTemplateDefinition(Named):
    product_type: NotRequired[str]
    summary: str
    steps: list[StepDefinition]


class ChecklistDefinition(TypedDict):
    """Items of one product type, named in Japanese; of all without one."""

    product_type: NotRequired[str]
    items: list[Named]


class TermsDefinition(TypedDict):
    """Paragraphs. They are in force from the day of setting up."""

    text_ja: list[str]
    text_en: list[str]


class UndertakingDefinition(TypedDict):
    """A desk's own words, in paragraphs. `kind` is `confidentiality` or `conduct`."""

    kind: str
    text_ja: list[str]
    text_en: list[str]


class DeskDefinition(Named):
    """The shape of `data/mediso-desk.json`. The order of the lists is the order of every table and form."""

    code: str
    number_prefix: str
    product_types: list[RowDefinition]
    topics: list[RowDefinition]
    terms: NotRequired[TermsDefinition]
    signposts: NotRequired[list[SignpostDefinition]]
    plan_templates: NotRequired[list[PlanTemplateDefinition]]
    checklists: NotRequired[list[ChecklistDefinition]]
    undertakings: NotRequired[list[UndertakingDefinition]]
