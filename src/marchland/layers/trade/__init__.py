"""Trade in many sectors with input-output links and tariffs, in exact changes.

Caliendo & Parro (2015, Review of Economic Studies 82) written in the exact hat algebra of Dekle, Eaton & Kortum (2008,
IMF Staff Papers 55); the welfare formulas are those of Costinot & Rodríguez-Clare (2014, Handbook of International
Economics 4). A hat (^) is a ratio of shocked over unshocked; a prime marks a shocked value. X[n,i,k] is what importer i
buys from exporter n in sector k, before duty. In the base:

    (1)  E[i,k] = sum_n X[n,i,k] (1 + tau[n,i,k])         pi[n,i,k] = X[n,i,k] (1 + tau[n,i,k]) / E[i,k]
         Y[n,s] = sum_i X[n,i,s]                          beta[n,s] = 1 - sum_k gamma[n,s,k]

Equilibrium:

    (2)  c^[n,s] = w^[n,s]^beta[n,s] prod_k P^[n,k]^gamma[n,s,k]
    (3)  P^[i,k]^-theta[k] = max(Phi[i,k], cap[i,k]^-theta[k])
         Phi[i,k] = sum_n pi[n,i,k] (d^[n,i,k] (1 + tau'[n,i,k]) / (1 + tau[n,i,k]) c^[n,k])^-theta[k]
    (4)  E'[i,k] = alpha[i,k] I'[i] + sum_s gamma[i,s,k] Y'[i,s]
    (5)  (1 + mu) Y'[n,s] = sum_i pi'[n,i,s] E'[i,s] / (1 + tau'[n,i,s])
    (6)  I'[i] = sum_s e^[i,s] V[i,s] + T'[i] + D'[i]
    (7)  e^[n,s] V[n,s] = beta[n,s] Y'[n,s]
         w^[n,s] = e^[n,s]^b[s] u^[n]^(1-b[s])
         u^[n] = sum_s (1 - b[s]) e^[n,s] V[n,s] / sum_s (1 - b[s]) V[n,s]

where n's share of spending pi'[n,i,k] is its term in Phi over P^^-theta. Where the cap on a price holds, the shares add
up to less than one: the rest of spending is made at home, part of the actor's own sales in (5). The cap is
`substitute`, infinite by default, and `LAST_RESORT` where nobody is left to sell and no other is given.

A part b of a sector's value added is paid to factors that are bound to it, the rest to those that move within the actor
(`marchland.layers.trade.bound`): e is what a sector earns, u what factors that move do anywhere, w what a unit of value
added costs. Where nothing is bound w is the actor's wage, where everything is it is e. V is the base value added, T the
tariff revenue and mu zero except under proportional deficits. The numeraire is world value added.

What a sector makes turns between home and markets abroad with the elasticity omega, infinite by default; with z the log
of what a unit earns abroad over what it does at home (`marchland.layers.trade.turning`), costs in (3) are c^ x for what
is sold abroad and c^ h for what is sold at home:

    (9)  z[n,s] = (ln (Y'x[n,s] / Y'h[n,s]) - ln (Yx[n,s] / Yh[n,s])) / (1 + omega)
         (1 - a[n,s]) h^(1+omega) + a[n,s] x^(1+omega) = 1,   x / h = e^z

Closures of the deficit D (imports less exports, before duty): `constant` in world value added; `proportional`,
I' = (I / (V + T)) (V' + T'); `zero`.

    (8)  welfare_hat[i] = I^[i] / prod_k P^[i,k]^alpha[i,k]
"""

from __future__ import annotations

from marchland.layers.trade.economy import Economy
from marchland.layers.trade.equilibrium import Equilibrium
from marchland.layers.trade.loss_parts import LossParts, loss_parts
from marchland.layers.trade.prepared import Prepared, prepare
from marchland.layers.trade.ready import ready
from marchland.layers.trade.shock import Shock
from marchland.layers.trade.solve import solve
from marchland.layers.trade.validation import InvalidEconomy

__all__ = [
    "Economy",
    "Equilibrium",
    "InvalidEconomy",
    "LossParts",
    "Prepared",
    "Shock",
    "loss_parts",
    "prepare",
    "ready",
    "solve",
]
