"""What is known of the value of a sector within a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.sector_evidence_products import with_products
from marchland.world.build.post_soviet.sector_evidence_raw_materials import raw_materials
from marchland.world.build.post_soviet.sector_evidence_wheat import wheat

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


def known_parts(reference: Path, year: int) -> pd.DataFrame:
    """Return the parts of sectors that records state by pair of actors.

    They are raw materials (BACI), wheat (FAOSTAT) and products that publications state. A part is a floor of its sector
    and not the whole of it: wheat is not all of agriculture, and gold, platinum, aluminium and ferro-alloys are not all
    metals. Of metal ores BACI's file holds nearly everything, so that mining beyond it is stone, salt, fluorspar and
    the like.

    Parameters
    ----------
    reference, year
        folder of the reference data; 2017 or 2023

    Returns
    -------
    columns `exporter`, `importer`, `sector`, `total` ("goods" or "fuels": the total of the pair that holds the part;
    coal is `mining` within "fuels"), `musd`, `spread` (high over best, at least 1.1), `source`; one row for each pair,
    sector, total and kind of evidence
    """
    parts = with_products(raw_materials(reference, year), wheat(reference, year), year)
    return parts.sort_values(["exporter", "importer", "total", "sector"], ignore_index=True)
