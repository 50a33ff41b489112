"""Which sector of the world a product of the Harmonized System belongs to."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SECTORS = (
    "agriculture",
    "food",
    "mining",
    "textiles",
    "chemicals",
    "metals",
    "machinery",
    "vehicles",
    "manufactures",
    "crude",
    "gas",
    "oil_products",
    "services",
)
"""The sectors of a world with goods, fuels and services; no product is a service."""
NONE = "none"
"""No sector: electricity, coal gas and what has no kind; its value is counted, not spread over the others."""


@dataclass(frozen=True, kw_only=True)
class Concordance:
    """A table of prefixes of HS codes, chapter, heading or subheading; the longest that fits decides.

    It holds for every revision of the Harmonized System from 1992 to 2022, whose headings keep their place: where a
    code moved, both places are named. Sectors are those of the OECD's inter-country tables (ISIC Rev. 4) put together:
    agriculture A01-A03, food C10T12, mining B05 and B07-B09, textiles C13T15, chemicals C20-C22, metals C24A, C24B and
    C25, machinery C26-C28, vehicles C29, C301 and C302T309, manufactures C16, C17_18, C23 and C31T33, crude and gas
    B06, oil_products C19. The reason of each line, with its class of ISIC, stands in `hs_sectors.csv`.

    Source: United Nations Statistics Division, correspondences HS 2022 - CPC 2.1 - ISIC Rev. 4, at the level of
    prefixes; raw hides and skins go with slaughter (ISIC 1010), ginned cotton with farming (ISIC 0163).

    Parameters
    ----------
    sectors
        sector, or `NONE`, by prefix of two to six digits
    """

    sectors: Mapping[str, str]

    def sector(self, code: str) -> str | None:
        """Return the sector of a code of six digits, whose leading zeros may be lost; None where no line covers it."""
        whole = code.zfill(6)
        return next((s for n in range(6, 1, -1) if (s := self.sectors.get(whole[:n])) is not None), None)

    def sectors_of(self, codes: Iterable[str]) -> dict[str, str | None]:
        """Return the sector of each code."""
        return {code: self.sector(code) for code in codes}


def concordance() -> Concordance:
    """Read the concordance that comes with the package."""
    text = (files("marchland.world.build.releases") / "hs_sectors.csv").read_text(encoding="utf-8")
    return Concordance(sectors={row["hs"]: row["sector"] for row in csv.DictReader(text.splitlines())})
