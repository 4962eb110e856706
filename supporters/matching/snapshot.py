"""An answer as stored with a proposal, and back again, so that today's page and a stored answer are drawn the same way.

Supporters appear by id alone: a name would outlive its anonymisation here.
"""

from dataclasses import asdict, fields
from datetime import date
from typing import Any, NotRequired, TypedDict

from supporters.matching.answers import Excluded, Exclusion, Part, Ranked, Ranking
from supporters.matching.codes import PartCode, RuleCode
from supporters.matching.values import CaseNeed, Related
from supporters.matching.weights import Weights


class ReasonData(TypedDict):
    code: str
    values: dict[str, Any]


class PartData(ReasonData):
    points: int
    maximum: int


class RankedData(TypedDict):
    supporter_id: int
    points: int
    parts: list[PartData]


class ExcludedData(TypedDict):
    supporter_id: int
    reasons: list[ReasonData]


class RelatedData(TypedDict):
    kind: str
    name: str
    corporate_number: str


class NeedData(TypedDict):
    """What is not required came with rule version 3."""

    case_id: int
    product_type_id: int
    topic_ids: list[int]
    organisation_id: int | None
    organisation_names: list[str]
    on: str
    involved_ids: list[int]
    declined_ids: list[int]
    language: str
    corporate_numbers: NotRequired[list[str]]
    related: NotRequired[list[RelatedData]]
    modality: NotRequired[str]
    due_on: NotRequired[str | None]


class RankingData(TypedDict):
    rule_version: str
    need: NeedData
    weights: dict[str, int]
    ranked: list[RankedData]
    excluded: list[ExcludedData]


def snapshot(ranking: Ranking) -> RankingData:
    return {
        "rule_version": ranking.rule_version,
        "need": _need_data(ranking.need),
        "weights": asdict(ranking.weights),
        "ranked": [
            {"supporter_id": one.supporter_id, "points": one.points, "parts": [_part_data(part) for part in one.parts]}
            for one in ranking.ranked
        ],
        "excluded": [
            {"supporter_id": one.supporter_id, "reasons": [_reason_data(reason) for reason in one.reasons]}
            for one in ranking.excluded
        ],
    }


def restore(data: RankingData) -> Ranking:
    """The answer as it was given, not as today's rules would give it. A weight unknown on that day reads as 0."""
    weights = {field.name: data["weights"].get(field.name, 0) for field in fields(Weights)}
    return Ranking(
        need=_need(data["need"]),
        weights=Weights(**weights),
        rule_version=data["rule_version"],
        ranked=tuple(Ranked(one["supporter_id"], tuple(map(_part, one["parts"]))) for one in data["ranked"]),
        excluded=tuple(Excluded(one["supporter_id"], tuple(map(_reason, one["reasons"]))) for one in data["excluded"]),
    )


def _need_data(need: CaseNeed) -> NeedData:
    return {
        "case_id": need.case_id,
        "product_type_id": need.product_type_id,
        "topic_ids": sorted(need.topic_ids),
        "organisation_id": need.organisation_id,
        "organisation_names": sorted(need.organisation_names),
        "on": need.on.isoformat(),
        "involved_ids": sorted(need.involved_ids),
        "declined_ids": sorted(need.declined_ids),
        "language": need.language,
        "corporate_numbers": sorted(need.corporate_numbers),
        "related": [
            {"kind": one.kind, "name": one.name, "corporate_number": one.corporate_number} for one in need.related
        ],
        "modality": need.modality,
        "due_on": need.due_on.isoformat() if need.due_on else None,
    }


def _need(data: NeedData) -> CaseNeed:
    due_on = data.get("due_on")
    return CaseNeed(
        case_id=data["case_id"],
        product_type_id=data["product_type_id"],
        topic_ids=frozenset(data["topic_ids"]),
        organisation_id=data["organisation_id"],
        organisation_names=frozenset(data["organisation_names"]),
        on=date.fromisoformat(data["on"]),
        involved_ids=frozenset(data["involved_ids"]),
        declined_ids=frozenset(data["declined_ids"]),
        language=data["language"],
        corporate_numbers=frozenset(data.get("corporate_numbers", ())),
        related=tuple(Related(**one) for one in data.get("related", ())),
        modality=data.get("modality", ""),
        due_on=date.fromisoformat(due_on) if due_on else None,
    )


def _reason_data(reason: Exclusion) -> ReasonData:
    return {"code": reason.code.value, "values": dict(reason.values)}


def _reason(data: ReasonData) -> Exclusion:
    return Exclusion(RuleCode(data["code"]), data["values"])


def _part_data(part: Part) -> PartData:
    return {"code": part.code.value, "points": part.points, "maximum": part.maximum, "values": dict(part.values)}


def _part(data: PartData) -> Part:
    return Part(PartCode(data["code"]), data["points"], data["maximum"], data["values"])
