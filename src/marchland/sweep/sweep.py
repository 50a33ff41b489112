"""Scenarios x draws x worlds: the losses of all of them, kept in a folder as they come."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from marchland.errors import OutputError, SolverError
from marchland.levers import Scenario
from marchland.sweep.cluster import cluster, on_cluster
from marchland.sweep.crew import in_processes
from marchland.sweep.orders import Lost, orders
from marchland.sweep.plan import planned
from marchland.sweep.run import SEED
from marchland.sweep.summary import summarise
from marchland.sweep.sweep_folder import opened
from marchland.sweep.swept import LostPiece, Swept, swept_of
from marchland.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from marchland.levers import Horizon
    from marchland.sweep.orders import Order
    from marchland.sweep.piece_task import Computed
    from marchland.sweep.plan import Piece, Plan
    from marchland.sweep.sweep_folder import SweepFolder

DRAWS = 100
MOST_LOST = 3
"""Pieces that are lost one after the other, from the first on, before a sweep gives up."""


def sweep(
    worlds: World | Sequence[World],
    scenarios: Scenario | Sequence[Scenario],
    *,
    to: str | Path,
    draws: int = DRAWS,
    seed: int = SEED,
    horizon: Horizon | None = None,
    chunk: int | None = None,
    jobs: int = 1,
    scheduler: str | None = None,
    resume: bool = False,
    force: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Swept:
    """Compute what each scenario costs whom in each world and draw; every piece is kept as soon as it is done.

    The figures are the same, to the bit, for any number of processes, on a cluster of the same machine, and for a
    sweep that was broken off and gone on with. Memory is bounded by the piece.

    Parameters
    ----------
    worlds
        a world of all years is taken at each scenario's year, else at its base year
    scenarios
        with a name of its own each
    to
        folder for the results: `sweep.json`, `pieces/*.parquet`, `summary.parquet`
    draws, seed
        number of draws beside the best values, and what makes them
    horizon
        quarter, year or decade; default: each scenario's, else from its days
    chunk
        outcomes a piece; default: a 16th of the sweep, at least 20 and at most 1,000
    jobs
        number of processes. A script that asks for more than one needs `if __name__ == "__main__":`
    scheduler
        address of a Dask cluster, "tcp://...", in place of processes of this machine; it needs the extra `cluster`
    resume
        go on with the sweep that the folder holds: its pieces are not computed again
    force
        delete the sweep that the folder holds
    progress
        told the number of outcomes done

    Raises
    ------
    UnknownName, ScenarioError, MissingData
        where a scenario and a world do not go together: nothing is computed then
    OutputError
        where the folder holds something else, another sweep or a sweep of another world, or the disk is full: what was
        done by then is kept
    SolverError
        where no piece can be computed
    MarchlandError
        where the cluster does not answer, or stops to: what was done by then is kept
    """
    plan = planned(
        [worlds] if isinstance(worlds, World) else worlds,
        [scenarios] if isinstance(scenarios, Scenario) else scenarios,
        draws=draws,
        seed=seed,
        horizon=horizon,
        chunk=chunk,
    )
    with ExitStack() as stack:
        client = None if scheduler is None else stack.enter_context(cluster(scheduler))
        folder = opened(Path(to), plan, resume=resume, force=force)
        return _swept(plan, folder, jobs, client, progress or (lambda _: None))


def _swept(plan: Plan, folder: SweepFolder, jobs: int, client: object, progress: Callable[[int], None]) -> Swept:
    """Compute and keep the pieces that are not there yet, then the ranges."""
    held = folder.done()
    left = [piece for piece in plan.pieces if piece.number not in held]
    outcomes, lost = sum(done.outcomes for done in held.values()), []
    done = set(held)
    progress(outcomes)
    for piece, found in _computed(orders(plan, left), len(left), jobs, client):
        if isinstance(found, Lost):
            lost.append(LostPiece(words=plan.words(piece), reason=found.reason))
            if not done and len(lost) == MOST_LOST:
                raise SolverError(f"no piece can be computed; the first, {lost[0].words}: {lost[0].reason}")
            continue
        try:
            folder.write(plan, piece, found)
        except OutputError as error:
            raise OutputError(_kept(error, len(done), plan)) from error
        done.add(piece.number)
        outcomes += piece.outcomes
        progress(outcomes)
    try:
        summarise(plan, folder, done)
    except OutputError as error:
        raise OutputError(_kept(error, len(done), plan)) from error
    return swept_of(folder, tuple(lost))


def _computed(found: Iterator[Order], left: int, jobs: int, client: object) -> Iterator[tuple[Piece, Computed | Lost]]:
    if client is not None:
        return on_cluster(found, client)
    if jobs < 2 or left < 2:
        return ((order.piece, order()) for order in found)
    return in_processes(found, min(jobs, left))


def _kept(error: OutputError, done: int, plan: Plan) -> str:
    return (
        f"{error}; {done:,} of {len(plan.pieces):,} pieces are kept: make room, then go on with --resume "
        "(in Python: resume=True)"
    )
