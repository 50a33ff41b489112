"""The table `remittances`: published figures where they exist, the rest modelled and marked as an estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.published_transfers import Transfer, published_transfers
from marchland.world.build.post_soviet.region import POST_SOVIET
from marchland.world.build.post_soviet.stocks import (
    REST,
    Pairs,
    armenian_transfers,
    gdp,
    inflow_shares,
    remittances_2017,
)

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Row

SMALLEST = 5.0  # MUSD, where a state of the region is host or origin
SMALLEST_ELSEWHERE = 1000.0  # MUSD

# Origins whose list of hosts is complete, so that nothing is added from the model.
COMPLETE = frozenset({(2017, "ARM"), (2017, "GEO"), (2017, "UZB"), (2023, "ARM"), (2023, "GEO"), (2023, "AZE")})
# The Bank of Russia counted 2 MUSD to Turkmenistan in 2017 and nobody publishes more: no data, no row.
NO_DATA = frozenset({"TKM"})
# No payments between them, so that a stock of people born across the border sends nothing.
NO_PAYMENTS = {
    2017: frozenset({("ARM", "AZE"), ("AZE", "ARM")}),
    2023: frozenset({("ARM", "AZE"), ("AZE", "ARM"), ("RUS", "UKR"), ("UKR", "RUS"), ("BLR", "UKR")}),
}
# Totals received in MUSD that are published by the central bank of the origin and better than a share of GDP.
TOTALS = {
    (2017, "UKR"): (9331.0, "nbu_2017"),
    (2017, "KGZ"): (2400.0, "kgz_total_2017"),
    (2023, "UKR"): (11300.0, "nbu_2023"),
}


def model_bias(host: str, origin: str) -> tuple[float, float, float]:
    """Return by what the World Bank's estimate of a pair is multiplied: low, best, high.

    The estimate spreads an origin's total over hosts by people born in the origin. Between states of the former
    Soviet Union most of them never migrated: for pairs with a published figure the estimate is 0.9 to 3 times it.
    """
    if host in POST_SOVIET and origin in POST_SOVIET:
        return (0.35, 0.7, 1.3) if host == "RUS" else (0.05, 0.3, 1.0)
    return (0.5, 1.0, 1.6)


def armenian_rows(reference: Path, year: int) -> list[Transfer]:
    """Return the transfers to and from Armenia as its central bank counts them."""
    rows = []
    labour = armenian_transfers(reference, year, "Inflow", "non-commercial")
    for host, value in labour.items():
        spread = (0.75, 1.25) if (year, host) == (2023, "RUS") else (0.9, 1.1)
        rows.append(
            Transfer(
                year=year,
                host=host,
                origin="ARM",
                low=value * spread[0],
                best=value,
                high=value * spread[1],
                source="cba_transfers",
                estimated=(year, host) == (2023, "RUS"),
            )
        )
    for origin, value in armenian_transfers(reference, year, "Outflow", "non-commercial").items():
        if origin in POST_SOVIET:  # students and relatives elsewhere are no workers' families
            rows.append(
                Transfer(
                    year=year,
                    host="ARM",
                    origin=origin,
                    low=value * 0.3,
                    best=value * 0.7,
                    high=value,
                    source="cba_transfers",
                )
            )
    if year == 2023:
        rows.append(armenian_relocation(reference))
    return rows


def armenian_relocation(reference: Path) -> Transfer:
    """Return the money that people and firms who left Russia since 2022 brought to Armenia in 2023.

    Gross inflow. Most of it went on: all net inflows rose by less than a third of it, which is what the parameter
    `relocation_retained` says.
    """

    def commercial(year: int) -> float:
        total = armenian_transfers(reference, year, "Inflow", "total")["RUS"]
        return total - armenian_transfers(reference, year, "Inflow", "non-commercial")["RUS"]

    best = commercial(2023) - commercial(2017)
    return Transfer(
        year=2023,
        host="RUS",
        origin="ARM",
        low=best * 0.85,
        best=best,
        high=best * 1.1,
        source="cba_transfers",
        kind="relocation",
    )


def received(reference: Path, year: int) -> dict[str, tuple[float, str]]:
    """Return the total that each origin received in a year, MUSD and source."""
    totals: dict[str, tuple[float, str]] = {}
    if year == 2023:
        product = gdp(reference, year)
        for actor, share in inflow_shares(reference, year).items():
            if actor in product:
                totals[actor] = (share * product[actor], "factbook_remittances")
    totals.update({origin: total for (y, origin), total in TOTALS.items() if y == year})
    return totals


def modelled_rows(
    year: int, base: Pairs, known: list[Transfer], totals: dict[str, tuple[float, str]]
) -> list[Transfer]:
    """Spread what an origin received beyond the published pairs over the other hosts as the World Bank does."""
    published = {(row.host, row.origin) for row in known if row.year == year}
    rows = []
    for origin in sorted({o for _, o in base} - NO_DATA):
        if (year, origin) in COMPLETE or (year == 2023 and origin not in totals):
            continue
        shape = {
            host: value
            for (host, o), value in base.items()
            if o == origin and (host, origin) not in published | NO_PAYMENTS[year]
        }
        weight = sum(model_bias(host, origin)[1] * value for host, value in shape.items())
        sources, scale = ["wb_remittances_2017"], 1.0
        if origin in totals and weight > 0:
            paid = sum(row.best for row in known if (row.year, row.origin) == (year, origin))
            scale = max(totals[origin][0] - paid, 0.0) / weight
            sources.append(totals[origin][1])
        for host, value in shape.items():
            low, best, high = (value * scale * bias for bias in model_bias(host, origin))
            rows.append(
                Transfer(year=year, host=host, origin=origin, low=low, best=best, high=high, source=";".join(sources))
            )
    return rows


def worth_a_row(row: Transfer) -> bool:
    """Return whether a pair is large enough to be listed."""
    near = row.host in POST_SOVIET or row.origin in POST_SOVIET
    return row.best >= (SMALLEST if near else SMALLEST_ELSEWHERE) and (row.host, row.origin) != (REST, REST)


def remittance_rows(reference: Path) -> list[Row]:
    """Return the rows of `remittances` for 2017 and 2023."""
    base = remittances_2017(reference)
    rows: list[Transfer] = []
    shape = base
    for year in (2017, 2023):
        armenian = armenian_rows(reference, year)
        counted = {(row.host, row.origin) for row in armenian}
        known = armenian + [
            row for row in published_transfers() if row.year == year and (row.host, row.origin) not in counted
        ]
        modelled = modelled_rows(year, shape, known, received(reference, year))
        rows += known + modelled
        if year == 2017:
            # What is known of 2017 corrects the shape with which 2023 is filled.
            shape = base | {(row.host, row.origin): row.best / model_bias(row.host, row.origin)[1] for row in known}
    return [
        {
            "year": row.year,
            "host": row.host,
            "origin": row.origin,
            "kind": row.kind,
            "low": row.low,
            "best": row.best,
            "high": row.high,
            "estimated": row.estimated,
            "source": row.source,
        }
        for row in rows
        if worth_a_row(row)
    ]
