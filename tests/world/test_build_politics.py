"""The politics of the built-in world: dates that treaties, courts and governments state."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from marchland.world.build.post_soviet import politics
from marchland.world.build.post_soviet.region import POST_SOVIET, SPELLINGS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.reference
Rows = list[dict[str, Any]]
Tables = dict[str, Rows]
OPEN = "9999-12-31"


@pytest.fixture(scope="module")
def world_politics(reference: Path) -> Tables:
    return {name: [dict(row) for row in rows] for name, rows in politics.tables(reference).items()}


def test_every_row_cites_a_source_that_is_listed(world_politics: Tables) -> None:
    listed = {row["source"] for row in world_politics["sources"]}
    rows = [row for name, table in world_politics.items() if name != "sources" for row in table]
    assert {source for row in rows for source in row["source"].split(";")} == listed


def test_memberships_have_their_dates(world_politics: Tables) -> None:
    blocs = {(row["bloc"], row["actor"]): (row["from"], row["to"]) for row in world_politics["blocs"]}
    assert sum(1 for (bloc, _), (_, last) in blocs.items() if bloc == "EU" and last is None) == 27
    assert blocs["EU", "GBR"][1] == "2020-01-31"
    assert blocs["EAEU", "ARM"] == ("2015-01-02", None)
    assert blocs["EAEU", "KGZ"] == ("2015-08-12", None)
    members = {actor for (bloc, actor), (_, last) in blocs.items() if bloc == "CSTO" and last is None}
    assert members == {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"}


def overlapping(rows: Rows, key: tuple[str, ...]) -> list[tuple[str, ...]]:
    by_key: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for row in rows:
        assert date.fromisoformat(row["from"]) <= date.fromisoformat(row["to"] or OPEN)
        by_key.setdefault(tuple(row[k] for k in key), []).append((row["from"], row["to"] or OPEN))
    return [
        k
        for k, spans in by_key.items()
        for (_, last), (first, _) in zip(sorted(spans), sorted(spans)[1:], strict=False)
        if first <= last
    ]


def test_a_place_has_one_controller_at_a_time(world_politics: Tables) -> None:
    assert not overlapping(world_politics["states"], ("object", "attribute"))


def test_a_right_over_a_state_has_one_holder_at_a_time(world_politics: Tables) -> None:
    rights = {"border", "tariff", "residence", "payments", "travel"}
    own = [row for row in world_politics["controls"] if row["right"] in rights]
    assert not overlapping(own, ("object", "right"))


def holder(world_politics: Tables, actor: str, right: str, day: str) -> list[str]:
    return [
        row["actor"]
        for row in world_politics["controls"]
        if (row["object"], row["right"]) == (actor, right) and row["from"] <= day <= (row["to"] or OPEN)
    ]


def test_trade_policy_lies_with_unions_and_residence_with_states(world_politics: Tables) -> None:
    assert holder(world_politics, "POL", "border", "2024-01-01") == ["EU"]
    assert holder(world_politics, "POL", "border", "2004-04-30") == ["POL"]
    assert holder(world_politics, "GBR", "tariff", "2020-12-31") == ["EU"]
    assert holder(world_politics, "GBR", "tariff", "2021-01-01") == ["GBR"]
    assert holder(world_politics, "KAZ", "tariff", "2012-01-01") == ["ECU"]
    assert holder(world_politics, "ARM", "tariff", "2015-01-01") == ["ARM"]
    assert holder(world_politics, "ARM", "tariff", "2015-01-02") == ["EAEU"]
    assert holder(world_politics, "RUS", "border", "2024-01-01") == ["RUS"]
    for actor in SPELLINGS:
        for right in ("border", "tariff", "residence", "payments", "travel"):
            assert len(holder(world_politics, actor, right, "2024-01-01")) == 1
        assert holder(world_politics, actor, "residence", "2024-01-01") == [actor]


def controller(world_politics: Tables, place: str, day: str) -> str | None:
    held = [
        row["text"]
        for row in world_politics["states"]
        if (row["object"], row["attribute"]) == (place, "controller") and row["from"] <= day <= (row["to"] or OPEN)
    ]
    return held[0] if held else None


def test_territories_keep_their_sovereign_and_change_their_controller(world_politics: Tables) -> None:
    sovereign = {row["place"]: row["actor"] for row in world_politics["places"]}
    assert (sovereign["crimea"], controller(world_politics, "crimea", "2024-01-01")) == ("UKR", "RUS")
    assert sovereign["abkhazia"] == sovereign["south_ossetia"] == "GEO"
    assert sovereign["transnistria"] == "MDA"
    assert sovereign["baikonur"] == "KAZ"
    assert controller(world_politics, "karabakh", "2023-09-19") == "ARM"
    assert controller(world_politics, "karabakh", "2023-09-20") == "AZE"
    assert controller(world_politics, "karabakh_districts", "2020-12-01") == "AZE"
    assert controller(world_politics, "abkhazia", "2000-01-01") is None


def test_peacekeepers_left_garabagh_and_armenia_froze_the_csto(world_politics: Tables) -> None:
    ties = {(row["a"], row["b"], row["kind"], row["from"]): row["to"] for row in world_politics["ties"]}
    assert ties["RUS", "AZE", "peacekeeping", "2020-11-10"] == "2024-06-12"
    assert ties["ARM", "CSTO", "suspension", "2024-02-22"] is None


def test_votes_are_comparable_with_russia(world_politics: Tables) -> None:
    votes = {(row["a"], row["name"]): row["value"] for row in world_politics["ties"] if row["kind"] == "un_vote"}
    assert votes["BLR", "agreement on ES-11/1"] == 1
    assert votes["GEO", "agreement on ES-11/1"] == 0
    distance = "difference of ideal points, session 74"
    assert votes["ARM", distance] < votes["UKR", distance] < votes["USA", distance]
    assert {actor for actor, name in votes if name == distance} >= set(POST_SOVIET) - {"RUS"}
