"""One-sector general equilibrium gravity, 44 countries, the year 2000: both ways to close deficits.

The shock is the entry of new members into the European Union, as partial effects on trade; elasticity 4. Numbers by
ge_gravity (Baier, Yotov & Zylkin 2019, Journal of International Economics 116).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from marchland.layers.trade import Economy, Shock, solve

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.layers.trade.clearing import Deficits

THETA = 4.0


@pytest.fixture(scope="module")
def published(reference: Path) -> pd.DataFrame:
    table = pd.read_csv(reference / "model_tests" / "GEGravity_TradeData0014_Results.csv.gz")
    return table[table["year"] == 2000]


def square(table: pd.DataFrame, column: str) -> np.ndarray:
    return table.pivot_table(index="exporter", columns="importer", values=column).to_numpy()


@pytest.fixture(scope="module")
def economy(published: pd.DataFrame) -> Economy:
    actors = tuple(sorted(published["exporter"].unique()))
    return Economy(
        actors=actors,
        sectors=("goods",),
        flows=1e6 * square(published, "trade")[:, :, None],
        input_shares=np.zeros((len(actors), 1, 1)),
        elasticity=np.array([THETA]),
    )


@pytest.mark.reference
@pytest.mark.parametrize(
    ("closure", "welfare", "flows"), [("constant", "w_eu", "X_eu"), ("proportional", "w_mult", "X_mult")]
)
def test_welfare_and_flows_are_those_published(
    published: pd.DataFrame, economy: Economy, closure: Deficits, welfare: str, flows: str
) -> None:
    shock = Shock(cost_hat=np.exp(square(published, "eu_effect"))[:, :, None] ** (-1 / THETA))
    found = solve(economy, shock, deficits=closure)
    assert found.welfare_hat == pytest.approx(square(published, welfare)[:, 0], rel=1e-6)
    assert found.flows[:, :, 0] / 1e6 == pytest.approx(square(published, flows), rel=1e-6)
    assert found.residual < 1e-9
    assert found.rebase == 0


@pytest.mark.reference
def test_proportional_deficits_leave_one_common_imbalance(published: pd.DataFrame, economy: Economy) -> None:
    shock = Shock(cost_hat=np.exp(square(published, "eu_effect"))[:, :, None] ** (-1 / THETA))
    assert solve(economy, shock, deficits="proportional").imbalance == pytest.approx(-1.55e-6, abs=5e-9)
    assert solve(economy, shock, deficits="constant").imbalance == 0
