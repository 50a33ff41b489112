"""The certificate sees every figure of a solution that is wrong, or missing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.layers.energy.markets import drawn

from marchland.layers.energy.certificate import residual
from marchland.layers.energy.programme import programme
from marchland.layers.energy.solved import solved
from marchland.layers.energy.traded import traded

MARKET = drawn(3, nodes=20, sellers=6, arcs=70, contracts=5, stores=3, tight=0.6)
STATE, _ = traded(solved(programme(MARKET), tolerance=1e-9))


def test_a_solution_has_next_to_no_violation() -> None:
    assert residual(MARKET, STATE) < 1e-8


@pytest.mark.parametrize("name", ["supply", "rationed", "answering", "flow", "sales", "price", "delivered"])
def test_a_figure_that_is_one_per_cent_off_is_seen(name: str) -> None:
    wrong = np.array(getattr(STATE, name))
    wrong.flat[int(np.argmax(np.where(np.isfinite(wrong), wrong, 0.0)))] *= 1.01
    assert residual(MARKET, replace(STATE, **{name: wrong})) > 1e-5


@pytest.mark.parametrize("name", ["supply", "rationed", "answering", "flow", "sales", "delivered", "congestion"])
def test_a_figure_that_is_no_number_is_no_solution(name: str) -> None:
    wrong = np.array(getattr(STATE, name))
    wrong.flat[int(np.argmax(wrong))] = np.nan
    assert np.isnan(residual(MARKET, replace(STATE, **{name: wrong})))
