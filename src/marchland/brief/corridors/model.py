"""Corridors as plain values: one result object, from which every rendering is made."""

from __future__ import annotations

from dataclasses import dataclass

# The JSON schema is made from the annotations.
from marchland.brief.figure import Figure  # noqa: TC001
from marchland.brief.model import BriefSource  # noqa: TC001
from marchland.brief.ways import CorridorGate, WayMap  # noqa: TC001
from marchland.engine import Input  # noqa: TC001


@dataclass(frozen=True, kw_only=True)
class CorridorShift:
    """How a gatekeeper's hold on a target changes where ways are opened.

    Parameters
    ----------
    before, after
        ids of figures: share of value that passes its control
    captive_before, captive_after
        ids of figures: share of value that has no other way
    """

    gatekeeper: str
    target: str
    before: str
    after: str
    captive_before: str
    captive_after: str


@dataclass(frozen=True, kw_only=True)
class CorridorBypass:
    """A way that is shut, planned or being built, opened alone, seen by a target.

    Parameters
    ----------
    name, links, statuses, since
        of the project
    saved
        id of a figure: USD a year that carrying the target's trade as it is would cost less
    used
        id of a figure: share of the target's tonnes that would pass it
    shifts
        gatekeepers whose hold changes most, at best values
    """

    target: str
    name: str
    links: tuple[str, ...]
    statuses: tuple[str, ...]
    since: str
    saved: str
    used: str
    shifts: tuple[CorridorShift, ...]


@dataclass(frozen=True, kw_only=True)
class Corridors:
    """Who stands at the gates of whom, said once; every rendering reads from here.

    Parameters
    ----------
    kind
        region or target
    sentence
        the answer in plain words
    findings
        further sentences
    targets, gatekeepers
        codes in the order of the table
    draws, seed, residual
        number of draws, what makes them, certificate of the equilibrium
    figures, inputs
        every number, by id; the figures of the world that they rest on, by key
    gates
        by target, the largest share of value first
    bypasses
        by target, the largest saving first; empty where they were not asked for
    without_effect
        names of projects that change nothing worth listing
    opened
        ways that were opened, in words; empty = the world as it is
    shifts
        what that changes
    gaps
        what is not known or could not be computed
    """

    kind: str
    title: str
    sentence: str
    findings: tuple[str, ...]
    targets: tuple[str, ...]
    gatekeepers: tuple[str, ...]
    names: dict[str, str]
    world: str
    world_title: str
    world_fingerprint: str
    code_fingerprint: str
    version: str
    day: str
    year: int
    draws: int
    seed: int
    residual: float
    figures: dict[str, Figure]
    inputs: dict[str, Input]
    gates: tuple[CorridorGate, ...]
    bypasses: tuple[CorridorBypass, ...]
    without_effect: tuple[str, ...]
    opened: tuple[str, ...]
    shifts: tuple[CorridorShift, ...]
    sources: tuple[BriefSource, ...]
    gaps: tuple[str, ...]
    map: WayMap | None = None

    def of(self, target: str) -> tuple[CorridorGate, ...]:
        """Return the gates of a target, the largest share of value first."""
        return tuple(gate for gate in self.gates if gate.target == target)
