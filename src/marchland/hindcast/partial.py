"""A small world from the few figures that are known of an old episode: the exposed flow, and all else as two sectors.

The product is a sector of its own; all other goods are the sector `goods`, everything that is not traded is `home`.
Totals of trade less what is told of single pairs and products is trade with everybody else. What no figure tells is
judged with a wide range: input shares, and sales of other goods at home.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from marchland.errors import EpisodesError
from marchland.hindcast.figures import GOODS, HOME, REST, Figures, figures_of
from marchland.world import World, schema
from marchland.world.check import check_tables
from marchland.world.package import Package
from marchland.world.parse import parse_table
from marchland.world.sheet import sheet_of_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from marchland.world import Table

Row = dict[str, object]
METHOD = "partial_world"
TARIFF = "tariff"
RIGHTS = ("border", TARIFF, "residence", "payments")
GOODS_AT_HOME = (0.3, 0.5, 0.75)
"""Sales of other goods at home over GDP: low, best, high."""
INPUTS = {
    (GOODS, GOODS): (0.2, 0.3, 0.4),
    (GOODS, HOME): (0.15, 0.22, 0.3),
    (HOME, GOODS): (0.07, 0.12, 0.18),
    (HOME, HOME): (0.18, 0.25, 0.33),
    ("", GOODS): (0.15, 0.25, 0.35),
    ("", HOME): (0.15, 0.22, 0.3),
}
"""Input shares (using, supplying); "" = a product."""
ELASTICITY_OF_GOODS = (2.5, 5.0, 9.0)
"""Trade elasticity of other goods after a decade; it hardly matters to the product."""


def partial_world(table: Table, code: str, *, year: int, sources: Table, method: World, root: Path) -> World:
    """Return the small world of a few figures, which every layer for goods and remittances can be solved on.

    `marchland.world.write_world` writes it as a folder.

    Parameters
    ----------
    table
        the table `figures` of an episodes folder
    code
        name of the small world
    year
        the year that its tables stand for
    sources
        the folder's table `sources`
    method
        a world whose parameters, names of actors and elasticities of products stand in
    root
        the folder of the episodes

    Raises
    ------
    EpisodesError
        where the figures contradict each other, or an elasticity is missing: all faults
    """
    figures = figures_of(table, code)
    faults: list[str] = []
    if figures.year > year:
        faults.append(f"figures.csv: {code} has a figure of {figures.year}, the episode starts from {year}")
    rows = _tables(figures, year, method, faults)
    if faults:
        raise EpisodesError(faults)
    rows["sources"] = _sources(rows, sources, method)
    made: dict[str, Table] = {}
    found = []
    for name, spec in schema().tables.items():
        if rows.get(name):
            names = [c.name for c in spec.columns]
            lines = [names, *([_cell(row.get(n)) for n in names] for row in rows[name])]
            made[name], told = parse_table(spec, sheet_of_lines(lines))
            found += told
    found += check_tables(made, found)
    if found:
        raise EpisodesError([f"the small world {code}: {fault}" for fault in found])
    return World(
        package=Package(name=code, title=f"Small world {code}", base_year=year, focus=(), powers=()),
        tables=made,
        fingerprint=hashlib.sha256(json.dumps(rows, sort_keys=True, default=str).encode()).hexdigest(),
        root=root,
    )


def _tables(figures: Figures, year: int, method: World, faults: list[str]) -> dict[str, list[Row]]:
    """Return the rows of every table but the sources."""
    actors, always = figures.actors, {"from": "1900-01-01", "source": METHOD}
    known = set(method.actors)
    unions, pooled = _unions(actors, method)
    shared = {row["object"] for row in pooled}
    alone: list[Row] = [
        {"actor": a, "object": a, "right": right, **always}
        for a in actors
        for right in RIGHTS
        if a != REST and not (right == TARIFF and a in shared)
    ]
    return {
        "actors": [
            {
                "actor": a,
                "name": method.name(a) if a in known else a,
                "region": "Small world",
                "kind": "rest" if a == REST else "state",
            }
            for a in actors
        ],
        "blocs": unions,
        "controls": [*alone, *pooled],
        "indicators": [
            {"actor": key[1], "indicator": key[0]} | _figure(row)
            for key, row in figures.rows.items()
            if key[0] in {"gdp", "population", "labour_force"}
        ],
        "sectors": list(_sectors(figures, method, faults)),
        "trade": list(_trade(figures, year, faults)),
        "input_shares": list(_inputs(figures, year)),
        "remittances": [
            {"host": key[1], "origin": key[2], "kind": "labour"} | _figure(row) | {"year": year}
            for key, row in figures.rows.items()
            if key[0] == "remittances"
        ],
        "migrants": [
            {"host": key[1], "origin": key[2]} | _figure(row) | {"year": year}
            for key, row in figures.rows.items()
            if key[0] == "migrants"
        ],
        "parameters": [_plain(row) for row in method["parameters"].rows()],
    }


def _unions(actors: tuple[str, ...], method: World) -> tuple[list[Row], list[Row]]:
    """Return the customs unions of two and more of the actors: memberships, and who sets whose duties."""
    rows = [r for r in method["controls"].where(right=TARIFF).among(object=actors).rows() if r["actor"] in method.blocs]
    held = {bloc: {r["object"] for r in rows if r["actor"] == bloc} for bloc in {r["actor"] for r in rows}}
    shared = {bloc for bloc, objects in held.items() if len(objects) > 1}
    members = [r for r in method["blocs"].among(actor=actors).rows() if r["bloc"] in shared]
    pooled = [r for r in rows if r["actor"] in shared]
    return [_plain(r) for r in members], [_plain(r) for r in pooled]


def _plain(row: Mapping[str, Any]) -> Row:
    """Return a row of another world without the line it stands in."""
    return {k: v for k, v in row.items() if k != "row"}


def _figure(row: Mapping[str, Any]) -> Row:
    return {name: row[name] for name in ("year", "low", "best", "high", "unit", "estimated", "source")}


def _ranged(three: tuple[float, float, float], source: str = METHOD) -> Row:
    return dict(zip(("low", "best", "high"), three, strict=True)) | {"estimated": True, "source": source}


def _sectors(figures: Figures, method: World, faults: list[str]) -> Iterator[Row]:
    """Yield the sectors: each product with its own elasticity, or that of the sector that it belongs to elsewhere."""
    own = {"kind": "goods", "layer": "trade", "traded": True}
    of = dict(zip(method["products"]["product"].tolist(), method["products"]["sector"].tolist(), strict=True))
    for product in figures.products:
        told = figures.get("elasticity", product=product)
        if told is None:
            found = next(method["sectors"].where(sector=of.get(product, product), layer="trade").rows(), None)
            told = found
        if told is None:
            faults.append(
                f"figures.csv: {product} has no elasticity, and {method.package.name} has no product of that code; "
                "add a row: theta = sigma - 1 after a decade, for instance from Fontagné, Guimbard & Orefice 2022"
            )
            continue
        taken = {name: told[name] for name in ("low", "best", "high", "source")}
        yield {"sector": product, "name": product.replace("_", " ").capitalize()} | own | taken
    taken = {k: v for k, v in _ranged(ELASTICITY_OF_GOODS).items() if k != "estimated"}
    yield {"sector": GOODS, "name": "Other goods"} | own | taken
    rest = {"kind": "services", "layer": "trade", "traded": False, "source": METHOD}
    yield {"sector": HOME, "name": "All else, made and used at home"} | rest


def _trade(figures: Figures, year: int, faults: list[str]) -> Iterator[Row]:
    """Yield flows of products as told, of other goods as what totals leave, and sales at home."""
    for (item, actor, partner, product), row in figures.rows.items():
        if item in {"flow", "home"} and row["best"] > 0:
            ends = {"exporter": actor, "importer": partner or actor, "sector": product}
            yield {**ends, **_figure(row), "year": year}
    for exporter in figures.actors:
        for importer in figures.actors:
            if exporter != importer:
                yield from _other_goods(figures, exporter, importer, year, faults)
        gdp = figures.get("gdp", exporter)
        if gdp is not None:
            low, best, high = (share * gdp["best"] for share in GOODS_AT_HOME)
            at_home = {"year": year, "exporter": exporter, "importer": exporter}
            yield {**at_home, "sector": GOODS, **_ranged((low, best, high))}
            yield {**at_home, "sector": HOME, **_ranged((0.8 * gdp["best"], gdp["best"], 1.25 * gdp["best"]))}


def _other_goods(figures: Figures, exporter: str, importer: str, year: int, faults: list[str]) -> Iterator[Row]:
    """Yield the flow of other goods: what is told of the pair, or of one side's total is left, less the products."""
    named = [a for a in figures.actors if a != REST]
    if REST not in {exporter, importer}:
        row, rest = figures.get("exports", exporter, importer), 0.0
    elif importer == REST:
        row, rest = figures.get("exports", exporter), sum(figures.best("exports", exporter, b) for b in named)
    else:
        row, rest = figures.get("imports", importer), sum(figures.best("exports", b, importer) for b in named)
    if row is None:
        return
    products = sum(figures.best("flow", exporter, importer, product) for product in figures.products)
    left = float(row["best"]) - rest - products
    if left < 0:
        faults.append(
            f"figures.csv row {row['row']}: {exporter} sells {importer} {-left:.4g} MUSD more of single products and "
            "to single partners than in all; mend the figures, or give all of the same year"
        )
    elif left > 0:
        scale = left / float(row["best"])
        three = (scale * row["low"], left, scale * row["high"])
        ends = {"year": year, "exporter": exporter, "importer": importer, "sector": GOODS}
        yield {**ends, **_ranged(three, row["source"])}


def _inputs(figures: Figures, year: int) -> Iterator[Row]:
    """Yield the judged input shares; products are inputs of nobody."""
    sectors = (*figures.products, GOODS, HOME)
    for actor in figures.actors:
        for using in sectors:
            for supplying in sectors:
                kind = using if using in {GOODS, HOME} else ""
                share = INPUTS.get((kind, supplying), (0.0, 0.0, 0.0))
                yield {"year": year, "actor": actor, "using": using, "supplying": supplying, **_ranged(share)}


def _sources(rows: Mapping[str, list[Row]], own: Table, method: World) -> list[Row]:
    """Return the sources that rows cite, the method's own among them."""
    cited = {code for table in rows.values() for row in table for code in str(row.get("source") or "").split(";")}
    told: dict[str, Row] = {
        METHOD: {
            "source": METHOD,
            "title": "A small world from few figures",
            "publisher": "The marchland authors",
            "url": "docs/how-to/hindcast",
            "year": 2026,
            "licence": "Apache-2.0",
            "note": "input shares and sales of other goods at home are judged, with wide ranges",
        }
    }
    for table in (method["sources"], own):
        told |= {row["source"]: _plain(row) for row in table.rows()}
    return [told[code] for code in sorted(cited & set(told))]


def _cell(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 - nan is the one value that differs from itself
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(value) if isinstance(value, float) else str(value)
