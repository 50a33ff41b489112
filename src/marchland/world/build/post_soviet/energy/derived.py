"""What code derives from releases for the markets of gas and oil."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.energy import border_points, border_rows, gas_balances, gas_flows
from marchland.world.build.post_soviet.energy.oil import derived_oil
from marchland.world.build.post_soviet.energy.written import COLUMNS, Line

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.post_soviet.energy.written import Written
    from marchland.world.build.recipe import Row

UNCOUNTED = ("hub_arm", "hub_geo", "hub_kgz", "hub_mda_left", "hub_mda_right", "hub_srb", "hub_tjk")
"""Hubs whose use of gas no release counts by itself: what they buy is what they use."""


def pipe_lines(reference: Path, written: Written) -> list[Line]:
    """Return lines for the pipes that a release names and nobody has written by hand.

    Parameters
    ----------
    reference
        folder of the reference data
    written
        the tables written by hand
    """
    named = frozenset(line["pipe"] for line in written.tables["pipes"])
    empty = dict.fromkeys(COLUMNS["pipes"], "")
    return [
        Line(where=border_points.FILE, fuel="gas", cells=empty | cells)
        for cells in border_rows.pipe_rows(reference, named)
    ]


def derived(reference: Path, written: Written) -> dict[str, list[Row]]:
    """Return the rows by table of the world that come from release files.

    Parameters
    ----------
    reference
        folder of the reference data
    written
        the tables written by hand, and the pipes that releases name
    """
    pipes = {line["pipe"]: (line["tail"], line["head"]) for line in written.tables["pipes"] if line.fuel == "gas"}
    flows = gas_flows.flow_rows(reference, written, pipes)
    oil = derived_oil(reference, written)
    by_hand = frozenset(line["pipe"] for line in written.tables["pipes"] if line.where != border_points.FILE)
    return {
        "states": border_rows.state_rows(reference, by_hand),
        "energy_balances": [*gas_balances.balance_rows(reference, written), *oil["energy_balances"]],
        "energy_flows": [*flows, *oil["energy_flows"]],
        "pipe_flows": border_rows.flow_rows(reference, frozenset(pipes)),
        "storage": oil["storage"],
    }


def uncounted(flows: list[Row], balances: list[Row]) -> list[Row]:
    """Return the use of the hubs that no release counts, of all sales and of production, by year."""
    made = [row for row in balances if row["item"] == "production"]
    gas = [row for row in (*flows, *made) if row["fuel"] == "gas"]
    return gas_balances.used(gas, UNCOUNTED, gas_flows.YEARS)
