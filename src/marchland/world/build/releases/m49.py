"""The numeric codes of countries and areas that the United Nations' agencies use (M49)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Areas:
    """What each numeric code of M49 stands for.

    Source: United Nations Statistics Division, Standard country or area codes for statistical use (M49), with the codes
    that FAOSTAT adds: 159 (China with Hong Kong, Macao and Taiwan) is a sum of 156, 344, 446 and 158.

    Parameters
    ----------
    iso3
        ISO 3166-1 alpha-3 code by three digits; None for areas not specified
    aggregates
        codes that are sums of others, to be left out
    """

    iso3: Mapping[str, str | None]
    aggregates: frozenset[str]


def areas() -> Areas:
    """Read the table that comes with the package."""
    text = (files("marchland.world.build.releases") / "m49_areas.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return Areas(
        iso3={row["m49"]: row["iso3"] or None for row in rows if row["kind"] != "aggregate"},
        aggregates=frozenset(row["m49"] for row in rows if row["kind"] == "aggregate"),
    )
