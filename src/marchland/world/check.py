"""What must hold between the rows and the tables of a world."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import suggestion
from marchland.world.faults import Fault
from marchland.world.schema import schema
from marchland.world.units import conversion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from marchland.world.schema import TableSchema
    from marchland.world.table import Table

STATUSES = ("open", "closed", "suspended", "building", "planned")


def check_tables(tables: Mapping[str, Table]) -> list[Fault]:
    """Return every fault that can be seen once the single cells have been read.

    Parameters
    ----------
    tables
        all tables of the world by name
    """
    faults: list[Fault] = []
    for name, table in tables.items():
        spec = schema().tables[name]
        faults += _duplicate_keys(spec, table)
        faults += _dangling(spec, table, tables)
        faults += _ranges(spec, table)
        faults += _units(spec, table)
        if spec.dated or name == "states":
            faults += _intervals(spec, table)
    faults += _elasticities(tables["sectors"])
    if "states" in tables:
        faults += _state_values(tables["states"], set(tables["actors"]["actor"].tolist()))
    return faults


def _duplicate_keys(spec: TableSchema, table: Table) -> Iterator[Fault]:
    first: dict[tuple[object, ...], int] = {}
    keys = zip(*(table[k].tolist() for k in spec.key), strict=True)
    names = ", ".join(spec.key)
    for key, row in zip(keys, table["row"].tolist(), strict=True):
        if spec.name == "blocs" and key in first:
            continue  # told by the overlap of the two memberships
        if key in first:
            shown = ", ".join(str(k) for k in key)
            yield Fault(
                file=f"{spec.name}.csv",
                row=row,
                reason=f"the same {names} as row {first[key]} ({shown})",
                cure="keep one of the two; where they disagree, widen low and high",
            )
        else:
            first[key] = row


def _dangling(spec: TableSchema, table: Table, tables: Mapping[str, Table]) -> Iterator[Fault]:
    for column in spec.columns:
        if not column.refers:
            continue
        known: set[str] = set()
        for target in column.refers:
            if target in tables:
                known.update(tables[target][schema().tables[target].key[0]].tolist())
        where = " or ".join(f"{t}.csv" for t in column.refers)
        split = ";" if column.kind == "sources" else None
        for cell, row in zip(table[column.name].tolist(), table["row"].tolist(), strict=True):
            if cell in known:
                continue
            for code in cell.split(split):
                if code not in known:
                    yield Fault(
                        file=f"{spec.name}.csv",
                        row=row,
                        column=column.name,
                        reason=f"{code!r} is not in {where}",
                        cure=suggestion(code, sorted(known)),
                    )


def _ranges(spec: TableSchema, table: Table) -> Iterator[Fault]:
    if not spec.has_range:
        return
    low, best, high = table["low"], table["best"], table["high"]
    for i in np.flatnonzero((low > best) | (best > high)):
        yield Fault(
            file=f"{spec.name}.csv",
            row=int(table["row"][i]),
            column="low, best, high",
            reason=f"impossible range {low[i]:g}, {best[i]:g}, {high[i]:g}",
            cure="low is the 5th, best the 50th, high the 95th percentile: put them in rising order",
        )


def _units(spec: TableSchema, table: Table) -> Iterator[Fault]:
    if "unit" not in table.columns:
        return
    term = next(c.name for c in spec.columns if c.kind == "term")
    terms = schema().terms(spec.name, term)
    for word, unit, best, row in zip(
        table[term].tolist(),
        table["unit"].tolist(),
        table["best"].tolist(),
        table["row"].tolist(),
        strict=True,
    ):
        wanted = terms[word].unit if word in terms else unit
        if unit == wanted or not unit:
            continue
        factor = conversion(unit, wanted)
        cure = f"multiply by {factor:g}" if factor else f"give the figure in {wanted}"
        yield Fault(
            file=f"{spec.name}.csv",
            row=row,
            column="unit",
            reason=f"{word} {best:g} {unit}: unit must be {wanted}",
            cure=cure,
        )


def _intervals(spec: TableSchema, table: Table) -> Iterator[Fault]:
    groups: dict[tuple[object, ...], list[tuple[object, object, int]]] = defaultdict(list)
    identity = [k for k in spec.key if k != "from"]
    last = np.datetime64("9999-12-31")
    ends = np.where(np.isnat(table["to"]), last, table["to"])
    keys = zip(*(table[k].tolist() for k in identity), strict=True)
    for key, start, end, row in zip(keys, table["from"].tolist(), ends.tolist(), table["row"].tolist(), strict=True):
        if start is None:
            continue
        if end < start:
            yield Fault(
                file=f"{spec.name}.csv",
                row=row,
                column="to",
                reason=f"{end} is before {start}",
                cure="swap the dates",
            )
        groups[key].append((start, end, row))
    for key, spans in groups.items():
        spans.sort(key=lambda span: (str(span[0]), span[2]))
        for (_, end, first), (start, _, second) in pairwise(spans):
            if str(start) <= str(end):
                shown = ", ".join(str(k) for k in key)
                yield Fault(
                    file=f"{spec.name}.csv",
                    row=second,
                    column="from",
                    reason=f"overlaps row {first} ({shown})",
                    cure="end the earlier one the day before the later one begins",
                )


def _elasticities(sectors: Table) -> Iterator[Fault]:
    wanted = sectors["traded"] & (sectors["layer"] == "trade") & ~(sectors["best"] > 0)
    for i in np.flatnonzero(wanted):
        yield Fault(
            file="sectors.csv",
            row=int(sectors["row"][i]),
            column="best",
            reason=f"{sectors['sector'][i]} is traded but has no trade elasticity above 0",
            cure="give theta = sigma - 1, for instance from Fontagné, Guimbard & Orefice 2022",
        )


def _state_values(states: Table, actors: set[str]) -> Iterator[Fault]:
    for attribute, text, row in zip(
        states["attribute"].tolist(), states["text"].tolist(), states["row"].tolist(), strict=True
    ):
        if attribute in {"controller", "operator"} and text not in actors:
            yield Fault(
                file="states.csv",
                row=row,
                column="text",
                reason=f"{text!r} is not in actors.csv",
                cure=suggestion(text, sorted(actors)),
            )
        if attribute == "status" and text not in STATUSES:
            yield Fault(
                file="states.csv",
                row=row,
                column="text",
                reason=f"{text!r} is no status",
                cure=suggestion(text, STATUSES),
            )
