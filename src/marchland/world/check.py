"""What must hold between the rows and the tables of a world."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import suggestion
from marchland.world.check_energy import REFUSES_FUEL, check_energy
from marchland.world.check_freight import check_freight
from marchland.world.check_traffic import check_traffic
from marchland.world.faults import Fault
from marchland.world.hubs import hub_meant, names_hub
from marchland.world.schema import schema
from marchland.world.units import conversion

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from marchland.world.schema import Folder, TableSchema
    from marchland.world.table import Table

UNREADABLE: tuple[object, ...] = ("", 0, None)
REFUSES = ("refuses", *REFUSES_FUEL)
STATUSES = ("open", "closed", "suspended", "building", "planned")


def check_tables(tables: Mapping[str, Table], told: Iterable[Fault], folder: Folder = "world") -> list[Fault]:
    """Return every further fault that can be seen once the single cells have been read.

    Parameters
    ----------
    tables
        the tables of the world that could be read, by name
    told
        faults of single cells and rows: what follows from one of them is not told again
    folder
        what kind of folder it is
    """
    cells = {(fault.file, fault.row, fault.column) for fault in told}
    specs = schema(folder).tables
    faults: list[Fault] = []
    for name, table in tables.items():
        spec = specs[name]
        faults += _dangling(spec, table, tables, specs)
        faults += _ranges(spec, table)
        faults += _units(spec, table)
        faults += _intervals(spec, table, cells) if spec.dated else _duplicate_keys(spec, table)
    if "sectors" in tables:
        faults += _elasticities(tables["sectors"])
    if "input_shares" in tables:
        faults += _inputs(tables["input_shares"])
    if "parameters" in tables:
        faults += _shares(tables["parameters"])
    if "states" in tables and "actors" in tables:
        faults += _state_values(tables["states"], set(tables["actors"]["actor"].tolist()), _blocs(tables))
    faults += check_freight(tables)
    faults += check_traffic(tables)
    faults += check_energy(tables)
    return [f for f in faults if not {(f.file, f.row, ""), (f.file, f.row, f.column)} & cells]


def _duplicate_keys(spec: TableSchema, table: Table) -> Iterator[Fault]:
    cells = [table[k].tolist() for k in spec.key]
    if len(set(_numbers(cells))) == len(table):
        return
    first: dict[tuple[object, ...], int] = {}
    keys = zip(*cells, strict=True)
    names = ", ".join(spec.key)
    for key, row in zip(keys, table["row"].tolist(), strict=True):
        if any(cell in UNREADABLE for cell in key):
            continue  # told where the cell was read
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


def _numbers(cells: Sequence[Sequence[object]]) -> list[int]:
    """Return a number for each row, the same for rows with the same cells."""
    rows = [0] * len(cells[0]) if cells else []
    for column in cells:
        places = {cell: place for place, cell in enumerate(dict.fromkeys(column))}
        width = len(places)
        rows = [row * width + places[cell] for row, cell in zip(rows, column, strict=True)]
    return rows


def _dangling(
    spec: TableSchema, table: Table, tables: Mapping[str, Table], specs: Mapping[str, TableSchema]
) -> Iterator[Fault]:
    for column in spec.columns:
        if not column.refers:
            continue
        codes = {target: _codes(tables, specs[target]) for target in column.refers}
        if any(specs[target].required and not found for target, found in codes.items()):
            continue  # that table is missing or has no codes, which is told once
        known = set().union(*codes.values())
        of_hub = names_hub(spec.name, column.name)
        where = " or ".join(f"{t}.csv" for t in column.refers)
        cells = table[column.name].tolist()
        strange = {
            cell: [code for code in (cell.split(";") if column.kind == "sources" else [cell]) if code not in known]
            for cell in set(cells) - known - {""}
        }
        if not any(strange.values()):
            continue
        for cell, row in zip(cells, table["row"].tolist(), strict=True):
            for code in strange.get(cell, ()):
                yield Fault(
                    file=f"{spec.name}.csv",
                    row=row,
                    column=column.name,
                    reason=f"{code!r} is not in {where}",
                    cure=hub_meant(code, tables) if of_hub else suggestion(code, sorted(known)),
                )


def _codes(tables: Mapping[str, Table], spec: TableSchema) -> set[str]:
    """Return what a table calls its rows; none where it could not be read."""
    return set(tables[spec.name][spec.key[0]].tolist()) - {""} if spec.name in tables else set()


def _ranges(spec: TableSchema, table: Table) -> Iterator[Fault]:
    for names in spec.ranges:
        low, best, high = table[names.low], table[names.best], table[names.high]
        # What is below 0 is told for itself: the default range of such a figure runs the other way.
        for i in np.flatnonzero(((low > best) | (best > high)) & (best >= 0)):
            yield Fault(
                file=f"{spec.name}.csv",
                row=int(table["row"][i]),
                column=f"{names.low}, {names.best}, {names.high}",
                reason=f"impossible range {low[i]:g}, {best[i]:g}, {high[i]:g}",
                cure=f"{names.low} is the 5th, {names.best} the 50th, {names.high} the 95th percentile: "
                "put them in rising order",
            )


def _units(spec: TableSchema, table: Table) -> Iterator[Fault]:
    if "unit" not in table.columns:
        return
    term = next((c.name for c in spec.columns if c.kind == "term"), None)
    terms = spec.vocabulary[term] if term else {}
    if term is None or not any(word.unit for word in terms.values()):
        return  # of energy, where the fuel and the item say the unit together
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


def _intervals(spec: TableSchema, table: Table, told: set[tuple[str, int, str]]) -> Iterator[Fault]:
    groups: dict[tuple[object, ...], list[tuple[dt.date, dt.date, int]]] = defaultdict(list)
    identity = [k for k in spec.key if k != "from"]
    last = np.datetime64("9999-12-31")
    ends = np.where(np.isnat(table["to"]), last, table["to"])
    keys = zip(*(table[k].tolist() for k in identity), strict=True)
    for key, start, end, row in zip(keys, table["from"].tolist(), ends.tolist(), table["row"].tolist(), strict=True):
        if start is None or (f"{spec.name}.csv", row, "to") in told:
            continue
        if end < start:
            yield Fault(
                file=f"{spec.name}.csv",
                row=row,
                column="to",
                reason=f"{end} is before {start}",
                cure="swap the dates",
            )
            continue
        groups[key].append((start, end, row))
    for key, spans in groups.items():
        spans.sort(key=lambda span: (span[0], span[2]))
        _, until, latest = spans[0]
        for start, end, row in spans[1:]:
            if start <= until:
                shown = ", ".join(str(k) for k in key)
                yield Fault(
                    file=f"{spec.name}.csv",
                    row=row,
                    column="from",
                    reason=f"overlaps row {latest} ({shown})",
                    cure="end the earlier one the day before the later one begins",
                )
            if end > until:
                until, latest = end, row


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


def _inputs(shares: Table) -> Iterator[Fault]:
    """Yield a fault, at the largest share, for each sector whose inputs leave nothing for value added."""
    groups: dict[tuple[object, ...], list[tuple[float, int]]] = defaultdict(list)
    cells = (shares[column].tolist() for column in ("year", "actor", "using", "best", "row"))
    for year, actor, using, best, row in zip(*cells, strict=True):
        groups[year, actor, using].append((best, row))
    for (year, actor, using), found in groups.items():
        total = sum(best for best, _ in found)
        # A single share of 1 or more, or below 0, is told where the cell was read.
        if total >= 1 and all(0 <= best <= 1 for best, _ in found):
            yield Fault(
                file="input_shares.csv",
                row=max(found)[1],
                column="best",
                reason=f"the inputs of {using} of {actor} in {year} add up to {total:.4g} of its output",
                cure="they must stay below 1, or nothing is left for value added: lower them",
            )


def _shares(parameters: Table) -> Iterator[Fault]:
    terms = schema().terms("parameters", "parameter")
    for name, best, high, unit, row in zip(
        *(parameters[c].tolist() for c in ("parameter", "best", "high", "unit", "row")), strict=True
    ):
        # In another unit the figure is told once, with its unit.
        if name in terms and terms[name].bounded and unit == terms[name].unit and max(best, high) > 1:
            yield Fault(
                file="parameters.csv",
                row=row,
                column="best" if best > 1 else "high",
                reason=f"{name} {max(best, high):g} is above 1",
                cure="shares run from 0 to 1: divide a percentage by 100, or give a lower high",
            )


def _blocs(tables: Mapping[str, Table]) -> set[str]:
    return set(tables["blocs"]["bloc"].tolist()) if "blocs" in tables else set()


def _state_values(states: Table, actors: set[str], blocs: set[str]) -> Iterator[Fault]:
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
        for code in text.split(";") if attribute in REFUSES else ():
            if code not in actors | blocs:
                yield Fault(
                    file="states.csv",
                    row=row,
                    column="text",
                    reason=f"{code!r} is neither in actors.csv nor in blocs.csv",
                    cure=suggestion(code, sorted(actors | blocs)),
                )
        if attribute == "status" and text not in STATUSES:
            yield Fault(
                file="states.csv",
                row=row,
                column="text",
                reason=f"{text!r} is no status",
                cure=suggestion(text, STATUSES),
            )
