"""What must hold of the tables of energy written by hand before anything is computed from them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from marchland.errors import suggestion
from marchland.world.schema import schema

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from marchland.world.build.post_soviet.energy.written import Line, Written

_FIGURES = (("low", "best", "high"), ("stock_low", "stock", "stock_high"), ("rate_low", "rate", "rate_high"))
_MORE = tuple((f"{name}_low", name, f"{name}_high") for name in ("capacity", "tariff", "loss", "price"))
_HUBS = ("tail", "head", "seller", "buyer", "place")
_TERMS = {"pipes": ("pipes", "mode"), "balances": ("energy_balances", "item"), "controls": ("controls", "right")}


def written_faults(written: Written, actors: Collection[str], codes: Collection[str]) -> list[str]:
    """Return a line for each fault: file and row, what is wrong, how to mend it.

    Parameters
    ----------
    written
        the tables of all fuels
    actors
        codes of the actors and blocs of the world
    codes
        ids of the sources that may be cited
    """
    faults: list[str] = []
    hubs = {line["place"] for line in written.hubs}
    pipes = {line["pipe"] for line in written.tables["pipes"]}
    for line in written.hubs:
        faults += _of_hub(line, actors)
    for name, lines in written.tables.items():
        for line in lines:
            faults += [f"{line.where}: {fault}" for fault in _of_line(name, line, hubs, pipes, actors)]
            if name != "sources":
                faults += _sources(line, codes)
    for line in written.hubs:
        faults += _sources(line, codes)
    faults += _twice(written)
    return faults


def _of_hub(line: Line, actors: Collection[str]) -> Iterator[str]:
    if line["actor"] and line["actor"] not in actors:
        yield f"{line.where}: actor {line['actor']!r} is not known; {suggestion(line['actor'], sorted(actors))}"
    if not (line["lat"] and line["lon"]):
        yield f"{line.where}: the position of {line['place']} is missing; give lat and lon of a town"


def _of_line(
    name: str, line: Line, hubs: Collection[str], pipes: Collection[str], actors: Collection[str]
) -> Iterator[str]:
    cells = line.cells
    for column in _HUBS:
        if column in cells and cells[column] not in hubs:
            yield f"{column} {cells[column]!r} is no hub; {suggestion(cells[column], sorted(hubs))}"
    if name == "pipe_flows" and cells["pipe"] not in pipes:
        yield f"{cells['pipe']!r} is no pipe; {suggestion(cells['pipe'], sorted(pipes))}"
    if name in {"states", "controls"} and cells["object"] not in {*pipes, *hubs}:
        yield f"{cells['object']!r} is no pipe and no hub; {suggestion(cells['object'], sorted(pipes))}"
    if name == "controls" and cells["actor"] not in actors:
        yield f"actor {cells['actor']!r} is not known; {suggestion(cells['actor'], sorted(actors))}"
    if name in _TERMS:
        table, column = _TERMS[name]
        terms = list(schema().terms(table, column))
        if cells[column] not in terms:
            yield f"{column} {cells[column]!r} is not known; {suggestion(cells[column], terms)}"
    for low, best, high in (*_FIGURES, *_MORE):
        if best in cells:
            yield from _figure(line, low, best, high)


def _figure(line: Line, low: str, best: str, high: str) -> Iterator[str]:
    ends, middle = (line.number(low), line.number(high)), line.number(best)
    if middle is None:
        if ends != (None, None):
            yield f"{low} or {high} stands without {best}; write all three or none"
        return
    first = middle if ends[0] is None else ends[0]
    last = middle if ends[1] is None else ends[1]
    if not 0 <= first <= middle <= last:
        yield f"{best}: {first:g}, {middle:g}, {last:g} do not rise from 0; put them in order"


def _sources(line: Line, codes: Collection[str]) -> Iterator[str]:
    if not line["source"]:
        yield f"{line.where}: the source is missing; name one, or judgement"
    for code in filter(None, line["source"].split(";")):
        if code not in codes:
            yield f"{line.where}: source {code!r} is in no table of sources; {suggestion(code, sorted(codes))}"


def _twice(written: Written) -> Iterator[str]:
    keyed = (
        ("hubs", [line["place"] for line in written.hubs]),
        ("pipes", [line["pipe"] for line in written.tables["pipes"]]),
    )
    for name, keys in keyed:
        for key, count in Counter(keys).items():
            if count > 1:
                yield f"{name}: {key!r} comes {count} times; keep one of them"
    urls: dict[str, str] = {}
    for line in written.tables["sources"]:
        known = urls.setdefault(line["source"], line["url"])
        if known != line["url"]:
            yield f"{line.where}: {line['source']!r} stands for {known} too; give them two codes"
