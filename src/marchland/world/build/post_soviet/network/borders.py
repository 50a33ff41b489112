"""What it takes to cross a border between two actors: hours and USD per tonne, by rail or road."""

from __future__ import annotations

import csv
from math import sqrt
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.network.rates import Rate

if TYPE_CHECKING:
    from pathlib import Path

FILE = "geo/bri_market_access/border_costs.csv"
DOING_BUSINESS, CAREC = "bri_market_access", "carec_cpmm_2022;carec_cpmm_2023"

# Hours that the monitoring of CAREC measures at its crossings (mean of years; the change of gauge at those of rail
# is a link of its own) and USD per tonne, of 20 t.
_MEASURED = {"rail": (8.0, 24.0, 60.0), "road": (3.0, 12.0, 50.0)}
_PAID = {"rail": (4.0, 10.0, 18.0), "road": (5.0, 10.4, 18.0)}

# Unions within which goods are not cleared at the border: hours by rail, by road; USD per tonne.
_CUSTOMS_UNION = {"rail": (1.0, 4.0, 12.0), "road": (0.5, 4.0, 16.0)}
_SINGLE_MARKET = {"rail": (0.5, 3.0, 12.0), "road": (0.05, 0.3, 1.0)}
_MEMBERS = "RUS BLR KAZ KGZ ARM"
_MARKET = """
AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP SWE CHE NOR
"""
_SHIPMENT_T = 15.0  # the consignment that Doing Business asks about


class Borders:
    """Time and fees at borders of each actor, as Doing Business reports them.

    Parameters
    ----------
    hours, usd
        of each actor: to import and export one consignment, the mean of the two
    """

    def __init__(self, hours: dict[str, float], usd: dict[str, float]) -> None:
        self.hours = hours
        self.usd = usd

    def crossing(self, a: str, b: str, mode: str) -> tuple[Rate, Rate]:
        """Return hours and USD per tonne to cross between two actors.

        Within a customs union or a single market goods are not cleared. Elsewhere the best value is the geometric mean
        of what CAREC measures at its crossings and what Doing Business reports of the two sides; their conflict is
        the range.

        Parameters
        ----------
        a, b
            the two actors
        mode
            rail or road
        """
        for members, hours in ((_MEMBERS, _CUSTOMS_UNION), (_MARKET, _SINGLE_MARKET)):
            if {a, b} <= set(members.split()):
                return _rate(hours[mode], "judgement"), _rate((0.0, 0.5, 2.0), "judgement")
        if a not in self.hours or b not in self.hours:
            low, best, high = _MEASURED[mode]
            paid = _PAID[mode]
            return _rate((low, best, 1.5 * high), f"{CAREC};judgement"), _rate(
                (paid[0], paid[1], 2 * paid[2]), f"{CAREC};judgement"
            )
        return (
            _between(_MEASURED[mode], self.hours[a] + self.hours[b], f"{CAREC};{DOING_BUSINESS}"),
            _between(_PAID[mode], (self.usd[a] + self.usd[b]) / _SHIPMENT_T, f"{CAREC};{DOING_BUSINESS}"),
        )


def read_borders(reference: Path) -> Borders:
    """Read the table of Doing Business.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    hours: dict[str, float] = {}
    usd: dict[str, float] = {}
    with (reference / FILE).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            hours[row["iso3"]] = (float(row["border_time_import"]) + float(row["border_time_export"])) / 2
            usd[row["iso3"]] = (float(row["border_fee_import"]) + float(row["border_fee_export"])) / 2
    return Borders(hours, usd)


def _rate(values: tuple[float, float, float], source: str) -> Rate:
    return Rate(low=values[0], best=values[1], high=values[2], source=source)


def _between(measured: tuple[float, float, float], reported: float, source: str) -> Rate:
    low, best, high = measured
    reported = max(reported, best / 4)
    return Rate(
        low=min(low, reported / 2),
        best=sqrt(best * reported),
        high=max(high, reported * 1.3),
        source=source,
    )
