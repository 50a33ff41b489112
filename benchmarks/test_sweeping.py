"""Sweeps: against the plain way, a Python loop over the peers on the same world; how they grow; a million outcomes.

A sweep draws the figures of the world for each outcome, rebalances them, solves, writes and summarises: all of it is
counted, reading the world too, and processor seconds of all processes. Of a peer one outcome at best values is timed,
in whichever is less of processor seconds and of the clock's; a loop takes as many times that. Nothing that it would
have to do beside, such as drawing or writing, is counted.
"""

from __future__ import annotations

import logging
import time
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from benchmarks.new_process import printed_by

import marchland
from marchland.bridge import baseline
from marchland.layers.energy import equilibrium
from marchland.levers import Lever

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.figures import Figures

SIZES = {"trade": (16, 100), "freight": (8, 50), "gas": (8, 50)}
"""Scenarios and draws of each kind."""
LEVERS = {
    "trade": Lever(actor="RUS", action="embargo", object="goods from ARM", size=0.5),
    "freight": Lever(actor="RUS", action="close", object="way upper_lars"),
}
GAP = 1e-4
"""Relative gap that freight is solved to on both sides."""
GROWN = (
    *((f"draws: {n}", ("trade", 4, 1, n, 1)) for n in (25, 100, 400)),
    *((f"scenarios: {n}", ("trade", n, 1, 100, 1)) for n in (1, 4, 16)),
    *((f"levers of a scenario: {n}", ("trade", 4, n, 100, 1)) for n in (1, 4, 16)),
    *((f"actors: {n}", ("made_up", 4, 1, 100, 1, n)) for n in (20, 40, 80, 160)),
    *((f"processes: {n}", ("trade", 16, 1, 200, n)) for n in (1, 2, 4)),
)


def timed(task: Callable[[], Any]) -> tuple[Any, float]:
    """Return what a task gives, and its seconds: of the processor or of the clock, whichever are less."""
    clock, used = time.perf_counter(), time.process_time()
    found = task()
    return found, min(time.perf_counter() - clock, time.process_time() - used)


def trade() -> float:
    """Return the seconds that gegravity takes for an outcome."""
    from benchmarks.plain_way import one_sector
    from benchmarks.test_gegravity import theirs

    world = one_sector(baseline(marchland.load_world(), "year"), LEVERS["trade"])
    model, seconds = timed(lambda: theirs(world))
    assert all(step.success for step in model.solver_diagnostics.values())
    return seconds


def freight() -> float:
    """Return the seconds that AequilibraE takes for an outcome."""
    from benchmarks import test_aequilibrae as peer
    from benchmarks.plain_way import one_class

    case = one_class(baseline(marchland.load_world(), "year"), LEVERS["freight"])
    logging.disable(logging.CRITICAL)
    (_, gap, flow), seconds = timed(lambda: peer.theirs(case, GAP))
    logging.disable(logging.NOTSET)
    assert gap <= GAP
    assert np.isfinite(flow).all()
    return seconds


def gas() -> float:
    """Return the seconds that PyPSA takes for an outcome."""
    from benchmarks.gas_markets import built_in
    from benchmarks.test_pypsa_gas import theirs

    market = built_in()
    found = equilibrium(market)
    for name in ("linopy", "pypsa"):
        logging.getLogger(name).setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        objective, seconds = timed(lambda: theirs(market, np.maximum(found.supply, found.supply.mean())))
    assert objective == pytest.approx(found.objective, rel=0.01)
    return seconds


def test_against_the_plain_way(figures: Figures) -> None:
    for library in ("gegravity", "aequilibrae", "pypsa"):
        pytest.importorskip(library, reason=f"{library} comes with the extra bench")
    rows, theirs, ours = [], 0.0, 0.0
    for kind, (scenarios, draws) in SIZES.items():
        own = printed_by("sweeping", kind, str(scenarios), "1", str(draws), "1")
        assert (own["scenarios"], own["unsolved"]) == (scenarios, 0)
        each = own["processor"] / own["outcomes"]
        peer, name = {"trade": (trade, "gegravity 0.3"), "freight": (freight, "AequilibraE 1.7")}.get(
            kind, (gas, "PyPSA 1.4")
        )
        seconds = peer()
        theirs, ours = theirs + seconds, ours + each
        rows.append([f"{kind}, {name}", f"{own['outcomes']:,.0f}", f"{seconds:.1f}", f"{each:.4f}"])
        rows[-1] += [f"{1 / seconds:.2g}", f"{1 / each:,.0f}", f"{seconds / each:,.0f}"]
    figures.add(
        "plain-way",
        ["outcomes of", "swept", "s each, peer", "s each, marchland", "a second, peer", "a second, marchland", "ratio"],
        rows,
        below=f"One of each kind: {theirs:.0f} s the plain way, {ours:.3f} s in a sweep; ratio {theirs / ours:,.0f}.",
    )


def test_growth_of_a_sweep(figures: Figures) -> None:
    rows = []
    for name, asked in GROWN:
        found = printed_by("sweeping", *map(str, asked))
        assert (found["scenarios"], found["unsolved"]) == (asked[1], 0)
        each = 1e3 * found["processor"] / found["outcomes"]
        rows.append([name, f"{found['outcomes']:,.0f}", f"{found['seconds']:.1f}", f"{found['processor']:.1f}"])
        rows[-1] += [f"{each:.1f}", f"{found['peak']:.0f}"]
    figures.add(
        "sweep-growth",
        ["what grows", "outcomes", "s", "processor s", "processor ms an outcome", "peak, MB"],
        rows,
        below="Reading the world and starting processes are counted. Peak memory is of the process that asks.",
    )


def test_a_million_outcomes(figures: Figures) -> None:
    rows = []
    for scenarios, draws in ((10_000, 99), (100, 9_999), (1, 999_999)):
        found = printed_by("million", str(scenarios), str(draws))
        assert found["outcomes"] == 1_000_000
        assert not found["peak"] > 2_000
        rows.append(
            [
                f"{scenarios:,} x {draws + 1:,}",
                f"{found['pieces']:,.0f}",
                f"{found['write_processor']:.0f}",
                f"{found['summarise_processor']:.0f}",
                f"{found['gigabytes']:.2f}",
                f"{found['peak'] / 1e3:.2f}",
            ]
        )
    figures.add(
        "million",
        ["scenarios x draws", "pieces", "processor s to write", "to summarise", "GB on disk", "GB of memory at most"],
        rows,
        below=f"{found['actors']:.0f} actors; losses of one layer are made up, those of the others zero. The world is "
        "read and the plan made before.",
    )
