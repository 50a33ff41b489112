"""Where trade starts and ends: one to five places a state, each with a way, and the whole of its trade."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from marchland.world.build.post_soviet import gateways, zones
from marchland.world.build.post_soviet.actors import REST

if TYPE_CHECKING:
    from marchland.world import World

REGIONS = ("caucasus", "asia", "europe")


def lines(table: str) -> list[dict[str, str]]:
    """Return the lines of a table of the network, of all regions."""
    found: list[dict[str, str]] = []
    for region in REGIONS:
        with (zones.FOLDER / f"{table}_{region}.csv").open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return found


def test_every_state_has_one_to_five_zones_with_all_of_its_trade(post_soviet: World) -> None:
    shares: dict[str, list[float]] = defaultdict(list)
    for row in zones.zone_rows():
        shares[str(row["actor"])].append(float(row["share"] or 0))
    assert set(shares) == set(post_soviet.actors)
    for actor, found in shares.items():
        assert 1 <= len(found) <= (12 if actor == REST else 5), actor
        assert sum(found) == pytest.approx(1), actor


def test_zones_are_places_of_their_actor_with_a_way() -> None:
    sovereign = {line["place"]: line["actor"] for line in lines("places")}
    ends = Counter(
        end for line in lines("links") for end in {line["tail"], line["head"]} if line["tail"] != line["head"]
    )
    for row in zones.zone_rows():
        assert sovereign.get(str(row["place"])) == row["actor"], row
        assert ends[str(row["place"])] > 0, row


def test_ranges_hold_the_share_and_sources_are_listed() -> None:
    made = zones.tables(zones.FOLDER)
    known = {row["source"] for row in made["sources"]}
    cited = {code for row in made["zones"] for code in str(row["source"]).split(";")}
    assert cited == known
    for row in made["zones"]:
        if row["share_low"] is not None:
            assert 0 < float(row["share_low"]) < float(row["share"] or 0) <= float(row["share_high"] or 0) <= 1


def test_every_country_of_the_rest_has_one_port_with_whom_it_trades() -> None:
    ports = gateways.country_ports()
    places = {row["place"] for row in zones.zone_rows() if row["actor"] == REST}
    assert set(ports.values()) == places
    assert {country for country, partner in ports if partner} <= {country for country, partner in ports if not partner}


def test_gateways_follow_who_trades_what(post_soviet: World) -> None:
    rows = post_soviet["gateways"].where(actor=REST)

    def share(partner: str, flow: str, commodity: str, *places: str) -> float:
        found = rows.where(partner=partner, flow=flow, commodity=commodity).rows()
        return float(sum(row["share"] for row in found if row["place"] in places))

    # Ore and coal of Australia and Brazil feed China; Canada and Mexico are the first to trade with the United States.
    assert share("CHN", "sold", "dry_bulk", "port_hedland", "santos") > 0.7
    assert share("USA", "bought", "", "halifax", "panama") > 0.5
    # Who trades with Europe from inside the Red Sea does so without the strait: it is little.
    for partner in ("DEU", "ITA", "GBR", "NLD"):
        assert share(partner, "sold", "", "jeddah") < 0.05
