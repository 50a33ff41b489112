"""The mix of sectors of every pair that the OECD's tables do not hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from marchland.world.build.post_soviet.actors import ACTORS
from marchland.world.build.post_soviet.goods_trade import GOODS, goods_trade
from marchland.world.build.post_soviet.indicators import gdp
from marchland.world.build.post_soviet.sector_evidence import JUDGED, NON_ENERGY, RECORDED, STATED, carved_actors
from marchland.world.build.post_soviet.sector_evidence_blend import fitted, rest_of, within
from marchland.world.build.post_soviet.sector_evidence_kazakh_exports import kazakh_mix
from marchland.world.build.post_soviet.sector_evidence_known import known_parts
from marchland.world.build.post_soviet.sector_evidence_oecd_mix import appetite, mix_to_similar, oecd_goods
from marchland.world.build.post_soviet.sector_evidence_stated_mix import exporter_mix
from marchland.world.build.post_soviet.sector_evidence_stated_pairs import pair_mixes
from marchland.world.build.post_soviet.sector_evidence_surge import SURGE_SOURCE, surged

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from marchland.world.build.post_soviet.figure import Figure
    from marchland.world.build.post_soviet.goods_trade import Flow
    from marchland.world.build.post_soviet.sector_evidence_oecd_mix import OecdGoods

    Vector = NDArray[np.float64]
    Pair = tuple[str, str]

# The mix of an exporter in the tables, taken over from similar buyers.
_SIMILAR = 1.7
# The root of what a buyer takes of a sector more than others moves the seed: half of the tilt is taken over.
_TILT = 0.5
_TINY = 1e-6
_KAZAKH_WEIGHT = 1 / 3


@dataclass(frozen=True, kw_only=True)
class _Evidence:
    totals: dict[Pair, float]
    known: dict[Pair, Vector]
    pairs: dict[Pair, tuple[Vector, bool, str]]
    oecd: OecdGoods


def sector_mix(reference: Path, year: int, flows: dict[Flow, Figure] | None = None) -> pd.DataFrame:
    """Return prior shares of the nine sectors of goods other than fuels in a pair's total of goods.

    For all ordered pairs of actors of which at least one is outside the OECD's tables, traded or not, and for those
    inside them of which the mix is stated or judged. What records
    state by pair (`known_parts`) is inside the shares. The rest of an exporter of the tables follows its mean mix to
    similar buyers (for Kazakhstan a third its exports to Russia by HS6; of Western and East Asian goods to Armenia and
    Kyrgyzstan in 2023 what grew most is machines and vehicles), or what is judged of the pair. The rest of an
    exporter outside them is fitted between its total to each buyer and its stated structure, starting from what is
    judged of the pair, or from its structure tilted to what the buyer takes.

    Parameters
    ----------
    reference, year
        folder of the reference data; 2017 or 2023
    flows
        what `goods_trade` returns; worked out here where it is not given

    Returns
    -------
    columns `exporter`, `importer`, `sector`, `share` (adding up to 1 over a pair), `spread` (high over best, of the
    share before all are brought to 1), `source`
    """
    carved = carved_actors(reference)
    economies = gdp(reference)
    flows = goods_trade(reference, economies) if flows is None else flows
    parts = known_parts(reference, year)
    known: dict[Pair, Vector] = {}
    for row in parts[parts["total"] == "goods"].itertuples():
        vector = known.setdefault((str(row.exporter), str(row.importer)), np.zeros(len(NON_ENERGY)))
        vector[NON_ENERGY.index(str(row.sector))] += float(str(row.musd))
    evidence = _Evidence(
        totals={(e, i): max(f.best, _TINY) for (y, e, i, s), f in flows.items() if y == year and s == GOODS},
        known=known,
        pairs=pair_mixes(year),
        oecd=oecd_goods(reference, year),
    )
    rows: list[tuple[str, str, str, float, float, str]] = []
    for exporter in ACTORS:
        if exporter in carved:
            rows += _carved_exporter(evidence, exporter, year)
        else:
            hs6 = kazakh_mix(reference) if exporter == "KAZ" else None
            inside = [buyer for seller, buyer in evidence.pairs if seller == exporter and buyer not in carved]
            for importer in (*carved, *inside):
                usual = mix_to_similar(evidence.oecd, exporter, importer)
                surge = surged(usual, flows, economies, (exporter, importer), year)
                rows += _known_exporter(evidence, (exporter, importer), usual, hs6, surge)
    columns = ["exporter", "importer", "sector", "share", "spread", "source"]
    return pd.DataFrame(rows, columns=columns)


def _total_and_known(evidence: _Evidence, pair: Pair) -> tuple[float, Vector]:
    total = evidence.totals.get(pair, _TINY)
    return total, within(evidence.known.get(pair, np.zeros(len(NON_ENERGY))), total)


def _known_exporter(
    evidence: _Evidence, pair: Pair, usual: Vector, hs6: Vector | None, surge: Vector | None
) -> list[tuple[str, str, str, float, float, str]]:
    total, known = _total_and_known(evidence, pair)
    mix, spread, source = usual, _SIMILAR, "oecd_icio;judgement"
    if hs6 is not None:
        mix = (1 - _KAZAKH_WEIGHT) * usual + _KAZAKH_WEIGHT * hs6
        source = "oecd_icio;baci_kazakhstan_2021;judgement"
    if surge is not None:
        mix, spread, source = surge, JUDGED, f"oecd_icio;{SURGE_SOURCE};judgement"
    if pair in evidence.pairs:
        mix, firm, source = evidence.pairs[pair]
        spread = STATED if firm else _SIMILAR
    rest = rest_of(mix, known, total) * (total - known.sum())
    return _written(evidence, pair, known, rest, spread, source)


def _carved_exporter(evidence: _Evidence, exporter: str, year: int) -> list[tuple[str, str, str, float, float, str]]:
    structure, source = exporter_mix(exporter, year)
    buyers = [actor for actor in ACTORS if actor != exporter]
    both = [_total_and_known(evidence, (exporter, buyer)) for buyer in buyers]
    totals, known = np.array([total for total, _ in both]), np.array([part for _, part in both])
    left = totals - known.sum(axis=1)
    seed = np.zeros_like(known)
    own = rest_of(structure, known.sum(axis=0), float(totals.sum()))
    for k, buyer in enumerate(buyers):
        if (exporter, buyer) in evidence.pairs:
            seed[k] = rest_of(evidence.pairs[exporter, buyer][0], known[k], totals[k])
        else:
            seed[k] = own * appetite(evidence.oecd, buyer) ** _TILT
            seed[k] /= seed[k].sum()
    firm = np.array([evidence.pairs.get((exporter, buyer), (0, False, ""))[1] for buyer in buyers])
    rest = seed * left[:, None]
    wanted = own * left.sum()
    if not firm.all():
        free = np.maximum(wanted - rest[firm].sum(axis=0), 0.1 * wanted)
        rest[~firm] = fitted(seed[~firm], left[~firm], free / free.sum() * left[~firm].sum())
    rows = []
    for k, buyer in enumerate(buyers):
        stated = evidence.pairs.get((exporter, buyer))
        spread = JUDGED if stated is None else STATED if stated[1] else _SIMILAR
        cited = source if stated is None else f"{stated[2].removesuffix(';judgement')};{source}"
        rows += _written(evidence, (exporter, buyer), known[k], rest[k], spread, cited)
    return rows


def _written(
    evidence: _Evidence, pair: Pair, known: Vector, rest: Vector, spread: float, source: str
) -> list[tuple[str, str, str, float, float, str]]:
    values = known + rest
    shares = values / values.sum()
    certain = known / values
    spreads = np.maximum(spread ** (1 - certain) * RECORDED**certain, 1.1)
    ids = ["baci_materials" if pair in evidence.known else "", *source.split(";")]
    cited = ";".join(dict.fromkeys(one for one in ids if one))
    return [(*pair, sector, float(shares[k]), float(spreads[k]), cited) for k, sector in enumerate(NON_ENERGY)]
