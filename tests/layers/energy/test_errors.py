"""What is told who describes a market that cannot be, or one that cannot clear."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.layers.energy.markets import agreed, stored, ways

from marchland.errors import MarchlandError
from marchland.layers.energy import (
    Arcs,
    CannotClear,
    Contracts,
    Demand,
    InvalidMarket,
    Market,
    Supply,
    build,
    calibrated,
    close,
    cut,
    equilibrium,
    prepare,
    reprice,
    supply,
    toll,
)

PRODUCED: dict[str, Any] = {"node": [0], "capacity": [10.0], "marginal_cost": [10.0]}
USED: dict[str, Any] = {"node": [2], "quantity": [8.0], "price": [30.0], "elasticity": 0.5, "rationing_price": 90.0}
WAYS: dict[str, Any] = {"tail": [0, 1], "head": [1, 2], "capacity": [9.0, 6.0], "tariff": 2.0}


def market(**changes: Any) -> Market:  # noqa: ANN401
    given: dict[str, Any] = {
        "nodes": ("field", "transit", "city"),
        "supply": Supply(**PRODUCED),
        "demand": Demand(**USED),
        "arcs": Arcs(**WAYS),
    }
    return Market(**(given | changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"capacity": [-1.0]},
            r"supply\.capacity\[0\] is -1: it must be zero or more.*a field that is shut has capacity 0",
        ),
        ({"capacity": [1.0, 2.0]}, r"supply\.capacity has shape \(2,\); expected \(1,\)"),
        ({"marginal_cost": [np.nan]}, r"supply\.marginal_cost\[0\] is nan: it must be zero or more, and known"),
        ({"slope": -2.0}, r"supply\.slope\[0\] is -2"),
        ({"node": [0.5]}, r"supply\.node must hold whole numbers"),
        ({"node": [-1]}, r"supply\.node\[0\] is -1: positions of nodes count from 0"),
        ({"marginal_cost": ["dear"]}, r"supply\.marginal_cost must be an array of numbers"),
    ],
)
def test_supply_that_cannot_be(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidMarket, match=message):
        Supply(**(PRODUCED | changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"price": [np.nan]}, r"demand\.price\[0\] is nan: demand needs an observed price above zero"),
        ({"price": [0.0]}, r"demand\.price\[0\] is 0: demand needs an observed price above zero"),
        ({"quantity": [-1.0]}, r"demand\.quantity\[0\] is -1: use must be zero or more"),
        ({"elasticity": -0.5}, r"demand\.elasticity\[0\] is -0.5: .*drop the minus sign"),
        ({"rationing_price": 20.0}, r"demand\.rationing_price\[0\] is 20: it must be known and not below the observed"),
        ({"rationing_price": [90.0, 90.0]}, r"demand\.rationing_price has shape \(2,\); expected \(1,\)"),
    ],
)
def test_demand_that_cannot_be(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidMarket, match=message):
        Demand(**(USED | changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"capacity": [9.0, -6.0]},
            r"arcs\.capacity\[1\] is -6: .*a closed way has capacity 0, one without a limit inf",
        ),
        ({"loss": [0.0, 1.0]}, r"arcs\.loss\[1\] is 1: it is a share, below 1"),
        ({"loss": 2.0}, r"arcs\.loss\[0\] is 2"),
        ({"tariff": [np.nan, 1.0]}, r"arcs\.tariff\[0\] is nan"),
        ({"head": [1, 1]}, r"arcs row 1 leads from node 1 to itself"),
        ({"head": [1]}, r"arcs\.head has shape \(1,\); expected \(2,\)"),
    ],
)
def test_ways_that_cannot_be(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidMarket, match=message):
        Arcs(**(WAYS | changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"minimum": -1.0}, r"contracts\.minimum\[0\] is -1"),
        ({"minimum": 5.0, "maximum": 4.0}, r"contracts\.maximum\[0\] is 4: it must not be below the minimum"),
        ({"price": -3.0}, r"contracts\.price\[0\] is -3"),
        ({"buyer": [0], "resale": True}, "contracts row 0 is a resale of node 0 to itself"),
    ],
)
def test_contracts_that_cannot_be(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidMarket, match=message):
        Contracts(**({"seller": [0], "buyer": [2]} | changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"stock": [-1.0]}, r"storage\.stock\[0\] is -1"),
        ({"rate": np.nan}, r"storage\.rate\[0\] is nan"),
        ({"worth": -1.0}, r"storage\.worth\[0\] is -1"),
    ],
)
def test_stores_that_cannot_be(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidMarket, match=message):
        stored(**({"node": [2], "stock": [1.0]} | changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nodes": ()}, "no nodes"),
        ({"nodes": ("field", "field", "city")}, "each needs a name of its own; twice: field"),
        ({"nodes": ("field", "transit")}, r"demand\.node\[0\] is 2: the market has 2 nodes, from 0 \(field\)"),
        ({"days": 0.0}, "days is 0.0; a market lasts a number of days above zero"),
        ({"wedge": np.zeros((2, 2))}, r"wedge has shape \(2, 2\); expected \(3, 3\)"),
        ({"margin": np.nan}, r"margin\[0, 0\] is nan: it must be known; 0 = none"),
        ({"stiffness": -1.0}, r"stiffness\[0, 0\] is -1"),
        (
            {"contracts": agreed(seller=[1], buyer=[2])},
            "contracts row 0: transit sells nothing .*add its supply or mend the seller",
        ),
        ({"contracts": agreed(seller=[7], buyer=[2])}, r"contracts\.seller\[0\] is 7: the market has 3 nodes"),
        (
            {"contracts": agreed(seller=[0], buyer=[1])},
            "contracts row 0: nobody uses the fuel at transit; add its demand, or allow resale",
        ),
        ({"storage": stored(node=[1], stock=[1.0])}, "storage row 0: nobody uses the fuel at transit"),
        (
            {"arcs": ways(tail=[1, 1], head=[0, 2], capacity=[1.0, 1.0], tariff=0.0)},
            "supply row 0: field reaches nobody who uses the fuel; add the way to its buyers, or drop the row",
        ),
    ],
)
def test_tables_that_do_not_fit_together(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidMarket, match=message):
        market(**changes)


@pytest.mark.parametrize("tolerance", [0.0, -1e-9, 1.0, np.nan])
def test_a_tolerance_that_cannot_be(tolerance: float) -> None:
    with pytest.raises(InvalidMarket, match="it must be above 0 and below 1"):
        equilibrium(market(), tolerance=tolerance)
    with pytest.raises(InvalidMarket, match="it must be above 0 and below 1"):
        prepare(market(), tolerance=tolerance)


def test_a_contract_that_no_pipe_can_carry() -> None:
    asked = market(contracts=agreed(seller=[0], buyer=[2], minimum=7.5))
    with pytest.raises(CannotClear, match=r"city cannot be given 1\.5 of the 7\.5 units a year that field") as caught:
        equilibrium(asked)
    assert caught.value.node == "city"
    assert caught.value.quantity == pytest.approx(1.5)
    assert isinstance(caught.value, MarchlandError)
    assert "infeasible" not in str(caught.value)


def test_a_contract_that_no_field_can_fill() -> None:
    short = replace(market().supply, capacity=np.array([2.0]))
    with pytest.raises(CannotClear, match=r"city cannot be given 3 of the 5 units a year"):
        equilibrium(market(supply=short, contracts=agreed(seller=[0], buyer=[2], minimum=5.0)))


@pytest.mark.parametrize(
    ("lever", "asked", "message"),
    [
        (cut, {"seller": 0, "buyer": 5, "maximum": 1.0}, "buyer is 5: the market has 3 nodes"),
        (cut, {"seller": 1, "buyer": 2, "maximum": 1.0}, "transit sells nothing"),
        (cut, {"seller": 0, "buyer": 2, "maximum": -1.0}, "the maximum is -1.0; it must be zero or more"),
        (reprice, {"seller": -1, "buyer": 2, "change": 1.0}, "seller is -1"),
        (reprice, {"seller": 0, "buyer": 2, "change": np.nan}, r"wedge\[0, 2\] is nan"),
        (toll, {"arcs": [0, 2], "amount": 1.0}, "the market has 2 arcs, from 0"),
        (toll, {"arcs": [0], "amount": -1.0}, r"arcs\.toll\[0\] is -1"),
        (close, {"arcs": [-1]}, "the market has 2 arcs"),
        (close, {"arcs": [0], "share": 1.5}, "the share is 1.5; it must be from 0 to 1"),
        (supply, {"node": 3, "capacity": 1.0, "marginal_cost": 1.0}, "node is 3"),
        (supply, {"node": 1, "capacity": -1.0, "marginal_cost": 1.0}, r"supply\.capacity\[1\] is -1"),
        (build, {"tail": 0, "head": 4, "capacity": 1.0, "tariff": 1.0}, "head is 4"),
        (build, {"tail": 0, "head": 0, "capacity": 1.0, "tariff": 1.0}, "arcs row 2 leads from node 0 to itself"),
    ],
)
def test_levers_that_cannot_be(lever: Any, asked: dict[str, Any], message: str) -> None:  # noqa: ANN401
    with pytest.raises(InvalidMarket, match=message):
        lever(market(), **asked)


def test_a_part_of_what_has_no_limit() -> None:
    endless = market(arcs=ways(**(WAYS | {"capacity": np.inf})))
    with pytest.raises(InvalidMarket, match=r"arc 0 has no limit, of which 0\.5 is no quantity; give it a capacity"):
        close(endless, arcs=[0], share=0.5)


def test_two_tolls_on_one_arc() -> None:
    taxed = toll(market(), arcs=[0], amount=1.0, receiver=1)
    with pytest.raises(InvalidMarket, match="transit has a toll on arc 0 already"):
        toll(taxed, arcs=[0], amount=1.0, receiver=2)


def sold(seller: int, buyer: int, amount: float) -> np.ndarray:
    sales = np.zeros((3, 3))
    sales[seller, buyer] = amount
    return sales


@pytest.mark.parametrize(
    ("sales", "message"),
    [
        (sold(1, 2, 3.0), "sales: transit sells nothing; add its supply, or drop its sales"),
        (sold(0, 1, 3.0), "sales: nobody uses the fuel at transit"),
        (sold(0, 2, -3.0), r"sales\[0, 2\] is -3"),
        (np.zeros(3), r"sales has shape \(3,\); expected \(3, 3\)"),
    ],
)
def test_sales_that_cannot_have_been(sales: np.ndarray, message: str) -> None:
    with pytest.raises(InvalidMarket, match=message):
        calibrated(market(), sales=sales)


def test_sales_beyond_what_pipe_field_or_contract_allow() -> None:
    with pytest.raises(CannotClear, match=r"city cannot be given .* of the 7 units a year") as caught:
        calibrated(market(), sales=sold(0, 2, 7.0))
    assert caught.value.quantity == pytest.approx(1.0, rel=1e-4)
    with pytest.raises(InvalidMarket, match=r"supply row 0: what field was seen to sell takes 5 .*its capacity is 4"):
        calibrated(market(supply=replace(market().supply, capacity=np.array([4.0]))), sales=sold(0, 2, 5.0))
    with pytest.raises(InvalidMarket, match=r"field was seen to sell 5 .* to city; their contracts allow 0 to 4"):
        calibrated(market(contracts=agreed(seller=[0], buyer=[2], maximum=4.0)), sales=sold(0, 2, 5.0))
