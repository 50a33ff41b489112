"""Freight on a multimodal network with congestion: who passes where, at what cost, and what a closed way changes.

Cost of a link for commodity class k, in USD per tonne, and time on it, in hours, common to all classes:

    (1)  c[k,a] = fixed_cost[k,a] + value_of_time[k] t[a]
    (2)  t[a]   = free_flow_cost[a] (1 + alpha[a] ((v[a] + preload[a]) / capacity[a]) ^ beta[a]),  v = sum_k v[k]

Divided by the value of time every class minimises hours, so that a potential exists (Beckmann, McGuire & Winsten 1956;
with dispersion Fisk 1980):

    (3)  min  sum_a integral_0^v[a] t[a] dv  +  sum_k (sum_a fixed_cost[k,a] v[k,a] + entropy) / value_of_time[k]

Without dispersion the solution is the deterministic user equilibrium: every used route is a cheapest one (Wardrop
1952). With dispersion theta (USD per tonne) route r of a pair is taken with the share of the path-size logit
(Ben-Akiva & Bierlaire 1999):

    (4)  p[r] = PS[r] exp(-c[r] / theta) / sum_s PS[s] exp(-c[s] / theta)
    (5)  PS[r] = sum_{a in r} (L[a] / L[r]) / (number of routes of the pair that use a)
    (6)  od_cost = -theta log sum_r PS[r] exp(-c[r] / theta)
"""

from __future__ import annotations

from marchland.layers.freight.assignment import Assignment, Routes
from marchland.layers.freight.closures import Prepared, closing, prepare
from marchland.layers.freight.compared import Comparison, compared
from marchland.layers.freight.demand import Demand
from marchland.layers.freight.equilibrium import equilibrium
from marchland.layers.freight.logit_equilibrium import logit_equilibrium
from marchland.layers.freight.network import Network
from marchland.layers.freight.omitted import omitted_share
from marchland.layers.freight.route_set import RouteSet, route_set
from marchland.layers.freight.user_equilibrium import user_equilibrium
from marchland.layers.freight.validation import InvalidNetwork

__all__ = [
    "Assignment",
    "Comparison",
    "Demand",
    "InvalidNetwork",
    "Network",
    "Prepared",
    "RouteSet",
    "Routes",
    "closing",
    "compared",
    "equilibrium",
    "logit_equilibrium",
    "omitted_share",
    "prepare",
    "route_set",
    "user_equilibrium",
]
