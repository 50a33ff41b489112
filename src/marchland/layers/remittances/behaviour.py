"""The parameters of the remittance layer."""

from __future__ import annotations

from dataclasses import dataclass, fields

from marchland.layers.remittances.corridors import InvalidCorridors


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """How hosts, workers and their households respond by the horizon.

    Parameters
    ----------
    capital_share
        a: share of capital in output (Cobb-Douglas), in (0, 1)
    capital_adjustment
        k: share of the capital of departed workers that has left with them, in [0, 1]
    migrant_efficiency
        e: output of a migrant worker relative to the average worker of the host, above 0
    returnee_employment
        u: share of returnees at work, in [0, 1]
    returnee_earnings
        g: earnings of a returnee at work relative to the average labour income of the origin, 0 or more
    household_consumption
        c: consumption per head of a returnee over GDP per head of the origin, in [0, 1]
    transfer_leakage
        l: share of stopped transfers that finds another way, in [0, 1]
    relocation_retained
        r: share of relocation money that becomes income of the origin; the rest is sent on, in [0, 1]

    Raises
    ------
    InvalidCorridors
        where a parameter is outside its range
    """

    capital_share: float
    capital_adjustment: float
    migrant_efficiency: float
    returnee_employment: float
    returnee_earnings: float
    household_consumption: float
    transfer_leakage: float
    relocation_retained: float

    def __post_init__(self) -> None:
        for field in fields(self):
            value = float(getattr(self, field.name))
            if field.name in {"migrant_efficiency", "returnee_earnings"}:
                lowest, highest = 0.0, float("inf")
            else:
                lowest, highest = 0.0, 1.0
            open_ended = field.name in {"capital_share", "migrant_efficiency"}
            inside = lowest <= value <= highest and value < float("inf")
            if open_ended:
                inside = inside and lowest < value < highest
            if not inside:
                brackets = "()" if open_ended else "[]"
                raise InvalidCorridors(
                    f"{field.name} is {value:g}; it must be in {brackets[0]}{lowest:g}, {highest:g}{brackets[1]}"
                )
            object.__setattr__(self, field.name, value)
