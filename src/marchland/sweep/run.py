"""A scenario over many draws: one outcome."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from marchland.bridge import Baseline, Draw, baseline, central, draws
from marchland.engine import Outcome, code_fingerprint, course, inputs_of, shapley_shares, stage
from marchland.errors import MarchlandError, SolverError
from marchland.levers import check_horizon, horizon_of
from marchland.sweep.dataset import dataset
from marchland.sweep.executor import Failed, over_draws
from marchland.sweep.gaps import gaps, untouched
from marchland.sweep.gone_round import gone_round
from marchland.sweep.rationed import rationed
from marchland.sweep.solved import Cells, ScenarioTask
from marchland.sweep.unserved import unserved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from marchland.levers import Horizon, Scenario
    from marchland.sweep.solved import Solved
    from marchland.world import World

DRAWS, SEED = 200, 1


def run(
    world: World,
    scenario: Scenario,
    *,
    horizon: Horizon | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    parts_of: Sequence[str] | None = None,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Outcome:
    """Compute what a scenario costs whom, at best values and in each draw.

    Parameters
    ----------
    world
        a world of all years is taken at the scenario's year, else at its base year
    scenario
        levers and answers
    horizon
        quarter, year or decade; default: the scenario's, else from its days
    draws
        number of draws, 0 or more
    seed
        the same seed gives the same draws
    parts_of
        codes of the actors and blocs whose trade loss is taken apart by partner and sector in the draws too; default:
        whom the levers are aimed at
    jobs
        number of processes; the figures do not depend on it. A script that asks for more than one needs
        `if __name__ == "__main__":`
    progress
        told the number of draws done

    Raises
    ------
    UnknownName, ScenarioError, MissingData
        where scenario and world do not go together
    SolverError
        where the best values give no solution; draws that give none are counted and named in the outcome
    """
    if draws < 0:
        raise MarchlandError(f"draws {draws} is negative; give 0 or more")
    chosen = horizon or scenario.horizon or horizon_of(scenario.days)
    check_horizon(chosen)
    scenario.check(world)
    view = scenario.view(world)
    base = baseline(view, chosen)
    codes = tuple(dict.fromkeys(_aimed_at(scenario) if parts_of is None else parts_of))
    task = ScenarioTask(base=base, scenario=scenario, parts_of=codes)
    for code in codes:
        base.positions(code)
    middle = stage(base, central(base.factors))
    best = course(middle, scenario, parts_of=range(len(base.actors)))
    sampled = _draws(base, draws, seed)
    rows: list[Solved | None] = []
    cells = Cells(draws)
    failed: list[dict[str, Any]] = []
    for result in over_draws(task, sampled, jobs=jobs, progress=progress):
        if isinstance(result, Failed):
            failed.append(asdict(result))
            rows.append(None)
        else:
            cells.add(result.cells)
            rows.append(replace(result, cells=None))
    if draws and len(failed) == draws:
        raise SolverError(f"none of {draws} draws could be solved; the first: {failed[0]['reason']}")
    return Outcome(
        dataset=dataset(base, best, rows, cells, sampled, shapley_shares(middle, scenario), codes),
        about=about_run(base, scenario, seed, failed)
        | {"gone_round": gone_round(base, best), "rebalanced": middle.drawn.moved, "rebased": middle.trade.rebase},
    )


def _aimed_at(scenario: Scenario) -> list[str]:
    """Return whom levers on goods and ways are aimed at; one on ways may be aimed at nobody in particular."""
    return [lever.partner for lever in scenario.levers if lever.partner and lever.rule.layer in {"trade", "freight"}]


def _draws(base: Baseline, n: int, seed: int) -> tuple[Draw, ...]:
    return draws(base.factors, n, seed) if n else ()


def about_run(base: Baseline, scenario: Scenario, seed: int, failed: list[dict[str, Any]]) -> dict[str, Any]:
    """Return where an outcome came from, as plain values."""
    world = base.world
    inputs = inputs_of(base, scenario.all)
    cited = {s for i in inputs for s in i.sources}
    sources = world["sources"]
    involved = {code for lever in scenario.all for code in lever.concerned}
    return {
        "scenario": {
            "name": scenario.name,
            "levers": [_lever(lever) for lever in scenario.levers],
            "answers": [_lever(lever) for lever in scenario.answers],
            "days": scenario.days,
        },
        "world": {"name": world.package.name, "title": world.package.title, "fingerprint": world.fingerprint},
        "day": str(world.day),
        "year": world.year,
        "horizon": base.horizon,
        "horizon_by_days": horizon_of(scenario.days),
        "seed": seed,
        "code": code_fingerprint(),
        "failed": failed,
        "names": {a: world.name(a) for a in base.actors} | {b: world.name(b) for b in world.blocs},
        "blocs": {b: list(world.members(b)) for b in world.blocs},
        "involved": sorted(involved),
        "inputs": [asdict(i) for i in inputs],
        "sources": [
            {k: row[k] for k in ("source", "title", "publisher", "url", "year", "licence")}
            for row in sources.rows()
            if row["source"] in cited
        ],
        "factors": {f.name: f.words for f in base.factors},
        "factor_layers": {f.name: list(f.layers) for f in base.factors},
        "layers": sorted({lever.rule.layer for lever in scenario.all}),
        "gaps": [*_out_of_time(base, scenario), *untouched(base, scenario.all), *gaps(base, involved)],
        "unserved": unserved(base, scenario),
        "hubs": {row["place"]: [row["name"], row["actor"]] for row in world["places"].where(kind="hub").rows()},
        "rationed": rationed(base, scenario),
    }


def _out_of_time(base: Baseline, scenario: Scenario) -> list[str]:
    """Say where levers begin in another time than the world's."""
    starts = [lever.start for lever in scenario.all if lever.start is not None]
    day = base.world.day
    if not starts or day is None or min(starts).year in {day.year, day.year + 1}:
        return []
    return [f"the levers begin on {min(starts)}, the world is as of {day}: flows and rights are those of that day"]


def _lever(lever: Any) -> dict[str, Any]:  # noqa: ANN401 - a Lever, kept as plain values
    return asdict(lever) | {"start": str(lever.start) if lever.start else None}
