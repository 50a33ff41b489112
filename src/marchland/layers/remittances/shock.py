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

    Raises
    ------
    InvalidCorridors
        where shapes differ or a share is outside 0 to 1
    """

    expelled: NDArray[np.float64]
    stopped_labour: NDArray[np.float64]
    stopped_relocation: NDArray[np.float64]

    def __post_init__(self) -> None:
        shape = np.shape(self.expelled)
        if len(shape) != 2 or shape[0] != shape[1]:
            raise InvalidCorridors(f"expelled has shape {shape}; expected (hosts, origins), both all actors")
        names = tuple(str(i) for i in range(shape[0]))
        for name in ("expelled", "stopped_labour", "stopped_relocation"):
            values = frozen(name, getattr(self, name), shape)
            refuse(name, values, ~((values >= 0) & (values <= 1)), names, "a share must be in [0, 1]")
            object.__setattr__(self, name, values)
