r"""Remittances and migrant labour, seen by those who stay.

Host h employs :math:`W_{ho}` workers from origin o, of relative efficiency e; a share :math:`x_{ho}` of them is
expelled. With :math:`M_h = \sum_o W_{ho}`, capital share a, and the part k of the leavers' capital that has left by the
horizon:

.. math::

    m_h = \frac{e \sum_o x_{ho} W_{ho}}{\max(L_h - M_h, 0) + e M_h} \tag{1}

    Y'_h = Y_h (1 - k m_h)^a (1 - m_h)^{1 - a} \tag{2}

    \text{host\_loss}_h = Y_h - Y'_h - (1 - a) m_h Y_h - a k m_h Y_h \tag{3}

Output lost, less the wages that are no longer paid to the expelled, less the income of the capital that has left: the
immigration surplus of Borjas (1995, Journal of Economic Perspectives 9), zero where capital has adjusted in full.

Origin, with labour transfers R, relocation transfers Q, shares stopped z and q, leakage l, employment u, relative
earnings g, consumption c, population N:

.. math::

    R'_{ho} = R_{ho} (1 - x_{ho}) (1 - z_{ho} (1 - l)) \tag{4}

    Q'_{ho} = Q_{ho} (1 - q_{ho} (1 - l)) \tag{5}

    \text{origin\_loss\_labour}_o = \sum_h \left[ R_{ho} - R'_{ho}
        - x_{ho} W_{ho} \left( u g (1 - a) \frac{Y_o}{L_o} - c \frac{Y_o}{N_o} \right) \right] \tag{6}

    \text{origin\_loss\_relocation}_o = \sum_h (Q_{ho} - Q'_{ho}) \tag{7}

Losses are in USD a year; positive = worse off. Corridors without data are left out of the sums and named.
"""

from __future__ import annotations

from marchland.layers.remittances.behaviour import Behaviour
from marchland.layers.remittances.corridors import Corridors, InvalidCorridors
from marchland.layers.remittances.result import Result
from marchland.layers.remittances.shock import Shock
from marchland.layers.remittances.solve import solve

__all__ = ["Behaviour", "Corridors", "InvalidCorridors", "Result", "Shock", "solve"]
