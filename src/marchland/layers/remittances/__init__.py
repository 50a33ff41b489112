"""Remittances and migrant labour, seen by those who stay.

Host h employs W[h,o] workers from origin o, each worth e average workers; a share x[h,o] of them is expelled. With
M[h] = sum_o W[h,o], labour force L, output Y, capital share a, and the part k of the leavers' capital that has left:

    (1)  m[h] = e sum_o x[h,o] W[h,o] / (max(L[h] - M[h], 0) + e M[h])
    (2)  Y'[h] = Y[h] (1 - k m[h])^a (1 - m[h])^(1-a)
    (3)  host_loss[h] = Y[h] - Y'[h] - (1-a) m[h] Y[h] - a k m[h] Y[h]

Output lost, less the wages that are no longer paid to the expelled, less the income of the capital that has left: the
immigration surplus of Borjas (1995, Journal of Economic Perspectives 9), zero where capital has adjusted in full.

Origin, with labour transfers R, relocation transfers Q, shares stopped z and q, leakage l, employment u, relative
earnings g, consumption c, population N, and r the part of relocation money that stays:

    (4)  R'[h,o] = R[h,o] (1 - x[h,o]) (1 - z[h,o] (1-l))
    (5)  Q'[h,o] = Q[h,o] (1 - q[h,o] (1-l))
    (6)  origin_loss_labour[o] = sum_h R[h,o] - R'[h,o] - x[h,o] W[h,o] (u g (1-a) Y[o]/L[o] - c Y[o]/N[o])
    (7)  origin_loss_relocation[o] = r sum_h (Q[h,o] - Q'[h,o])

Losses are in USD a year; positive = worse off. Corridors without data are left out of the sums and named.
"""

from __future__ import annotations

from marchland.layers.remittances.behaviour import Behaviour
from marchland.layers.remittances.corridors import Corridors, InvalidCorridors
from marchland.layers.remittances.result import Result
from marchland.layers.remittances.shock import Shock
from marchland.layers.remittances.solve import solve

__all__ = ["Behaviour", "Corridors", "InvalidCorridors", "Result", "Shock", "solve"]
