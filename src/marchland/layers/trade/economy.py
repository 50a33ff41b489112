"""The base year of the trade layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.trade.validation import InvalidEconomy, frozen, require

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Economy:
    """Who sells what to whom, and what it is made of, in a base year.

    Arrays are copied and made read-only. `N` is the number of actors, `S` of sectors.

    Parameters
    ----------
    actors
        names, (N,)
    sectors
        names, (S,)
    flows
        (N, N, S) USD a year before duty: `flows[exporter, importer, sector]`, domestic sales on the diagonal, above 0
        in at least one sector of each actor
    input_shares
        (N, S, S) shares of gross output: `input_shares[actor, using, supplying]`; what is left is value added
    elasticity
        (S,) trade elasticity theta = sigma - 1, above 0
    final_shares
        (N, S) shares of final demand, adding up to 1 for each actor; None = implied by flows and input shares
    tariffs
        (N, N, S) ad valorem duty of the importer; None = none

    Raises
    ------
    InvalidEconomy
        where a shape, sign or sum is wrong, naming the cell
    """

    actors: tuple[str, ...]
    sectors: tuple[str, ...]
    flows: NDArray[np.float64]
    input_shares: NDArray[np.float64]
    elasticity: NDArray[np.float64]
    final_shares: NDArray[np.float64] | None = None
    tariffs: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        actors, sectors = tuple(self.actors), tuple(self.sectors)
        for what, names in (("actor", actors), ("sector", sectors)):
            if not names:
                raise InvalidEconomy(f"an economy needs at least one {what}")
            if len(set(names)) < len(names):
                twice = next(name for name in names if names.count(name) > 1)
                raise InvalidEconomy(f"{what} {twice!r} is listed twice")
        n, s = len(actors), len(sectors)
        flows = frozen("flows", self.flows, (n, n, s))
        inputs = frozen("input_shares", self.input_shares, (n, s, s))
        elasticity = frozen("elasticity", self.elasticity, (s,))
        require(
            "flows", flows, np.isfinite(flows) & (flows >= 0), (actors, actors, sectors), "must be finite and 0 or more"
        )
        require("input_shares", inputs, (inputs >= 0) & (inputs < 1), (actors, sectors, sectors), "must be in [0, 1)")
        total = inputs.sum(axis=2)
        require(
            "input_shares summed over supplying sectors ",
            total,
            total < 1,
            (actors, sectors),
            "must be below 1, or nothing is left for value added",
        )
        require(
            "elasticity",
            elasticity,
            np.isfinite(elasticity) & (elasticity > 0),
            (sectors,),
            "must be finite and above 0 (theta = sigma - 1)",
        )
        output = flows.sum(axis=(1, 2))
        require("output of ", output, output > 0, (actors,), "an actor must sell something, at home or abroad")
        home = np.diagonal(flows).sum(axis=0)
        require(
            "domestic sales of ",
            home,
            home > 0,
            (actors,),
            "flows[actor, actor] is 0 in all sectors, so that it would live on imports alone; fill the diagonal with"
            " output less exports (a single sector may be 0), or leave the actor out",
        )
        if self.final_shares is not None:
            final = frozen("final_shares", self.final_shares, (n, s))
            require("final_shares", final, (final >= 0) & (final <= 1), (actors, sectors), "must be in [0, 1]")
            sums = final.sum(axis=1)
            require("final_shares summed over sectors ", sums, abs(sums - 1) < 1e-9, (actors,), "must be 1")
            object.__setattr__(self, "final_shares", final)
        if self.tariffs is not None:
            object.__setattr__(self, "tariffs", checked_tariffs(self.tariffs, actors, sectors))
        for name, value in (
            ("actors", actors),
            ("sectors", sectors),
            ("flows", flows),
            ("input_shares", inputs),
            ("elasticity", elasticity),
        ):
            object.__setattr__(self, name, value)


def checked_tariffs(
    values: NDArray[np.float64], actors: tuple[str, ...], sectors: tuple[str, ...]
) -> NDArray[np.float64]:
    """Return tariffs as a read-only array: finite, 0 or more, none on domestic sales.

    Raises
    ------
    InvalidEconomy
        naming the cell
    """
    n, s = len(actors), len(sectors)
    tariffs = frozen("tariffs", values, (n, n, s))
    names = (actors, actors, sectors)
    require("tariffs", tariffs, np.isfinite(tariffs) & (tariffs >= 0), names, "must be finite and 0 or more")
    domestic = np.eye(n, dtype=bool)[:, :, None]
    require("tariffs", tariffs, ~domestic | (tariffs == 0), names, "domestic sales bear no duty")
    return tariffs
