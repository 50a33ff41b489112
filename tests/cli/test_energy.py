from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.fuel_world import fuel_world
from tests.small_world import small_world
from tests.world.small import replace

from marchland.bridge import baseline
from marchland.bridge.energy import market
from marchland.engine import Outcome
from marchland.layers.energy import Contracts
from marchland.world import load_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said


@pytest.fixture
def fuels(here: Path) -> Path:
    return fuel_world(here / "fuels")


def test_the_region_is_a_table_of_targets_and_their_largest_sellers(call: Callable[..., Said], fuels: Path) -> None:
    said = call("energy", "--world", fuels, "--draws", 0)
    assert said.code == 0
    assert "If the largest seller withheld all for a year" in said.out
    assert "Land of CCC" in said.out
    assert (
        "If the largest seller withheld all for 60 days"
        in call("energy", "--world", fuels, "--draws", 0, "--days", 60, "--days", 30, "--format", "markdown").out
    )


def test_a_target_has_origins_pipes_and_cuts(call: Callable[..., Said], fuels: Path) -> None:
    said = call("energy", "AAA", "--world", fuels, "--draws", 2, "--days", 60)
    assert said.code == 0
    for told in ("█ Land of CCC 100 %", "100 USD per 1000 m3", "Transit", "60 days", "out of stores"):
        assert told in " ".join(said.out.split())


def test_what_is_written_follows_the_ending_and_opens(call: Callable[..., Said], fuels: Path, here: Path) -> None:
    for ending, start in ((".html", "<!doctype html>"), (".md", "# Land of AAA"), (".json", "{")):
        said = call("energy", "AAA", "--world", fuels, "--draws", 0, "--out", f"gas{ending}")
        assert said.code == 0
        assert (here / f"gas{ending}").read_text(encoding="utf-8").lstrip().startswith(start)
    assert len(json.loads((here / "gas.json").read_text(encoding="utf-8"))["supplies"]) == 1
    for kept in ("gas.json", "gas.html"):
        assert call("why", kept, "loss:gas:CCC>AAA:365:AAA").code == 0
    assert "--force" in call("energy", "AAA", "--world", fuels, "--out", "gas.html").refused()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("AAB",), "did you mean AB"),
        (("AAA", "--format", "htm"), "html"),
        (("AAA", "--out", "gas.pdf"), ".html"),
        (("AAA", "--days", "0"), "a day at least"),
        (("AAA", "--draws", "-1"), "below 0"),
    ],
)
def test_bad_input_is_refused(call: Callable[..., Said], fuels: Path, arguments: tuple[str, ...], told: str) -> None:
    assert told in call("energy", *arguments, "--world", fuels).refused()


def test_a_world_without_energy_says_what_to_add(call: Callable[..., Said], here: Path) -> None:
    assert "energy_flows.csv" in call("energy", "AAA", "--world", small_world(here / "small")).refused()


@pytest.mark.parametrize("command", [("energy", "AAA"), ("energy",), ("run", "cut.yaml", "--out", "x.nc")])
def test_a_market_that_cannot_clear_is_one_line_with_the_hub_and_the_quantity(
    call: Callable[..., Said],
    here: Path,
    fuels: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    # The check of a world and the bridge keep such contracts out: here they are let in.
    def obliged(*_: object) -> Contracts:
        return Contracts(seller=np.array([2]), buyer=np.array([0]), minimum=np.array([12.5]))

    monkeypatch.setattr(market, "_contracts", obliged)
    (here / "cut.yaml").write_text(
        "name: cut\nlevers:\n  - {actor: CCC, action: cut, object: gas to AAA}\n", encoding="utf-8"
    )
    told = call(*command, "--world", fuels, "--draws", 0).refused()
    assert told.startswith("the market of gas of 2023 cannot clear: hub_a cannot be given 2.5")
    assert "of the 12.5 bcm a year that hub_c has to deliver: lower the minimum of the contract, or add supply" in told
    assert len(told.splitlines()) == 1
    assert not (here / "x.nc").exists()


def test_who_goes_without_gas_is_told_with_the_quantity(call: Callable[..., Said], here: Path, fuels: Path) -> None:
    # Nobody else can bring BBB gas: at the rationing price a part of its 6 bcm is still wanted.
    (here / "cut.yaml").write_text(
        "name: cut\nlevers:\n  - {actor: CCC, action: cut, object: gas to BBB, days: 30}\n", encoding="utf-8"
    )
    said = call("run", "cut.yaml", "--world", fuels, "--draws", 0, "--out", "x.nc")
    assert said.code == 0
    told = re.search(
        r"Wanted at the rationing price \((\S+) USD per 1000 m3\) and not to be had, gas: (\S+) bcm a year at B\.",
        " ".join(said.out.split()),
    )
    assert told is not None, said.out
    base = baseline(load_world(fuels).at(), "quarter")
    price, elasticity = (
        float(base.parameters[f"gas_{name}"].best) for name in ("rationing_price", "demand_elasticity")
    )
    assert float(told[1].replace(",", "")) == pytest.approx(price)
    assert float(told[2]) == pytest.approx(6 * (1 - elasticity * (price - 200) / 200), rel=0.01)
    (row,) = Outcome.load(here / "x.nc").about["rationed"]
    assert (row["hub"], row["fuel"], row["unit"]) == ("hub_b", "gas", "bcm")


# The table, what is replaced in it, and what is then told by every command that takes a world.
MISTAKES = {
    "negative capacity": (
        "pipes",
        "bcm/yr,6,",
        "bcm/yr,-6,",
        "pipes.csv row 3, capacity: -6 is negative; give a figure",
    ),
    "demand without a price": (
        "energy_flows",
        ",bcm,200,190,210,",
        ",bcm,,,,",
        "energy_balances.csv row 7, item: hub_b uses gas that has no price; add a row with item price",
    ),
    "an unknown seller": (
        "energy_flows",
        "2023,hub_c,hub_a",
        "2023,CCC,hub_a",
        "energy_flows.csv row 2, seller: 'CCC' is not in places.csv; it is an actor: write its hub, hub_c",
    ),
    "supply that reaches nobody": (
        "pipes",
        "gas_cb,South,hub_c,hub_b",
        "gas_cb,South,hub_b,hub_c",
        "energy_flows.csv row 3, buyer: no pipes lead gas from hub_c to hub_b; add the pipes on the way to pipes.csv",
    ),
    "bcm and TWh mixed": (
        "energy_flows",
        "5.5,6,6.5,bcm",
        "61,66.7,72,TWh",
        "energy_flows.csv row 3, unit: gas in TWh: unit must be bcm; multiply by 0.09",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
@pytest.mark.parametrize(
    "command", [("energy", "AAA"), ("run", "scenario.yaml", "--out", "x.nc"), ("menu", "CCC", "AAA")]
)
def test_a_mistake_in_the_tables_is_one_line_with_row_and_cure(
    call: Callable[..., Said], here: Path, fuels: Path, command: tuple[str, ...], mistake: tuple[str, str, str, str]
) -> None:
    table, old, new, told = mistake
    replace(fuels, f"{table}.csv", old, new)
    assert call(*command, "--world", fuels).refused().startswith(told)
    assert not (here / "x.nc").exists()
