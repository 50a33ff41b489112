"""A world folder as a Frictionless Data Package: the descriptor that any tool can read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from marchland.errors import suggestion
from marchland.world.faults import Fault
from marchland.world.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marchland.world.schema import Column, Folder, TableSchema

FILE = "datapackage.json"
FORMAT = 1
NO_LICENCE = "see the sources table"
_FIELD_TYPES = {"integer": "integer", "number": "number", "date": "date", "flag": "boolean"}


@dataclass(frozen=True, kw_only=True)
class Package:
    """What a world says about itself.

    Parameters
    ----------
    name, title
        code and printed name of the world
    base_year
        the year that is meant where none is asked for
    focus
        actors whose exposure the brief is about
    powers
        further actors and blocs that the brief regards as senders
    licence
        terms of the world as a whole
    """

    name: str
    title: str
    base_year: int
    focus: tuple[str, ...]
    powers: tuple[str, ...]
    licence: str = NO_LICENCE


def read_package(content: object) -> tuple[Package | None, list[Fault]]:
    """Read the descriptor of a world; None where it has faults."""

    def fault(where: str, reason: str, cure: str) -> Fault:
        return Fault(file=FILE, column=where, reason=reason, cure=cure)

    if not isinstance(content, dict) or not isinstance(content.get("marchland"), dict):
        return None, [fault("marchland", "the entry is missing", "`marchland world new` writes it")]
    own: dict[str, Any] = content["marchland"]
    known = ("format", "base_year", "focus", "powers")
    faults = [fault(f"marchland.{k}", "unknown entry", suggestion(k, known)) for k in own if k not in known]
    if own.get("format") != FORMAT:
        faults.append(fault("marchland.format", f"{own.get('format')!r} is not {FORMAT}", f"write {FORMAT}"))
    if not isinstance(own.get("base_year"), int):
        faults.append(fault("marchland.base_year", "no year", "give the year of the trade table to start from"))
    for entry in ("focus", "powers"):
        value = own.get(entry, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            faults.append(fault(f"marchland.{entry}", "no list of codes", 'write for instance ["EST", "LVA"]'))
    faults += [
        fault(entry, "missing", f"give the world's {entry}")
        for entry in ("name", "title")
        if not isinstance(content.get(entry), str)
    ]
    if faults:
        return None, faults
    licences = content.get("licenses")
    first = licences[0] if isinstance(licences, list) and licences else None
    return Package(
        name=content["name"],
        title=content["title"],
        base_year=own["base_year"],
        focus=tuple(own.get("focus", [])),
        powers=tuple(own.get("powers", [])),
        licence=str(first.get("title", NO_LICENCE)) if isinstance(first, dict) else NO_LICENCE,
    ), []


def describe(package: Package, tables: Sequence[str]) -> dict[str, Any]:
    """Return the Frictionless descriptor of a world that holds the given tables."""
    own = asdict(package)
    return {
        "profile": "data-package",
        "name": package.name,
        "title": package.title,
        "licenses": [{"name": "other", "title": package.licence}],
        "marchland": {"format": FORMAT} | {k: own[k] for k in ("base_year", "focus", "powers")},
        "resources": resources(tables),
    }


def resources(tables: Sequence[str], folder: Folder = "world") -> list[dict[str, Any]]:
    """Return the Frictionless descriptors of the tables of a folder."""
    specs = schema(folder).tables
    return [_resource(specs[name], tables, specs) for name in tables]


def _resource(spec: TableSchema, tables: Sequence[str], specs: Mapping[str, TableSchema]) -> dict[str, Any]:
    foreign = [
        {
            "fields": [c.name],
            "reference": {"resource": c.refers[0], "fields": [specs[c.refers[0]].key[0]]},
        }
        for c in spec.columns
        if len(c.refers) == 1 and c.kind == "ref" and c.refers[0] in tables and c.refers[0] != "blocs"
    ]
    content: dict[str, Any] = {
        "fields": [_field(c, spec.vocabulary.get(c.name, ())) for c in spec.columns],
        "missingValues": [""],
        "primaryKey": list(spec.key),
    }
    if foreign:
        content["foreignKeys"] = foreign
    return {
        "profile": "tabular-data-resource",
        "name": spec.name,
        "path": f"{spec.name}.csv",
        "description": spec.description,
        "encoding": "utf-8",
        "format": "csv",
        "schema": content,
    }


def _field(column: Column, words: Iterable[str]) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    constraints |= {k: v for k, v in (("minimum", column.minimum), ("maximum", column.maximum)) if v is not None}
    if column.kind == "integer":
        constraints = {k: int(v) if k != "required" else v for k, v in constraints.items()}
    if column.kind == "term":
        constraints["enum"] = list(words)
    content: dict[str, Any] = {
        "name": column.name,
        "type": _FIELD_TYPES.get(column.kind, "string"),
        "description": column.description + (f" [{column.unit}]" if column.unit else ""),
    }
    if column.kind == "flag":
        content |= {"trueValues": ["yes"], "falseValues": ["no"]}
    return content | ({"constraints": constraints} if constraints else {})


def check_package(
    package: Package, actors: Sequence[str], blocs: Sequence[str], years: Mapping[str, int]
) -> list[Fault]:
    """Return the faults of what a world says about itself, held against its tables.

    Parameters
    ----------
    years
        first year of each annual table
    """
    known = [*actors, *blocs]
    faults = [
        Fault(
            file=FILE,
            column=f"marchland.{entry}",
            reason=f"{code!r} is not an actor",
            cure=suggestion(code, known),
        )
        for entry, codes, among in (("focus", package.focus, actors), ("powers", package.powers, known))
        for code in codes
        if code not in among
    ]
    first = years.get("trade")
    if first is not None and package.base_year < first:
        faults.append(
            Fault(
                file=FILE,
                column="marchland.base_year",
                reason=f"{package.base_year} is before the first year of trade.csv, {first}",
                cure=f"write {first} or a later year",
            )
        )
    return faults
