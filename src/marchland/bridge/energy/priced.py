"""What gas or oil costs at a hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import MissingData

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge.energy.figures import FuelFigures

    Array = NDArray[np.float64]


def hub_prices(figures: FuelFigures, sales: Array, paid: Array, price: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Return the price at each hub (H,), and where none is known, so that the nearest hub's stands in.

    It is the mean of what is paid there, by quantity; what a hub makes and uses itself counts at the hub's own price.
    Where no price is known of anything used there, it is the hub's own.

    Parameters
    ----------
    figures
        of which hubs and distances are used
    sales, paid
        (H, H) sales of the year, and what is paid a unit; nan = not known
    price
        (H,) the hub's own price as the table `energy_balances` has it; nan = not known

    Raises
    ------
    MissingData
        where no price at all is known
    """
    known = np.where(np.isnan(paid), 0.0, sales)
    np.fill_diagonal(known, np.where(np.isnan(price), 0.0, np.diagonal(sales)))
    bill = np.nan_to_num(paid)
    np.fill_diagonal(bill, np.nan_to_num(price))
    amount = known.sum(axis=0)
    mean = np.divide((known * bill).sum(axis=0), amount, out=np.full(len(price), np.nan), where=amount > 0)
    found = np.where(np.isnan(mean), price, mean)
    guessed = ~(found > 0)
    if guessed.all():
        raise MissingData(
            f"no price of {figures.fuel} is known in {figures.year}: add prices of flows (energy_flows.csv) or hubs "
            f"(energy_balances.csv, item price)"
        )
    nearest = np.argmin(np.where(guessed[None, :], np.inf, figures.far), axis=1)
    return np.where(guessed, found[nearest], found), guessed
