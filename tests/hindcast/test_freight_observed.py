"""Tonnes on links, of all goods or of one class."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from marchland.bridge import baseline
from marchland.errors import UnknownName
from marchland.hindcast import Observation
from marchland.hindcast.observables.freight import freight

if TYPE_CHECKING:
    from marchland.hindcast import Reading
    from marchland.world import World


class Carried:
    """Stands in for a reading: two classes on the ways of the world, 1 and 2 Mt on each before, twice that after."""

    def __init__(self, ways: int) -> None:
        before = np.array([[1e6], [2e6]]) * np.ones(ways)
        self.carried = before, 2 * before


def seen(commodity: str) -> Observation:
    return Observation(
        episode="e",
        code="o",
        name="o",
        role="outcome",
        quantity="freight",
        object="road_a1_b1;rail_a1_c1",
        commodity=commodity,
        measure="level",
        unit="Mt",
        low=1.0,
        best=2.0,
        high=3.0,
    )


def test_a_class_is_counted_apart(carried: World) -> None:
    base = baseline(carried, "year")
    reading = cast("Reading", Carried(len(carried["links"])))
    amounts = {c: freight(base, seen(c)).amounts(reading) for c in ("", "dry_bulk", "general")}
    assert [one.before for one in amounts.values()] == [6.0, 2.0, 4.0]
    assert [one.after for one in amounts.values()] == [12.0, 4.0, 8.0]


def test_an_unknown_class_is_told_with_what_there_is(carried: World) -> None:
    with pytest.raises(UnknownName, match=r"genral.*general"):
        freight(baseline(carried, "year"), seen("genral"))
