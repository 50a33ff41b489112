"""Accounts of one actor that agree: sales at home and inputs nearest to what is known of them.

Let d be sales at home, e exports, m imports, y = e + d output, z[using, supplying] inputs and f final demand. Asked for
are d, z and f that

    minimise    sum w_d D(d | d0) + sum w_f D(f | f0) + sum w_z D(z | a y)
    subject to  (1 - s) (m + d) = sum over users of z + f       for each product
                sum of y - sum of z = GDP

with D(x | x0) = x log(x / x0) - x + x0 (cross-entropy: Golan, Judge and Robinson 1994), known input shares a, and s the
share of a product's use that goes to final demand at least, on top of f. Within the range of an input share its weight
is w_z; beyond it is `STEEP` times as large, so that a share leaves its range only where nothing else would do. D is
homogeneous of degree one in (z, y), so that every unknown is an explicit function of the multipliers p (a product) and
u (GDP), and the dual is a concave function of these alone, maximised by Newton's method. It has a solution wherever
total final demand, GDP - exports + imports, is above s times all use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

STEEP = 50.0
"""How many times more it costs an input share to move beyond its range."""
TOLERANCE = 1e-11
STEPS = 300
_LARGEST_STEP = 1.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Known:
    """What is known of one actor's accounts; S products, money in one unit.

    Parameters
    ----------
    gdp
        value added of all products, above 0
    exports, imports
        (S,)
    home, final
        (S,) expected sales at home and final demand; 0 = the product is not made, or not used at the end
    low, best, high
        (S, S) input shares, using x supplying
    weight_home, weight_final, weight_input
        (S,), (S,) and (S,) by supplying product: how firmly each expectation is held
    least_final
        share of a product's use that goes to final demand at least
    """

    gdp: float
    exports: Array
    imports: Array
    home: Array
    final: Array
    low: Array
    best: Array
    high: Array
    weight_home: Array
    weight_final: Array
    weight_input: Array
    least_final: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Accounts:
    """Accounts that agree.

    Parameters
    ----------
    home
        (S,) sales at home
    shares
        (S, S) input shares, using x supplying
    residual
        largest gap of any account, as a share of GDP
    """

    home: Array
    shares: Array
    residual: float


def balanced(known: Known) -> Accounts:
    """Return the accounts nearest to what is known.

    A product that is neither imported nor sold at home is used by nobody: its input shares are 0.

    Raises
    ------
    ValueError
        where the accounts cannot be brought to agree: total final demand is not positive
    """
    scaled = _Scaled(known)
    s = len(known.exports)
    at = np.zeros(s + 1)
    value, gradient, hessian = scaled.dual(at)
    for _ in range(STEPS):
        if np.abs(gradient).max() < TOLERANCE:
            break
        ridge = 1e-14 * np.abs(np.diagonal(hessian)).max()
        step = np.linalg.solve(hessian - ridge * np.eye(s + 1), -gradient)
        step *= min(1.0, _LARGEST_STEP / np.abs(step).max())
        slope, length = float(gradient @ step), 1.0
        while True:
            trial = scaled.dual(at + length * step)
            if trial[0] >= value + 1e-4 * length * slope - 1e-13 * abs(value) or length < 1e-9:
                break
            length /= 2
        at = at + length * step
        value, gradient, hessian = trial
    home, shares = scaled.home(at), scaled.shares(at)
    residual = float(np.abs(gradient).max())
    if not residual < 1e3 * TOLERANCE:
        raise ValueError(
            f"the accounts do not agree (gap {residual:.2g} of GDP): exports {known.exports.sum():.6g}, imports "
            f"{known.imports.sum():.6g} and GDP {known.gdp:.6g} leave too little final demand"
        )
    return Accounts(home=home * known.gdp, shares=shares, residual=residual)


class _Scaled:
    """The dual in units of GDP; multipliers are (p of each product, u)."""

    def __init__(self, known: Known) -> None:
        gdp = known.gdp
        self.e, self.m = known.exports / gdp, known.imports / gdp
        self.d0, self.f0 = known.home / gdp, known.final / gdp
        used = (self.m + self.d0) > 0
        self.a = np.where(used[None, :], known.best, 0.0)
        self.f0 = np.where(used, self.f0, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            self.least = np.where(self.a > 0, np.log(known.low / known.best), -np.inf)
            self.most = np.where(self.a > 0, np.log(known.high / known.best), np.inf)
        self.wd, self.wf = known.weight_home, known.weight_final
        self.w = np.broadcast_to(known.weight_input[None, :], self.a.shape)
        self.kept = 1 - known.least_final

    def _ratio(self, at: Array) -> tuple[Array, Array, Array]:
        """Return inputs over what is expected, the cost of that, and how the ratio falls with the multiplier."""
        c = np.broadcast_to((at[:-1] + at[-1])[None, :], self.a.shape)
        wish = -c / self.w
        inside = np.clip(wish, self.least, self.most)
        beyond = (wish - inside) / STEEP
        ratio = np.exp(inside + beyond)
        edge = np.exp(inside)
        cost = self.w * (1 - edge) + STEEP * self.w * (edge - ratio)
        return ratio, cost, ratio / (self.w * np.where(wish == inside, 1.0, STEEP))

    def _home(self, at: Array, cost: Array) -> Array:
        push = self.kept * at[:-1] + at[-1] - (self.a * cost).sum(axis=1)
        return np.asarray(self.d0 * np.exp(np.clip(push / self.wd, -200, 200)))

    def home(self, at: Array) -> Array:
        return self._home(at, self._ratio(at)[1])

    def shares(self, at: Array) -> Array:
        return self.a * self._ratio(at)[0]

    def dual(self, at: Array) -> tuple[float, Array, Array]:
        """Return the dual, its gradient (S + 1,) and its Hessian (S + 1, S + 1)."""
        p, u = at[:-1], at[-1]
        ratio, cost, fall = self._ratio(at)
        d = self._home(at, cost)
        f = self.f0 * np.exp(np.clip(-p / self.wf, -200, 200))
        y = self.e + d
        g = self.a * ratio
        made = y[:, None] * g
        value = (
            (self.wf * (self.f0 - f)).sum()
            + (self.wd * (self.d0 - d)).sum()
            + (self.e[:, None] * self.a * cost).sum()
            - self.kept * p @ self.m
            - u * (self.e.sum() - 1)
        )
        gradient = -np.append(self.kept * (self.m + d) - made.sum(axis=0) - f, y.sum() - made.sum() - 1)
        # How each push on sales at home answers the multipliers: (S, S + 1).
        push = np.column_stack([self.kept * np.eye(len(p)) - g, 1 - g.sum(axis=1)])
        answer = push.T @ ((d / self.wd)[:, None] * push)
        saved = (y[:, None] * self.a * fall).sum(axis=0)
        hessian = -answer
        inner = np.arange(len(p))
        hessian[inner, inner] -= saved + f / self.wf
        hessian[:-1, -1] -= saved
        hessian[-1, :-1] -= saved
        hessian[-1, -1] -= saved.sum()
        return float(value), gradient, hessian
