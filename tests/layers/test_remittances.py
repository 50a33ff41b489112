"""Truths of the remittance layer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchland.layers.remittances import Behaviour, Corridors, InvalidCorridors, Result, Shock, solve

ACTORS = ("RUS", "TJK", "ARM")
HOST, ORIGIN = 0, 1


def money(of: float) -> np.ndarray:
    table = np.zeros((3, 3))
    table[0, 1], table[0, 2] = of, of / 4
    return table


def corridors(**changes: object) -> Corridors:
    base: dict[str, Any] = {
        "actors": ACTORS,
        "workers": money(1.2e6),
        "labour_transfers": money(2.5e9),
        "relocation_transfers": money(4e8),
        "gdp": np.array([2.0e12, 1.2e10, 2.4e10]),
        "labour_force": np.array([7.3e7, 2.6e6, 1.3e6]),
        "population": np.array([1.44e8, 1.0e7, 2.8e6]),
    }
    return Corridors(**(base | changes))


BEHAVIOUR = Behaviour(
    capital_share=0.35,
    capital_adjustment=0.3,
    migrant_efficiency=0.7,
    returnee_employment=0.5,
    returnee_earnings=1.0,
    household_consumption=0.6,
    transfer_leakage=0.25,
    relocation_retained=0.4,
)


def shock(*, expelled: float = 0.0, labour: float = 0.0, relocation: float = 0.0) -> Shock:
    def one(share: float) -> np.ndarray:
        table = np.zeros((3, 3))
        table[HOST, ORIGIN] = share
        return table

    return Shock(expelled=one(expelled), stopped_labour=one(labour), stopped_relocation=one(relocation))


shares = st.floats(0, 1)


@st.composite
def behaviours(draw: st.DrawFn) -> Behaviour:
    return Behaviour(
        capital_share=draw(st.floats(0.05, 0.95)),
        capital_adjustment=draw(shares),
        migrant_efficiency=draw(st.floats(0.1, 2)),
        returnee_employment=draw(shares),
        returnee_earnings=draw(st.floats(0, 2)),
        household_consumption=draw(shares),
        transfer_leakage=draw(shares),
        relocation_retained=draw(shares),
    )


@given(behaviours())
def test_no_shock_costs_nothing(behaviour: Behaviour) -> None:
    found = solve(corridors(), shock(), behaviour)
    for loss in (found.host_loss, found.host_gdp_change, found.origin_loss):
        assert (loss == 0).all()
    assert found.transfers == pytest.approx(corridors().labour_transfers + corridors().relocation_transfers)


@given(behaviours(), shares, shares)
def test_what_money_loses_of_its_worth_finds_no_other_way(behaviour: Behaviour, lost: float, stopped: float) -> None:
    base, plain = corridors(), shock(labour=stopped)
    fallen = replace(plain, devalued=np.where(plain.stopped_labour > 0, lost, 0.0))
    found, before = (solve(base, given, behaviour) for given in (fallen, plain))
    touched = plain.stopped_labour > 0
    labour, other = base.labour_transfers[touched], base.relocation_transfers[touched]
    # However much leaks of what is stopped, it is of money that is worth less.
    assert found.transfers[touched] - other == pytest.approx(
        (1 - lost) * (before.transfers[touched] - other), rel=1e-9, abs=1e-3
    )
    assert found.transfers_ended[touched] == pytest.approx(lost * labour)
    after = found.transfers + found.transfers_ended + found.transfers_withheld
    assert after == pytest.approx(base.labour_transfers + base.relocation_transfers, rel=1e-12)


@given(behaviours(), shares, shares, shares)
def test_every_dollar_of_transfers_is_in_one_account(
    behaviour: Behaviour, expelled: float, labour: float, other: float
) -> None:
    base = corridors()
    found = solve(base, shock(expelled=expelled, labour=labour, relocation=other), behaviour)
    after = found.transfers + found.transfers_ended + found.transfers_withheld
    assert after == pytest.approx(base.labour_transfers + base.relocation_transfers, rel=1e-12)
    lost = (found.transfers_ended + found.transfers_withheld).sum(axis=0) - found.relocation_not_sent_on
    assert found.origin_loss == pytest.approx(lost - found.returnee_income + found.returnee_consumption, rel=1e-9)
    assert found.origin_loss == pytest.approx(found.origin_loss_labour + found.origin_loss_relocation, rel=1e-12)
    assert found.residual < 1e-9


@given(behaviours(), shares)
def test_lost_output_is_wages_capital_income_and_the_loss_of_those_who_stay(
    behaviour: Behaviour, expelled: float
) -> None:
    found = solve(corridors(), shock(expelled=expelled), behaviour)
    assert -found.host_gdp_change == pytest.approx(
        found.wages_unpaid + found.capital_income_left + found.host_loss, rel=1e-9
    )
    assert (found.host_loss >= -1e-3).all()


@given(behaviours(), shares)
def test_a_host_whose_capital_has_adjusted_loses_nothing(behaviour: Behaviour, expelled: float) -> None:
    adjusted = replace(behaviour, capital_adjustment=1.0)
    found = solve(corridors(), shock(expelled=expelled), adjusted)
    assert found.host_loss == pytest.approx(0, abs=1e-3)


@given(behaviours(), shares, shares)
def test_expelling_more_costs_the_host_no_less(behaviour: Behaviour, one: float, two: float) -> None:
    less, more = (solve(corridors(), shock(expelled=x), behaviour).host_loss[HOST] for x in sorted((one, two)))
    assert more >= less - 1e-3


@given(behaviours(), shares)
def test_the_loss_of_the_origin_is_linear_in_the_share_expelled(behaviour: Behaviour, expelled: float) -> None:
    part = solve(corridors(), shock(expelled=expelled), behaviour).origin_loss
    whole = solve(corridors(), shock(expelled=1), behaviour).origin_loss
    assert part == pytest.approx(expelled * whole, rel=1e-9, abs=1e-3)


@given(behaviours(), shares, shares, shares)
def test_stopping_more_money_costs_the_origin_no_less(
    behaviour: Behaviour, expelled: float, one: float, two: float
) -> None:
    less, more = (
        solve(corridors(), shock(expelled=expelled, labour=x, relocation=x), behaviour).origin_loss[ORIGIN]
        for x in sorted((one, two))
    )
    assert more >= less - 1e-3


@given(behaviours(), shares, shares)
def test_money_that_finds_another_way_is_not_lost(behaviour: Behaviour, labour: float, relocation: float) -> None:
    leaky = replace(behaviour, transfer_leakage=1.0)
    found = solve(corridors(), shock(labour=labour, relocation=relocation), leaky)
    assert (found.origin_loss == 0).all()


@settings(max_examples=20)
@given(behaviours())
def test_expelling_workers_leaves_relocation_money_alone(behaviour: Behaviour) -> None:
    found = solve(corridors(), shock(expelled=1), behaviour)
    assert (found.origin_loss_relocation == 0).all()
    assert found.transfers[HOST, ORIGIN] == corridors().relocation_transfers[HOST, ORIGIN]


def test_a_stop_applies_to_those_who_stay() -> None:
    """Half expelled, all money stopped, a quarter leaks: 0.5 + 0.5 x 0.75 of it is lost."""
    found = solve(corridors(), shock(expelled=0.5, labour=1.0), BEHAVIOUR)
    assert found.transfers_ended[HOST, ORIGIN] == pytest.approx(1.25e9)
    assert found.transfers_withheld[HOST, ORIGIN] == pytest.approx(0.75 * 1.25e9)


def test_the_host_by_hand() -> None:
    """One tenth of effective labour leaves, no capital: Y' = Y 0.9^0.5; loss = Y (1 - 0.9^0.5 - 0.05)."""
    table = np.zeros((3, 3))
    table[HOST, ORIGIN] = 10.0
    base = corridors(workers=table, labour_force=np.full(3, 100.0), gdp=np.full(3, 1000.0))
    behaviour = replace(BEHAVIOUR, capital_share=0.5, capital_adjustment=0.0, migrant_efficiency=1.0)
    found = solve(base, shock(expelled=1.0), behaviour)
    assert found.host_gdp_change[HOST] == pytest.approx(1000 * (0.9**0.5 - 1))
    assert found.host_loss[HOST] == pytest.approx(1000 * (1 - 0.9**0.5 - 0.05))


def test_the_returnees_by_hand() -> None:
    found = solve(corridors(), shock(expelled=1.0), BEHAVIOUR)
    earned = 1.2e6 * 0.5 * 1.0 * 0.65 * 1.2e10 / 2.6e6
    eaten = 1.2e6 * 0.6 * 1.2e10 / 1.0e7
    assert found.returnees[HOST, ORIGIN] == 1.2e6
    assert found.origin_loss_labour[ORIGIN] == pytest.approx(2.5e9 - earned + eaten)


@pytest.mark.parametrize(
    ("array", "act", "what"),
    [
        ("workers", {"expelled": 0.5}, "workers"),
        ("labour_transfers", {"labour": 0.5}, "labour_transfers"),
        ("labour_transfers", {"expelled": 0.5}, "labour_transfers"),
        ("relocation_transfers", {"relocation": 0.5}, "relocation_transfers"),
    ],
)
def test_a_corridor_without_data_is_named_and_in_no_sum(array: str, act: dict[str, float], what: str) -> None:
    table = np.array(getattr(corridors(), array))
    table[HOST, ORIGIN] = np.nan
    found = solve(corridors(**{array: table}), shock(**act), BEHAVIOUR)
    assert found.missing == ((what, "RUS", "TJK"),)
    assert np.isfinite(found.origin_loss).all()
    assert np.isfinite(found.host_loss).all()


def test_missing_figures_of_an_actor_are_named() -> None:
    population = np.array([1.44e8, np.nan, 2.8e6])
    found = solve(corridors(population=population), shock(expelled=0.5), BEHAVIOUR)
    assert found.missing == (("gdp, labour_force or population of the origin", "RUS", "TJK"),)
    gdp = np.array([np.nan, 1.2e10, 2.4e10])
    hostless: Result = solve(corridors(gdp=gdp), shock(expelled=0.5), BEHAVIOUR)
    assert hostless.missing == (("gdp or labour_force of the host", "RUS", "TJK"),)
    assert hostless.host_loss[HOST] == 0


def test_unknown_money_stays_unknown() -> None:
    nothing = np.full((3, 3), np.nan)
    found = solve(corridors(labour_transfers=nothing, relocation_transfers=nothing), shock(labour=0.5), BEHAVIOUR)
    assert np.isnan(found.transfers).all()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"workers": np.zeros((2, 3))}, r"workers has shape \(2, 3\); expected \(3, 3\)"),
        ({"workers": [["many"]]}, "workers must be an array of numbers"),
        ({"labour_transfers": money(-1.0)}, r"labour_transfers\[RUS, TJK\] is -1: must be finite and 0 or more"),
        ({"gdp": np.array([1.0, 0.0, 1.0])}, r"gdp\[TJK\] is 0: must be finite and above 0"),
    ],
)
def test_corridors_that_make_no_sense_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidCorridors, match=message):
        corridors(**changes)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("capital_share", 1.0, r"capital_share is 1; it must be in \(0, 1\)"),
        ("capital_adjustment", 1.5, r"capital_adjustment is 1.5; it must be in \[0, 1\]"),
        ("migrant_efficiency", 0.0, r"migrant_efficiency is 0; it must be in \(0, inf\)"),
        ("returnee_earnings", float("nan"), "returnee_earnings is nan"),
    ],
)
def test_behaviour_outside_its_range_is_refused(name: str, value: float, message: str) -> None:
    with pytest.raises(InvalidCorridors, match=message):
        replace(BEHAVIOUR, **{name: value})


def test_shares_outside_zero_to_one_are_refused() -> None:
    with pytest.raises(InvalidCorridors, match=r"expelled\[0, 1\] is 1.5: a share must be in \[0, 1\]"):
        shock(expelled=1.5)
    with pytest.raises(InvalidCorridors, match=r"expected \(hosts, origins\)"):
        Shock(expelled=np.zeros(3), stopped_labour=np.zeros(3), stopped_relocation=np.zeros(3))
    two = np.zeros((2, 2))
    with pytest.raises(InvalidCorridors, match="the shock is for 2 actors, the corridors are of 3"):
        solve(corridors(), Shock(expelled=two, stopped_labour=two, stopped_relocation=two), BEHAVIOUR)
