"""What can go wrong, drawn once.

    MarchlandError                   something the user can mend; the command exits with 2
    +-- WorldError                   a world folder that cannot be used: every fault found, one line each
    |   +-- EpisodesError            a folder of past episodes that cannot be used, told in the same way
    +-- UnknownName                  a name that the world does not have, with "did you mean"
    +-- ScenarioError                a scenario file that cannot be read or does not make sense
    +-- ReleaseError                 a publisher's release that cannot be read: file, column, what was expected
    +-- MissingData                  a question that the world holds no data for
    +-- OutputError                  a file that cannot be written, or must not be overwritten
    +-- SolverError                  a model that did not meet its certificate; never half a result
    |   +-- ProcessEnded             a process that computes, ended from outside: for want of memory, or killed
    +-- CannotClear                  a market whose contracts cannot be kept: at which node, and how much is missing

Anything else that is raised is a defect of marchland.
"""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class MarchlandError(Exception):
    """Something the user can mend: what is wrong, where, why, and how to mend it."""


class WorldError(MarchlandError):
    """A world folder that cannot be used.

    Parameters
    ----------
    faults
        one line for each fault: file, row, column, reason, cure
    """

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class EpisodesError(WorldError):
    """A folder of past episodes that cannot be used: every fault found."""


class UnknownName(MarchlandError):  # noqa: N818 - reads as what it is
    """A name that is not there, with the nearest ones that are."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        known = sorted(known)
        super().__init__(f"{what} {name!r} is not known; {suggestion(name, known)}")
        self.name = name


class ScenarioError(MarchlandError):
    """A scenario file that cannot be read or does not make sense."""


class ReleaseError(MarchlandError):
    """A publisher's release that cannot be read: the file, the column, what was expected, what is there."""


class MissingData(MarchlandError):  # noqa: N818 - reads as what it is
    """A question that the world holds no data for."""


class OutputError(MarchlandError):
    """A file that cannot be written, or must not be overwritten."""


class SolverError(MarchlandError):
    """A model that did not meet its certificate."""


class ProcessEnded(SolverError):  # noqa: N818 - reads as what it is
    """A process that computes, ended from outside."""


class CannotClear(MarchlandError):  # noqa: N818 - reads as what it is
    """A market whose contracts cannot be kept: which node cannot be served, and by how much.

    Parameters
    ----------
    node
        name of the first node that cannot be served
    quantity
        what is missing there, units a year
    message
        all of them, and how to mend it
    """

    def __init__(self, *, node: str, quantity: float, message: str) -> None:
        super().__init__(message)
        self.node = node
        self.quantity = quantity

    def __reduce__(self) -> tuple[Callable[[], CannotClear], tuple[()]]:
        """Return how it is made again in another process."""
        return partial(CannotClear, node=self.node, quantity=self.quantity, message=str(self)), ()


def suggestion(name: str, known: Sequence[str]) -> str:
    """Return "did you mean X?", or the list of what there is.

    Parameters
    ----------
    name
        what was asked for
    known
        what there is
    """
    folded = {k.casefold(): k for k in known}
    near = get_close_matches(name.casefold(), list(folded), n=5, cutoff=0.6)
    if near:
        distances = [_distance(name.casefold(), candidate) for candidate in near]
        closest = [folded[n] for n, d in zip(near, distances, strict=True) if d == min(distances)]
        return "did you mean " + " or ".join(closest[:3]) + "?"
    shown = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
    return f"there is: {shown}" if shown else "there is none"


def _distance(a: str, b: str) -> tuple[float, int]:
    """Return how far apart two words are: unlike letters first, then how far these stand apart in the alphabet."""
    unlike = 1 - SequenceMatcher(None, a, b).ratio()
    return round(unlike, 6), sum(abs(ord(x) - ord(y)) for x, y in zip(a, b, strict=False))
