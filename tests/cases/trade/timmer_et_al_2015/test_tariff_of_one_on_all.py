"""World Input-Output Database, 2014 (Timmer et al. 2015): one country raises its tariffs by 40 points on all others.

44 countries x 16 sectors, services included, tariffs in the base. No table of results is published for these data: the
answer is that of the plainest solver of the same model, written below. Elasticities are those of Caliendo & Parro 2015,
1.1 to 65. The data hold no input shares, so each sector buys inputs for 40 % of its output, in the proportions in which
its country spends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from marchland.layers.trade import Economy, Shock, loss_parts, prepare

if TYPE_CHECKING:
    from pathlib import Path

INPUTS = 0.4


class Answer(NamedTuple):
    welfare_hat: np.ndarray
    flows: np.ndarray


@pytest.fixture(scope="module")
def economy(reference: Path) -> Economy:
    with np.load(reference / "flows" / "tariffwar_wiod2014_flows_tariffs_elasticities.npz") as file:
        flows, tariffs = 1e6 * file["X"].astype(float), file["tariff"].astype(float)
        actors, sectors, theta = tuple(file["countries"]), tuple(file["sectors"]), file["eps_CP"]
    n = np.arange(len(actors))
    tariffs[n, n] = 0
    spent = (flows * (1 + tariffs)).sum(axis=0)
    mix = INPUTS * spent / spent.sum(axis=1, keepdims=True)
    return Economy(
        actors=actors,
        sectors=sectors,
        flows=flows,
        input_shares=np.repeat(mix[:, None, :], len(sectors), axis=1),
        elasticity=theta,
        tariffs=tariffs,
    )


def raised(economy: Economy, actor: int) -> Shock:
    assert economy.tariffs is not None
    tariffs = economy.tariffs.copy()
    tariffs[:, actor] += 0.4
    tariffs[actor, actor] = 0
    return Shock(cost_hat=np.ones_like(tariffs), tariffs=tariffs)


def plainly_solved(economy: Economy, shock: Shock) -> Answer:
    """Solve the model of Caliendo & Parro by moving each wage a little against its excess supply; deficits constant."""
    assert economy.tariffs is not None
    assert shock.tariffs is not None
    gamma, theta = economy.input_shares, economy.elasticity
    beta = 1 - gamma.sum(axis=2)
    paid = economy.flows * (1 + economy.tariffs)
    spent, output = paid.sum(axis=0), economy.flows.sum(axis=1)
    pi = paid / spent
    deficit = economy.flows.sum(axis=(0, 2)) - output.sum(axis=1)
    earned = (beta * output).sum(axis=1)
    income = earned + (economy.tariffs * economy.flows).sum(axis=(0, 2)) + deficit
    alpha = (spent - np.einsum("nsk,ns->nk", gamma, output)) / income[:, None]
    dearer = (1 + shock.tariffs) / (1 + economy.tariffs)
    wage, log_price, flows = np.ones(len(earned)), np.zeros_like(output), economy.flows
    for _ in range(4000):
        cost = np.exp(beta * np.log(wage)[:, None] + np.einsum("nsk,nk->ns", gamma, log_price))
        weight = pi * (dearer * cost[:, None, :]) ** -theta
        log_price = -np.log(weight.sum(axis=0)) / theta
        revenue = (shock.tariffs * flows).sum(axis=(0, 2))
        new_income = wage * earned + revenue + deficit
        spending = alpha * new_income[:, None] + np.einsum("nsk,ns->nk", gamma, flows.sum(axis=1))
        flows = weight / weight.sum(axis=0) * spending / (1 + shock.tariffs)
        wanted = (beta * flows.sum(axis=1)).sum(axis=1)
        moved = (wanted / (wage * earned)) ** 0.2
        wage *= moved
        wage *= earned.sum() / (wage * earned).sum()
        if np.abs(moved / moved.mean() - 1).max() < 1e-12:
            break
    return Answer(new_income / income / np.exp((alpha * log_price).sum(axis=1)), flows)


@pytest.mark.reference
@pytest.mark.parametrize("name", ["USA", "LUX"])
def test_a_tariff_of_40_points_on_all_others_has_the_effects_that_a_plain_solver_finds(
    economy: Economy, name: str
) -> None:
    actor = economy.actors.index(name)
    shock = raised(economy, actor)
    ready = prepare(economy)
    assert ready.rebase == 0
    found, plain = ready.solve(shock), plainly_solved(economy, shock)
    assert found.welfare_hat == pytest.approx(plain.welfare_hat, rel=1e-7)
    assert found.flows == pytest.approx(plain.flows, rel=1e-5, abs=1e-9 * float(economy.flows.max()))


@pytest.mark.reference
def test_its_partners_lose_by_what_they_no_longer_sell_to_it(economy: Economy) -> None:
    usa, mexico = economy.actors.index("USA"), economy.actors.index("MEX")
    parts = loss_parts(prepare(economy).solve(raised(economy, usa)), [mexico])
    assert parts.total[0] > 0
    assert parts.sales[0, usa].sum() == parts.sales[0].sum(axis=1).max() > parts.total[0]
