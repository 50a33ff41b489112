"""What is expelled and what is stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.remittances.corridors import InvalidCorridors, frozen, refuse

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Shock:
    """Shares by host and origin, 0 to 1.

    Parameters
    ----------
    expelled
        (N, N) of the workers, `expelled[host, origin]`
    stopped_labour
        (N, N) of the labour transfers of those not expelled
    stopped_relocation
        (N, N) of the relocation transfers
    devalued
        (N, N) of the worth of what those not expelled send, as the host's money falls: nothing of it finds another way;
        None = nothing

    Raises
    ------
    InvalidCorridors
        where shapes differ or a share is outside 0 to 1
    """

    expelled: NDArray[np.float64]
    stopped_labour: NDArray[np.float64]
    stopped_relocation: NDArray[np.float64]
    devalued: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        shape = np.shape(self.expelled)
        if len(shape) != 2 or shape[0] != shape[1]:
            raise InvalidCorridors(f"expelled has shape {shape}; expected (hosts, origins), both all actors")
        names = tuple(str(i) for i in range(shape[0]))
        if self.devalued is None:
            object.__setattr__(self, "devalued", np.zeros(shape))
        for name in ("expelled", "stopped_labour", "stopped_relocation", "devalued"):
            values = frozen(name, getattr(self, name), shape)
            refuse(name, values, ~((values >= 0) & (values <= 1)), names, "a share must be in [0, 1]")
            object.__setattr__(self, name, values)

    @property
    def lost_worth(self) -> NDArray[np.float64]:
        """(N, N) `devalued`, 0 where nothing is said."""
        return np.zeros_like(self.expelled) if self.devalued is None else self.devalued
