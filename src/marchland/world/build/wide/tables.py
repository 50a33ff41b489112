"""The tables `places`, `links` and `sources` of a wide network."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.network.borders import Borders
from marchland.world.build.post_soviet.network.lengths import FACTORS
from marchland.world.build.post_soviet.network.rate_sources import rate_sources
from marchland.world.build.post_soviet.network.rates import Rate, joined, read_rates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marchland.world.build.recipe import Row
    from marchland.world.build.wide.land import Land
    from marchland.world.build.wide.sea import Sea

NETWORK = {"rail": "osm_rail", "road": "osm_road", "sea": "searoute_lanes"}
_STRAIGHT = "judgement"  # the straight line times a factor
_OTHER_GAUGE = 1435
_SAME_GAUGE = 5  # mm: wagons of 1520 run on 1524
_HANDLED = {"port": "port", "terminal": "rail-road terminal", "gauge": "change of gauge"}
_ZERO = Rate(low=0.0, best=0.0, high=0.0, source="")


class Tables:
    """The rows of a network, filled network by network.

    Attributes
    ----------
    places, links
        rows by id
    """

    def __init__(self) -> None:
        self.places: dict[str, dict[str, str | float | None]] = {}
        self.links: dict[str, Row] = {}
        self._rates = read_rates()
        self._borders = Borders({}, {})
        self._cell: dict[tuple[str, int, int], str] = {}
        self._rate = cache(self._rate_of)
        self._crossing = cache(self._borders.crossing)

    def add_land(self, land: Land) -> list[str]:
        """Add the junctions and ways of a network by rail or road; return the place of each junction.

        Of one cell, actor and position there is one place, whatever the modes that meet there.
        """
        gauge = gauges() if land.mode == "rail" else {}
        columns = (land.graph.lat.tolist(), land.graph.lon.tolist(), land.actor.tolist())
        ids = []
        for number, (lat, lon, actor) in enumerate(zip(*columns, strict=True)):
            place = position(lat, lon)
            if land.cell is not None:
                row, column = land.cell[number].tolist()
                place = self._cell.setdefault((actor, row, column), place)
            if place not in self.places:
                self._place(place, spoken(lat, lon), actor, lat, lon, "junction", NETWORK[land.mode])
            elif NETWORK[land.mode] not in str(self.places[place]["source"]):
                self.places[place]["source"] = joined(str(self.places[place]["source"]), NETWORK[land.mode])
            ids.append(place)
        graph = land.graph
        ways = (graph.tail.tolist(), graph.head.tolist(), graph.km.tolist(), graph.inferred.tolist())
        for tail, head, km, inferred in zip(*ways, strict=True):
            a, b = land.actor[tail].item(), land.actor[head].item()
            self._way(land.mode, ids[tail], ids[head], km, inferred, gauge.get(a, _OTHER_GAUGE))
            if a != b:
                self._border(ids[tail], ids[head])
                if land.mode == "rail" and abs(gauge.get(a, _OTHER_GAUGE) - gauge.get(b, _OTHER_GAUGE)) > _SAME_GAUGE:
                    self._handling("gauge", ids[head])
        return ids

    def add_sea(self, sea: Sea, actors: Sequence[str], junctions: dict[str, list[str]]) -> None:
        """Add sea lanes and ports.

        Parameters
        ----------
        sea
            lanes and ports
        actors
            whose land each port lies on
        junctions
            the place of each junction by mode
        """
        graph = sea.graph
        ids = [f"sea_{position(lat, lon)}" for lat, lon in zip(graph.lat.tolist(), graph.lon.tolist(), strict=True)]
        for place, lat, lon in zip(ids, graph.lat.tolist(), graph.lon.tolist(), strict=True):
            self._place(place, f"Sea at {spoken(lat, lon)}", None, lat, lon, "sea", NETWORK["sea"])
        for tail, head, km in zip(graph.tail.tolist(), graph.head.tolist(), graph.km.tolist(), strict=True):
            self._way("sea", ids[tail], ids[head], km, 0.0, None)
        gauge = gauges()
        for port, actor in zip(sea.ports, actors, strict=True):
            place = f"port_{position(port.lat, port.lon)}"
            self._place(place, port.name, actor, port.lat, port.lon, "port", NETWORK["sea"])
            out = max(port.lane_km * FACTORS["sea"], 1.0)
            self._way("sea", place, ids[port.lane], out, out, None)
            self._handling("port", place)
            for mode, (junction, away) in port.shore.items():
                km, end = max(away * FACTORS[mode], 1.0), junctions[mode][junction]
                # A port joined across a border, where the other side is nearer, has no railway or road of its own.
                if self.places[end]["actor"] == actor:
                    self._way(mode, place, end, km, km, gauge.get(actor, _OTHER_GAUGE))

    def add_terminals(self) -> None:
        """Add a rail-road terminal to each place where railways and roads meet."""
        meets: dict[str, set[str]] = {}
        for link in self.links.values():
            for end in ("tail", "head"):
                meets.setdefault(str(link[end]), set()).add(str(link["mode"]))
        for place in sorted(meets):
            if meets[place] >= {"rail", "road"}:
                self._handling("terminal", place)

    def sources(self) -> list[Row]:
        """Return the sources that the rows cite."""
        cited = {
            code for row in (*self.places.values(), *self.links.values()) for code in str(row["source"]).split(";")
        }
        return [row for row in rate_sources() if row["source"] in cited]

    def _place(self, place: str, name: str, actor: str | None, lat: float, lon: float, kind: str, source: str) -> None:
        row: dict[str, str | float | None] = {"place": place, "name": name, "actor": actor, "lat": lat, "lon": lon}
        self.places.setdefault(place, {**row, "kind": kind, "source": source})

    def _border(self, *places: str) -> None:
        for place in places:
            self.places[place]["kind"] = "crossing"

    def _way(self, mode: str, tail: str, head: str, km: float, inferred: float, gauge: float | None) -> None:
        ends = (self.places[tail], self.places[head])
        actors = tuple(dict.fromkeys(str(end["actor"]) for end in ends if end["actor"]))
        money, speed = self._rate(mode, "usd_per_tkm", actors), self._rate(mode, "km_per_h", actors)
        hours, usd = self._crossing(*actors, mode) if len(actors) > 1 and mode != "sea" else (_ZERO, _ZERO)
        unsure = f", {inferred:.1f} km of it inferred" if inferred else ""
        self._link(
            f"{mode}_{tail}_{head}",
            {
                "name": f"{ends[0]['name']} - {ends[1]['name']}, {mode}{unsure}",
                "tail": tail,
                "head": head,
                "mode": mode,
                "length_km": float(f"{km:.4g}"),
                "gauge_mm": gauge if mode == "rail" else None,
            },
            Rate(
                low=km / speed.high + hours.low,
                best=km / speed.best + hours.best,
                high=km / speed.low + hours.high,
                source=joined(speed.source, hours.source),
            ),
            Rate(
                low=km * money.low + usd.low,
                best=km * money.best + usd.best,
                high=km * money.high + usd.high,
                source=joined(money.source, usd.source),
            ),
            joined(NETWORK[mode], _STRAIGHT if inferred else ""),
        )

    def _handling(self, mode: str, place: str) -> None:
        hours, usd = self._rates.handling(mode, "hours", "any"), self._rates.handling(mode, "usd_per_t", "any")
        name = f"{self.places[place]['name']}, {_HANDLED[mode]}"
        link = f"{mode}_{place}" if mode != "port" else f"handling_{place}"
        self._link(link, {"name": name, "tail": place, "head": place, "mode": mode}, hours, usd, "")

    def _link(self, link: str, row: dict[str, str | float | None], hours: Rate, usd: Rate, source: str) -> None:
        figures = {
            f"{column}{end}": float(f"{value:.3g}")
            for column, rate in (("hours", hours), ("usd_per_tonne", usd))
            for end, value in (("", rate.best), ("_low", rate.low), ("_high", rate.high))
        }
        cited = joined(source, hours.source, usd.source)
        self.links[link] = {"link": link, **row, **figures, "estimated": True, "source": cited}

    def _rate_of(self, mode: str, quantity: str, actors: tuple[str, ...]) -> Rate:
        return self._rates.moving(mode, quantity, actors)


def gauges() -> dict[str, float]:
    """Return the gauge of most railways of an actor in mm, where it is not 1435."""
    text = (files("marchland.world.build.wide") / "gauges.csv").read_text(encoding="utf-8")
    return {row["actor"]: float(row["gauge_mm"]) for row in csv.DictReader(text.splitlines())}


def position(lat: float, lon: float) -> str:
    """Return the id of a place: its position in thousandths of a degree, the same in every box."""
    north, east = round(lat * 1000), round(lon * 1000)
    return f"{'s' if north < 0 else 'n'}{abs(north):05d}_{'w' if east < 0 else 'e'}{abs(east):06d}"


def spoken(lat: float, lon: float) -> str:
    """Return a position in words."""
    return f"{abs(lat):.3f} {'S' if lat < 0 else 'N'} {abs(lon):.3f} {'W' if lon < 0 else 'E'}"
