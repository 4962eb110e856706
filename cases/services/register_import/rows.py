"""The columns of the old register and the row they make."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind, Prefecture
from cases.enums import Channel, DevelopmentStage
from cases.services.register_import.labels import CHANNELS, KINDS, PREFECTURES, STAGES
from mediso.common.tabular.columns import Column, code, date, text, whole_number
from mediso.common.tabular.labels import choice, choices
from mediso.common.tabular.reader import Table, read_table
from mediso.desks.models import Desk, ProductType, Topic


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One case of the register. `line` is where the file has it; dates are days in Japan."""

    line: int
    number: str
    received_on: dt.date
    channel: Channel
    organisation: str
    organisation_kind: OrganisationKind
    prefecture: Prefecture
    product_type_id: int
    product_name: str
    target_disease: str
    development_stage: DevelopmentStage | str
    topic_ids: tuple[int, ...]
    title: str
    text: str
    preliminary_on: dt.date | None
    supporter_interview_on: dt.date | None
    supporter: str | None
    follow_up_on: dt.date | None
    closed_on: dt.date
    score: int | None


def read_register(path: Path, *, desk: Desk, sheet: str | None = None) -> Table:
    """Reads the file against the desk's own product types and topics, the retired ones included: it is history.

    Raises what `read_table` raises; errors of rows are kept on the table.
    """
    return read_table(path, columns_of(desk), sheet=sheet)


def columns_of(desk: Desk) -> tuple[Column, ...]:
    product_types = dict(ProductType.objects.filter(desk=desk).values_list("name_ja", "pk"))
    topics = dict(Topic.objects.filter(desk=desk).values_list("name_ja", "pk"))
    prefecture = choice(PREFECTURES, hint=_("Write the prefecture's name (東京都), or 海外."))
    return (
        Column("number", "受付番号", code(*number_form(desk))),
        Column("received_on", "受付日", date),
        Column("channel", "受付経路", choice(CHANNELS)),
        Column("organisation", "事業者名", text(200)),
        Column("organisation_kind", "事業者属性", choice(KINDS)),
        Column("prefecture", "所在地", prefecture),
        Column("product_type_id", "製品区分", choice(product_types)),
        Column("product_name", "製品・技術", text(200), required=False, empty=""),
        Column("target_disease", "対象疾患", text(200), required=False, empty=""),
        Column("development_stage", "開発段階", choice(STAGES), required=False, empty=""),
        Column("topic_ids", "相談内容", choices(topics)),
        Column("title", "件名", text(200)),
        Column("text", "相談概要", text(10_000, lines=True)),
        Column("preliminary_on", "事前面談日", date, required=False),
        Column("supporter_interview_on", "サポーター面談日", date, required=False),
        Column("supporter", "担当サポーター", text(100), required=False),
        Column("follow_up_on", "フォローアップ日", date, required=False),
        Column("closed_on", "終了日", date),
        Column("score", "満足度", whole_number(1, 5), required=False),
    )


def number_form(desk: Desk) -> tuple[str, str]:
    """The pattern and an example of this desk's numbers, as `cases.services.numbering.format_number` writes them."""
    return rf"{desk.number_prefix}\d{{4}}-(?!0000)(\d{{4}}|[1-9]\d{{4,5}})", f"{desk.number_prefix}2024-0001"


def year_and_running(number: str, desk: Desk) -> tuple[int, int]:
    year, running = number.removeprefix(desk.number_prefix).split("-")
    return int(year), int(running)
