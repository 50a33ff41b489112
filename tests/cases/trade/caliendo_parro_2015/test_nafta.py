"""Caliendo & Parro 2015, Table 2: what NAFTA's tariff cuts did, 31 countries x 40 sectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from marchland.layers.trade import Economy, Shock, prepare

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.layers.trade.clearing import Deficits

REAL_WAGES = {
    "zero": {"Mexico": 1.72, "Canada": 0.32, "USA": 0.11},
    "constant": {"Mexico": 1.64, "Canada": 0.33, "USA": 0.12},
}


@pytest.fixture(scope="module")
def nafta(reference: Path) -> tuple[Economy, Shock]:
    folder = reference / "model_tests"
    trade = pd.read_csv(folder / "cp2015_trade.csv.gz")
    theta = pd.read_csv(folder / "cp2015_theta.csv.gz").set_index("sector")["value"]
    inputs = pd.read_csv(folder / "cp2015_intermediate_consumption.csv.gz")
    value_added = pd.read_csv(folder / "cp2015_value_added.csv.gz")
    actors, sectors = sorted(trade["exporter"].unique()), list(theta.index)
    n, s = len(actors), len(sectors)

    def cube(table: pd.DataFrame, rows: list[str], first: list[str], value: str, columns: str) -> np.ndarray:
        index = pd.MultiIndex.from_product([actors, first])
        wide = table.pivot_table(index=rows, columns=columns, values=value)
        return wide.reindex(index=index, columns=sectors).to_numpy().reshape(n, len(first), s)

    flows = cube(trade, ["exporter", "importer"], actors, "value", "sector")
    used = cube(inputs, ["region", "sector"], sectors, "value", "input")
    own = value_added.pivot_table(index="region", columns="sector", values="value").loc[actors, sectors].to_numpy()
    # One input share of the 49,600 is negative (-0.0006).
    shares = np.maximum(used / (own + used.sum(axis=2))[:, :, None], 0)
    economy = Economy(
        actors=tuple(actors),
        sectors=tuple(sectors),
        flows=flows,
        input_shares=shares,
        elasticity=theta.to_numpy(),
        tariffs=cube(trade, ["exporter", "importer"], actors, "tariff", "sector"),
    )
    after = cube(trade, ["exporter", "importer"], actors, "tariff_cfl", "sector")
    return economy, Shock(cost_hat=np.ones_like(flows), tariffs=after)


@pytest.mark.reference
@pytest.mark.parametrize("closure", ["zero", "constant"])
def test_real_wages_are_those_of_table_2(nafta: tuple[Economy, Shock], closure: Deficits) -> None:
    economy, shock = nafta
    found = prepare(economy, deficits=closure).solve(shock)
    for actor, gain in REAL_WAGES[closure].items():
        assert round(100 * (found.real_wage_hat[economy.actors.index(actor)] - 1), 2) == gain


@pytest.mark.reference
def test_the_data_are_no_equilibrium_and_the_step_to_one_is_reported(nafta: tuple[Economy, Shock]) -> None:
    economy, shock = nafta
    found = prepare(economy, deficits="constant").solve(shock)
    assert len(found.clipped) == 185
    assert found.rebase == pytest.approx(0.014, abs=5e-4)
    assert found.welfare_hat[economy.actors.index("Mexico")] == pytest.approx(1, abs=1e-3)
