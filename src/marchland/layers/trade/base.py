"""The base of the trade layer in the layout of the kernel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.trade.validation import InvalidEconomy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade.economy import Economy

    Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Base:
    """Shares and levels of equation (1).

    Parameters
    ----------
    shares
        (S, N, N) pi[sector, exporter, importer], duty included; 0 where the importer buys nothing of the sector
    tariffs
        (S, N, N) ad valorem
    expenditure, output, value_added
        (S, N) USD a year
    income
        (N,) USD a year spent on final demand
    final_shares, labour_shares
        (S, N) alpha and beta
    input_shares
        (S, S, N) gamma[using, supplying, actor]
    elasticity
        (S,) theta
    deficits
        (N,) USD a year that the closure holds; zero under the proportional closure, which uses `income_factor`
    income_factor
        (N,) income over value added and tariff revenue; 1 except under the proportional closure
    """

    shares: Array
    tariffs: Array
    expenditure: Array
    output: Array
    value_added: Array
    income: Array
    final_shares: Array
    labour_shares: Array
    input_shares: Array
    elasticity: Array
    deficits: Array
    income_factor: Array

    @cached_property
    def scale(self) -> Array:
        """(S, N) the unit of expenditures in the kernel, USD a year: that of the base, or a little where it is 0."""
        return np.where(self.expenditure > 0, self.expenditure, 1e-6 * self.income)

    @cached_property
    def bound_steps(self) -> Array:
        """(S, N) part of a wage's excess demand that a sweep takes, where labour is bound to its sector.

        At given prices, labour demand falls by about theta x beta x (1 - own share) per cent when the wage rises by
        one.
        """
        domestic = self.shares.diagonal(axis1=1, axis2=2)
        steps: Array = 1.0 / (1.0 + self.elasticity[:, None] * self.labour_shares * (1.0 - np.minimum(domestic, 1.0)))
        return steps

    @cached_property
    def mobile_steps(self) -> Array:
        """(1, N) the same where labour is mobile."""
        weight = self.value_added / self.value_added.sum(axis=0)
        steps: Array = 1.0 / ((weight / self.bound_steps).sum(axis=0, keepdims=True))
        return steps

    @cached_property
    def flows(self) -> Array:
        """(N, N, S) USD a year before duty, `flows[exporter, importer, sector]`, read-only."""
        sold = self.shares * self.expenditure[:, None, :] / (1.0 + self.tariffs)
        flows = np.ascontiguousarray(sold.transpose(1, 2, 0))
        flows.setflags(write=False)
        return flows


def base_of(economy: Economy, *, clip: float) -> tuple[Base, float, tuple[tuple[str, str, float], ...]]:
    """Compute equation (1), the implied final demand and the deficits of an economy.

    Parameters
    ----------
    economy
        the base year
    clip
        largest part of an actor's final demand by which an implied cell may be negative

    Returns
    -------
    base
        with the deficits of the data and an income factor of I / (V + T)
    gap
        largest difference between final demand and its implied value, over the actor's final demand: 0 in an
        equilibrium
    clipped
        (actor, sector, USD) of implied final demand that was negative

    Raises
    ------
    InvalidEconomy
        where implied final demand is too negative, or a used sector is bought from nobody
    """
    # Copies, never views: the kernel is compiled for writable arrays in this layout.
    flows = np.array(economy.flows.transpose(2, 0, 1), order="C")
    if economy.tariffs is None:
        tariffs = np.zeros_like(flows)
    else:
        tariffs = np.array(economy.tariffs.transpose(2, 0, 1), order="C")
    inputs = np.array(economy.input_shares.transpose(1, 2, 0), order="C")
    labour = 1.0 - inputs.sum(axis=1)
    spent = flows * (1.0 + tariffs)
    expenditure = spent.sum(axis=1)
    shares = np.divide(spent, expenditure[:, None, :], out=np.zeros_like(spent), where=expenditure[:, None, :] > 0)
    output = flows.sum(axis=2)
    value_added = labour * output
    intermediate = np.einsum("skn,sn->kn", inputs, output)
    revenue = (flows * tariffs).sum(axis=(0, 1))
    deficits = flows.sum(axis=(0, 1)) - output.sum(axis=0)
    income = value_added.sum(axis=0) + revenue + deficits
    if (income <= 0).any():
        n = int(np.argmax(income <= 0))
        raise InvalidEconomy(
            f"{economy.actors[n]} has income {income[n]:.3g} USD: its value added and tariffs"
            f" ({income[n] - deficits[n]:.3g}) do not cover its trade surplus ({-deficits[n]:.3g});"
            " check flows and input_shares"
        )
    bought_from_nobody = (expenditure == 0) & (intermediate > 1e-12 * income)
    if bought_from_nobody.any():
        k, n = (int(i) for i in np.argwhere(bought_from_nobody)[0])
        raise InvalidEconomy(
            f"{economy.actors[n]} uses {intermediate[k, n]:.3g} USD of {economy.sectors[k]} as an input but buys none"
            " from anybody, itself included; check flows and input_shares"
        )
    if (expenditure == 0).any():
        # An input that the actor never buys, of sectors that it does not have: if one is ever made, by labour alone.
        inputs[np.broadcast_to((expenditure == 0)[None], inputs.shape)] = 0.0
        labour = 1.0 - inputs.sum(axis=1)
        value_added = labour * output
    implied = np.where(expenditure > 0, expenditure - intermediate, 0.0)
    clipped = _clipped(economy, implied, income, limit=clip if economy.final_shares is None else np.inf)
    if economy.final_shares is None:
        final = np.maximum(implied, 0.0)
        final /= final.sum(axis=0)
    else:
        final = np.array(economy.final_shares.T, order="C")
        clipped = ()
        wanted = (expenditure == 0) & (final > 0)
        if wanted.any():
            k, n = (int(i) for i in np.argwhere(wanted)[0])
            raise InvalidEconomy(
                f"final_shares[{economy.actors[n]}, {economy.sectors[k]}] is {final[k, n]:g}, but flows show no"
                f" purchase of {economy.sectors[k]} by {economy.actors[n]}; set the share to 0 or add the flow"
            )
    gap = float(np.max(np.abs(final * income - implied) / income))
    base = Base(
        shares=shares,
        tariffs=tariffs,
        expenditure=expenditure,
        output=output,
        value_added=value_added,
        income=income,
        final_shares=final,
        labour_shares=labour,
        input_shares=inputs,
        elasticity=economy.elasticity.copy(),
        deficits=deficits,
        income_factor=income / (income - deficits),
    )
    return base, gap, clipped


def _clipped(economy: Economy, implied: Array, income: Array, *, limit: float) -> tuple[tuple[str, str, float], ...]:
    """List implied final demand below zero; raise where it exceeds `limit` of the actor's final demand."""
    below = implied < -1e-11 * income
    cells = []
    for n, k in np.argwhere(below.T):
        part = -implied[k, n] / income[n]
        if part > limit:
            raise InvalidEconomy(
                f"implied final demand of {economy.actors[n]} for {economy.sectors[k]} is {implied[k, n]:.4g} USD,"
                f" {100 * part:.1f} % of its final demand and below zero: its input_shares ask for more of"
                f" {economy.sectors[k]} than it buys; mend them or the flows, or allow it with"
                f" prepare(..., clip={np.ceil(100 * part) / 100:.2f})"
            )
        cells.append((economy.actors[n], economy.sectors[k], float(implied[k, n])))
    return tuple(cells)
