"""Caliendo & Parro 2015, Table 2: what NAFTA's tariff cuts did, 31 countries x 40 sectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from marchland.layers.trade import Economy, Shock, loss_parts, prepare

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.layers.trade.clearing import Deficits

# Per cent: terms of trade, volume of trade, their sum (the table's "welfare"), real wage.
TABLE_2 = {
    "zero": {
        "Mexico": (-0.41, 1.72, 1.31, 1.72),
        "Canada": (-0.11, 0.04, -0.06, 0.32),
        "USA": (0.04, 0.04, 0.08, 0.11),
    },
    "constant": {
        "Mexico": (-0.41, 1.59, 1.17, 1.64),
        "Canada": (-0.08, 0.04, -0.04, 0.33),
        "USA": (0.05, 0.04, 0.08, 0.12),
    },
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
@pytest.mark.parametrize("closure", TABLE_2)
def test_all_figures_are_those_of_table_2(nafta: tuple[Economy, Shock], closure: Deficits) -> None:
    economy, shock = nafta
    found = prepare(economy, deficits=closure).solve(shock)
    terms, volume = found.terms_of_trade, found.volume_of_trade
    for actor, printed in TABLE_2[closure].items():
        i = economy.actors.index(actor)
        figures = (terms[i], volume[i], terms[i] + volume[i], found.real_wage_hat[i] - 1)
        assert tuple(round(100 * float(figure), 2) for figure in figures) == printed


@pytest.mark.reference
def test_exact_welfare_of_mexico_hardly_moves_where_its_first_order_terms_say_more_than_one_per_cent(
    nafta: tuple[Economy, Shock],
) -> None:
    """Both are right: Mexico's volume of trade is of the first order, and its tariffs were removed altogether."""
    economy, shock = nafta
    found = prepare(economy, deficits="zero").solve(shock)
    assert round(float(found.welfare_hat[economy.actors.index("Mexico")]), 4) == 1.0001


@pytest.mark.reference
def test_the_data_are_no_equilibrium_and_the_step_to_one_is_reported(nafta: tuple[Economy, Shock]) -> None:
    economy, shock = nafta
    ready = prepare(economy, deficits="constant")
    moved = 100 * (ready.rebase_wage_hat[:, 0] - 1)
    assert (round(float(moved.min()), 1), round(float(moved.max()), 1)) == (-1.4, 0.8)
    found = ready.solve(shock)
    assert len(found.clipped) == 185
    assert found.rebase == ready.rebase == pytest.approx(0.014, abs=5e-4)


@pytest.mark.reference
def test_mexico_pays_for_what_its_own_tariffs_no_longer_raise(nafta: tuple[Economy, Shock]) -> None:
    """It loses the duties and gains by cheaper purchases, both from its two partners, and the two all but cancel."""
    economy, shock = nafta
    found = prepare(economy, deficits="zero").solve(shock)
    mexico = economy.actors.index("Mexico")
    partners = [economy.actors.index(name) for name in ("USA", "Canada")]
    parts = loss_parts(found, [mexico])
    income = found.base_absorption[mexico]
    assert parts.total[0] == pytest.approx((1 - found.welfare_hat[mexico]) * income, abs=1e-9 * income)
    assert parts.duties[0, partners].sum() > 0.01 * income
    assert parts.purchases[0, partners].sum() < -0.01 * income
