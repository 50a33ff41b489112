"""The rights of states over their own territory, in `controls`: border, tariff, residence, payments and travel."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.blocs import memberships
from marchland.world.build.post_soviet.politics_sources import cited
from marchland.world.build.post_soviet.region import SPELLINGS

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Row, Tables

START = "1992-01-01"
# States that begin to exist later under their present borders.
INDEPENDENT = {"CZE": "1993-01-01", "SVK": "1993-01-01", "SRB": "2006-06-05"}
# Not members of the World Trade Organization.
OUTSIDE_WTO = frozenset({"AZE", "BLR", "IRN", "SRB", "TKM", "UZB"})
# Union law, the common tariff included, bound the United Kingdom for eleven months after it had left.
LAST_DAY_OF_UNION_LAW = {"GBR": "2020-12-31"}
UNION_SOURCES = {
    ("EU", "border"): "tfeu_207",
    ("EU", "tariff"): "tfeu_31;tfeu_207",
    ("EAEU", "tariff"): "eaeu_treaty",
    ("ECU", "tariff"): "customs_union",
}
# Which right lies with which union instead of its members.
# A member of the EAEU still closes its own border (article 29).
POOLED = {"border": ("EU",), "tariff": ("EU", "ECU", "EAEU")}


def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _own_source(actor: str, right: str) -> str:
    if right == "residence":
        union = any(row["actor"] == actor and row["bloc"] == "EU" and row["to"] is None for row in memberships())
        return "ilc_expulsion;tfeu_79" if union else "ilc_expulsion"
    if right == "payments":
        return "imf_articles;un_charter"
    if right == "travel":
        return "chicago_convention;iccpr"
    return "un_charter" if actor in OUTSIDE_WTO else "gatt;un_charter"


def _intervals(actor: str, right: str) -> list[tuple[str, str, str | None, str]]:
    """Return who holds a right over an actor: holder, first day, last day, source, without gaps or overlaps."""
    unions = sorted(
        (
            max(str(row["from"]), START),
            LAST_DAY_OF_UNION_LAW.get(actor, row["to"]) if row["bloc"] == "EU" else row["to"],
            str(row["bloc"]),
            str(row["source"]),
        )
        for row in memberships()
        if row["actor"] == actor and row["bloc"] in POOLED.get(right, ())
    )
    held: list[tuple[str, str, str | None, str]] = []
    day: str | None = INDEPENDENT.get(actor, START)
    for first, last, bloc, source in unions:
        if day is not None and first > day:
            held.append((actor, day, _moved(first, -1), _own_source(actor, right)))
        held.append((bloc, first, None if last is None else str(last), f"{UNION_SOURCES[bloc, right]};{source}"))
        day = None if last is None else _moved(str(last), 1)
    if day is not None:
        held.append((actor, day, None, _own_source(actor, right)))
    return held


def right_rows() -> list[Row]:
    """Return who may refuse goods, set duties, admit workers, stop payments and travel, for each actor but ROW."""
    rows: list[Row] = []
    for actor in SPELLINGS:
        for right in ("border", "tariff", "residence", "payments", "travel"):
            for holder, first, last, source in _intervals(actor, right):
                rows.append(
                    {
                        "actor": holder,
                        "object": actor,
                        "right": right,
                        "share": None,
                        "from": first,
                        "to": last,
                        "source": ";".join(dict.fromkeys(source.split(";"))),
                    }
                )
    return rows


def tables(reference: Path) -> Tables:  # noqa: ARG001 - every module of the recipe has this form
    """Return the part of `controls` that states and unions hold over territories of actors, and its `sources`."""
    rows = right_rows()
    return {"controls": rows, "sources": cited(rows)}
