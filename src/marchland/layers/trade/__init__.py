r"""Trade in many sectors with input-output links and tariffs, in exact changes.

Caliendo & Parro (2015, Review of Economic Studies 82) written in the exact hat algebra of Dekle, Eaton & Kortum (2008,
IMF Staff Papers 55); the welfare formulas are those of Costinot & Rodríguez-Clare (2014, Handbook of International
Economics 4). A hat is a ratio of shocked over unshocked; a prime marks a shocked value. :math:`X_{nik}` is what
importer i buys from exporter n in sector k, before duty.

Definitions, in the base:

.. math::

    E_{ik} = \sum_n X_{nik} (1 + \tau_{nik}), \quad \pi_{nik} = X_{nik} (1 + \tau_{nik}) / E_{ik}, \quad
    Y_{ns} = \sum_i X_{nis}, \quad \beta_{ns} = 1 - \sum_k \gamma_{nsk}  \tag{1}

Equilibrium:

.. math::

    \hat c_{ns} = \hat w_{ns}^{\beta_{ns}} \prod_k \hat P_{nk}^{\gamma_{nsk}} \tag{2}

    \hat P_{ik}^{-\theta_k} = \sum_n \pi_{nik}
        \left(\hat d_{nik} \frac{1 + \tau'_{nik}}{1 + \tau_{nik}} \hat c_{nk}\right)^{-\theta_k} \tag{3}

    E'_{ik} = \alpha_{ik} I'_i + \sum_s \gamma_{isk} Y'_{is} \tag{4}

    (1 + \mu) Y'_{ns} = \sum_i \pi'_{nis} E'_{is} / (1 + \tau'_{nis}) \tag{5}

    I'_i = \sum_s \hat w_{is} V_{is} + T'_i + D'_i \tag{6}

    \hat w_{ns} V_{ns} = \beta_{ns} Y'_{ns} \quad\text{(summed over } s \text{ where labour is mobile)} \tag{7}

with V the base value added, T the tariff revenue and :math:`\mu` zero except under proportional deficits. The numeraire
is world value added. Closures of the deficit D (imports less exports, before duty): `constant` in world value added;
`proportional`, :math:`I' = (I / (V + T)) (V' + T')`; `zero`.

.. math::

    \text{welfare\_hat}_i = \hat I_i / \prod_k \hat P_{ik}^{\alpha_{ik}} \tag{8}
"""

from __future__ import annotations

from marchland.layers.trade.economy import Economy
from marchland.layers.trade.equilibrium import Equilibrium
from marchland.layers.trade.prepared import Prepared, prepare
from marchland.layers.trade.shock import Shock
from marchland.layers.trade.solve import solve
from marchland.layers.trade.validation import InvalidEconomy

__all__ = ["Economy", "Equilibrium", "InvalidEconomy", "Prepared", "Shock", "prepare", "solve"]
