"""What the remittance layer returns."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Result:
    """Losses and the accounts behind them, in USD a year; positive = worse off.

    Parameters
    ----------
    host_loss
        (N,) equation (3)
    host_gdp_change
        (N,) Y' - Y, negative where output falls
    wages_unpaid
        (N,) wages that a host no longer pays to the expelled
    capital_income_left
        (N,) income of the capital that has left a host
    origin_loss
        (N,) labour and relocation together
    origin_loss_labour
        (N,) equation (6)
    origin_loss_relocation
        (N,) equation (7)
    relocation_not_sent_on
        (N,) stopped relocation money that the origin would have sent on: no loss of those who stay
    returnee_income, returnee_consumption
        (N,) what returnees earn and consume in their origin
    transfers
        (N, N) labour and relocation money after the shock, [host, origin]; nan where neither is known
    transfers_ended
        (N, N) labour money that ended because its senders left; nan where not known
    transfers_withheld
        (N, N) labour and relocation money that was stopped and stays with its senders; nan where neither is known
    returnees
        (N, N) persons, [host, origin]; nan where the number of workers is not known
    missing
        (what, host, origin) of data that the shock needs and that are not there: these parts are in no sum
    residual
        the certificate: largest relative violation of the accounts
    """

    host_loss: NDArray[np.float64]
    host_gdp_change: NDArray[np.float64]
    wages_unpaid: NDArray[np.float64]
    capital_income_left: NDArray[np.float64]
    origin_loss: NDArray[np.float64]
    origin_loss_labour: NDArray[np.float64]
    origin_loss_relocation: NDArray[np.float64]
    relocation_not_sent_on: NDArray[np.float64]
    returnee_income: NDArray[np.float64]
    returnee_consumption: NDArray[np.float64]
    transfers: NDArray[np.float64]
    transfers_ended: NDArray[np.float64]
    transfers_withheld: NDArray[np.float64]
    returnees: NDArray[np.float64]
    missing: tuple[tuple[str, str, str], ...]
    residual: float

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)
