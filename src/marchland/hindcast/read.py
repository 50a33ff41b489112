"""Reading an episodes folder: every fault found in one run, or episodes that can be computed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.errors import EpisodesError, ScenarioError, UnknownName, suggestion
from marchland.hindcast.check import check_episodes
from marchland.hindcast.episode import DOUBT, Episode, Episodes, Observation
from marchland.hindcast.figures import check_figures
from marchland.levers.scenario_file import read_scenario
from marchland.world import Fault, schema
from marchland.world.package import FILE
from marchland.world.parse import empty_table
from marchland.world.read import BUILTIN, examine_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from marchland.levers import Scenario
    from marchland.world import Table

FOLDER = BUILTIN / "episodes"
BOUNDS = {
    ("change_percent", "%"): (-100.0, np.inf),
    ("share", "%"): (0.0, 100.0),
    ("share", "share"): (0.0, 1.0),
    ("diverted", "%"): (-np.inf, 100.0),
    ("diverted", "share"): (-np.inf, 1.0),
}
"""What a default range does not go beyond."""
SCENARIOS, WORLDS = "scenarios", "worlds"


def load_episodes(path: str | Path | None = None) -> Episodes:
    """Read an episodes folder.

    Parameters
    ----------
    path
        the folder; default: the episodes that come with marchland

    Raises
    ------
    UnknownName
        where there is no such folder
    EpisodesError
        where tables or scenarios have faults: all of them. Worlds are read when they are needed
    """
    root = FOLDER if path is None else Path(path)
    if not root.is_dir():
        raise UnknownName("folder of episodes", str(path), _near(root))
    digest = hashlib.sha256()
    tables, faults = examine_tables(root, digest.update, "episodes")
    told = {(fault.file, fault.row, fault.column) for fault in faults}
    faults += [f for f in check_episodes(tables) if (f.file, f.row, f.column) not in told]
    figures = tables.get("figures", empty_table(schema("episodes").tables["figures"]))
    faults += check_figures(figures)
    scenarios: dict[int, Scenario] = {}
    for row in tables["episodes"].rows() if "episodes" in tables else ():
        found = _scenario(root, row)
        if isinstance(found, Fault):
            faults.append(found)
        elif found is not None:
            scenarios[row["row"]] = found
        faults += _world(root, row, figures)
    title = _title(root, faults)
    if faults:
        raise EpisodesError([str(f) for f in sorted(set(faults))])
    for file in sorted(p for name in (SCENARIOS, WORLDS) for p in (root / name).rglob("*") if p.is_file()):
        digest.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    seen: dict[str, list[Observation]] = {}
    for row in tables["observations"].rows():
        seen.setdefault(row["episode"], []).append(_observation(row))
    return Episodes(
        root=root,
        title=title,
        episodes=tuple(
            _episode(row, scenarios.get(row["row"]), tuple(seen.get(row["episode"], ())))
            for row in tables["episodes"].rows()
        ),
        sources=tables["sources"],
        figures=figures,
        fingerprint=digest.hexdigest(),
    )


def _near(root: Path) -> list[str]:
    """Return the folders beside one that is not there."""
    return [str(p) for p in root.parent.iterdir() if p.is_dir()] if root.parent.is_dir() else []


def _scenario(root: Path, row: Mapping[str, Any]) -> Scenario | Fault | None:
    """Return what an episode's scenario file holds, starting from the episode's year; None where there is none."""
    if not row["scenario"]:
        return None
    file = root / SCENARIOS / row["scenario"]

    def fault(column: str, reason: str, cure: str) -> Fault:
        return Fault(file="episodes.csv", row=row["row"], column=column, reason=reason, cure=cure)

    if not file.is_file():
        there = [p.name for p in (root / SCENARIOS).glob("*.yaml")]
        return fault("scenario", f"{SCENARIOS}/{row['scenario']} is not there", suggestion(row["scenario"], there))
    try:
        scenario = read_scenario(file)
    except ScenarioError as error:
        return fault("scenario", str(error), f"mend {SCENARIOS}/{row['scenario']}")
    if scenario.year not in {None, row["year"]}:
        reason = f"{row['year']} here, {scenario.year} in {SCENARIOS}/{row['scenario']}"
        return fault("year", reason, "leave it out of the scenario, or write the same year")
    return replace(scenario, year=row["year"])


def _world(root: Path, row: Mapping[str, Any], figures: Table) -> Iterator[Fault]:
    """Yield a fault where an episode's world is neither a folder nor made of figures, or not marked as partial."""
    code = row["world"]
    if not code or (root / WORLDS / code).is_dir():
        return
    made = sorted(set(figures["world"].tolist()))
    folders = sorted(p.name for p in (root / WORLDS).iterdir()) if (root / WORLDS).is_dir() else []
    if code not in made:
        reason = f"{code!r} is no folder in {WORLDS}/ and has no rows in figures.csv"
        yield Fault(
            file="episodes.csv", row=row["row"], column="world", reason=reason, cure=suggestion(code, made + folders)
        )
    elif not row["partial"]:
        reason = f"the world {code} is made of a few figures"
        yield Fault(file="episodes.csv", row=row["row"], column="partial", reason=reason, cure="write yes")


def _title(root: Path, faults: list[Fault]) -> str:
    """Return the title of the folder's descriptor; the name of the folder where it has none."""
    file = root / FILE
    if not file.is_file():
        return root.name
    try:
        return str(json.loads(file.read_text(encoding="utf-8"))["title"])
    except (ValueError, KeyError, TypeError):
        faults.append(Fault(file=FILE, reason="is no JSON with a title", cure="mend the file, or remove it"))
        return root.name


def _observation(row: Mapping[str, Any]) -> Observation:
    low, best, high = row["low"], row["best"], row["high"]
    if np.isnan(low):
        least, most = BOUNDS.get((row["measure"], row["unit"]), (-np.inf, np.inf))
        low, high = max(best - DOUBT * abs(best), least), min(best + DOUBT * abs(best), most)
    plain = ("episode", "name", "role", "quantity", "actor", "partner", "object", "against", "commodity")
    return Observation(
        **{name: row[name] for name in (*plain, "measure", "unit", "estimated", "reason", "note", "row")},
        code=row["observation"],
        low=low,
        best=best,
        high=high,
        start=row["from"],
        end=row["to"],
        sources=tuple(row["source"].split(";")),
    )


def _episode(row: Mapping[str, Any], scenario: Scenario | None, seen: tuple[Observation, ...]) -> Episode:
    return Episode(
        **{
            name: row[name] for name in ("name", "sender", "target", "layer", "world", "year", "partial", "note", "row")
        },
        code=row["episode"],
        start=row["from"],
        end=row["to"],
        scenario=scenario,
        sources=tuple(row["source"].split(";")),
        observations=seen,
    )
