"""A target's energy as plain values: one result object, from which every rendering is made."""

from __future__ import annotations

from dataclasses import dataclass

# The JSON schema is made from the annotations.
from marchland.brief.figure import Figure  # noqa: TC001
from marchland.brief.model import BriefSource  # noqa: TC001
from marchland.brief.supply import FuelSupply  # noqa: TC001
from marchland.engine import Input  # noqa: TC001


@dataclass(frozen=True, kw_only=True)
class Energy:
    """Who can turn which tap, said once; every rendering reads from here.

    Parameters
    ----------
    kind
        region or target
    sentence
        the answer in plain words
    findings
        further sentences
    targets
        codes in the order of the table
    draws, failed, seed, residual
        number of draws, of those that no model could solve, what makes them, largest certificate of the equilibria
    figures, inputs
        every number, by id; the figures of the world that they rest on, by key
    supplies
        by target, gas before oil
    gaps
        what is not known or could not be computed
    """

    kind: str
    title: str
    sentence: str
    findings: tuple[str, ...]
    targets: tuple[str, ...]
    names: dict[str, str]
    world: str
    world_title: str
    world_fingerprint: str
    code_fingerprint: str
    version: str
    day: str
    year: int
    draws: int
    failed: int
    seed: int
    residual: float
    figures: dict[str, Figure]
    inputs: dict[str, Input]
    supplies: tuple[FuelSupply, ...]
    sources: tuple[BriefSource, ...]
    gaps: tuple[str, ...]

    def of(self, target: str) -> tuple[FuelSupply, ...]:
        """Return the fuels of a target, gas before oil."""
        return tuple(supply for supply in self.supplies if supply.target == target)
