"""How large the flow is that a lever touches, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.levers.product_flow import product_flows
from marchland.levers.reach import goods_sectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.levers.product_flow import ProductFlow
    from marchland.world import Table, World


@dataclass(frozen=True, kw_only=True)
class Touched:
    """A flow.

    Parameters
    ----------
    low, best, high
        5th, 50th and 95th percentile; MUSD a year, or persons
    sources
        codes in the `sources` table
    note
        what a reader should know of the figure; may be empty
    """

    low: float
    best: float
    high: float
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class TradeBetween:
    """The trade from exporters to importers, read once for all levers that touch a part of it.

    Parameters
    ----------
    rows
        the rows of `trade` between the two
    """

    world: World
    exporters: tuple[str, ...]
    importers: tuple[str, ...]
    rows: Table

    @classmethod
    def of(cls, world: World, exporter: str, importer: str) -> TradeBetween:
        """Read the trade between two actors or blocs."""
        exporters, importers = world.members(exporter), world.members(importer)
        return cls(
            world=world,
            exporters=exporters,
            importers=importers,
            rows=world["trade"].among(exporter=exporters, importer=importers),
        )

    def goods(self) -> Touched | None:
        """Return all goods that the trade layer owns; None where there are none."""
        sectors = goods_sectors(self.world)
        return _sum(self.rows.among(sector=sectors)) if sectors else None

    def by_sector(self) -> list[tuple[str, Touched]]:
        """Return the goods by sector, the largest first; sectors without a flow are left out."""
        found = [(sector, _sum(self.rows.where(sector=sector))) for sector in goods_sectors(self.world)]
        return sorted(((s, t) for s, t in found if t is not None), key=lambda part: (-part[1].best, part[0]))

    def by_product(self, sector: str) -> list[tuple[str, Touched]]:
        """Return the products of a sector that have a sourced flow, the largest first."""
        names = self.world["products"].where(sector=sector)["product"].tolist()
        found = [(name, self.product(name)) for name in names]
        return sorted(((n, t) for n, t in found if t is not None), key=lambda part: (-part[1].best, part[0]))

    def product(self, name: str) -> Touched | None:
        """Return the part of a sector's flow that is one product; None where no figure is sourced.

        A product's flow is cut to its sector's where it would be larger: no part is more than the whole.
        """
        sector = str(self.world["products"].where(product=name)["sector"][0])
        own = self.rows.where(sector=sector)
        of_sector = {(r["exporter"], r["importer"]): (r["low"], r["best"], r["high"]) for r in own.rows()}
        flows = product_flows(self.world, name, self.exporters, self.importers)
        held = [(flow, of_sector[flow.exporter, flow.importer]) for flow in flows if self._has(flow, of_sector)]
        if not held:
            return None
        low, best, high = (
            sum(min((flow.low, flow.best, flow.high)[k], whole[k]) for flow, whole in held) for k in range(3)
        )
        sources = tuple(dict.fromkeys(code for flow, _ in held for code in flow.sources))
        return Touched(low=low, best=best, high=high, sources=sources, note=self._note(held, sector))

    def unknown_sectors(self) -> tuple[str, ...]:
        """Return the sectors of goods of which no pair has a row."""
        have = set(self.rows["sector"].tolist())
        return tuple(sector for sector in goods_sectors(self.world) if sector not in have)

    def unknown_products(self) -> tuple[str, ...]:
        """Return the products of goods that have no sourced flow between the two."""
        table = self.world["products"]
        names = table.among(sector=goods_sectors(self.world))["product"].tolist()
        return tuple(sorted(name for name in names if self.product(name) is None))

    @staticmethod
    def _has(flow: ProductFlow, of_sector: dict[tuple[str, str], tuple[float, float, float]]) -> bool:
        return of_sector.get((flow.exporter, flow.importer), (0.0, 0.0, 0.0))[1] > 0

    def _note(self, held: list[tuple[ProductFlow, tuple[float, float, float]]], sector: str) -> str:
        notes = []
        years = sorted({flow.year for flow, _ in held} - {self.world.year})
        if years:
            notes.append(f"figure of {', '.join(map(str, years))}")
        pairs = len(self.exporters) * len(self.importers)
        if len(held) < pairs:
            notes.append(f"known of {len(held)} of {pairs} pairs, no data on the others")
        if any(flow.best > whole[1] for flow, whole in held):
            notes.append(f"larger than all {sector} of {self.world.year}, so cut to it")
        return "; ".join(notes)


def workers_touched(world: World, hosts: tuple[str, ...], origins: tuple[str, ...]) -> Touched | None:
    """Return the workers whose money home is known: without it nobody knows what sending them home costs."""
    table = world["migrants"]
    table = table.among(host=hosts, origin=origins)
    return _sum(table.take(_with_money(world, table)))


def money_touched(world: World, hosts: tuple[str, ...], origins: tuple[str, ...], kind: str) -> Touched | None:
    """Return the money of a kind, labour or relocation, that goes from hosts to origins."""
    table = world["remittances"].where(kind=kind)
    return _sum(table.among(host=hosts, origin=origins))


def _with_money(world: World, workers: Table) -> NDArray[np.bool_]:
    money = world["remittances"].where(kind="labour")
    known = set(zip(money["host"].tolist(), money["origin"].tolist(), strict=True))
    pairs = zip(workers["host"].tolist(), workers["origin"].tolist(), strict=True)
    return np.array([pair in known for pair in pairs], dtype=bool)


def _sum(table: Table) -> Touched | None:
    """Add the rows up; None where there are none or all are zero."""
    if not len(table) or not table["best"].sum() > 0:
        return None
    low, best, high = (float(table[column].sum()) for column in ("low", "best", "high"))
    return Touched(low=low, best=best, high=high, sources=table.cited())
