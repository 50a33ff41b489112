"""The track record in words, and the one that comes with marchland."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from marchland.brief.render.record_json import read_record
from marchland.brief.words import percent
from marchland.world import load_world

if TYPE_CHECKING:
    from marchland.hindcast import Count, Episodes, ModelError, Record, Totals
    from marchland.world import World

SHIPPED = Path(__file__).parents[1] / "results" / "record.json"
NO_RECORD = (
    "No past episode has been computed with this version: there is no track record yet. Read the ranges as untested."
)


def shipped_record() -> Record | None:
    """Return the record that comes with marchland, None where there is none."""
    return read_record(SHIPPED.read_text(encoding="utf-8")) if SHIPPED.is_file() else None


@cache
def shipped_error() -> ModelError | None:
    """Return the model error of the record that comes with marchland, None where there is none."""
    record = shipped_record()
    return None if record is None else record.error


def current_record(episodes: Episodes) -> Record | None:
    """Return the record that comes with marchland where it is of these episodes and of the built-in world as it is."""
    record = shipped_record()
    if record is None or record.fingerprint != episodes.fingerprint:
        return None
    world = load_world()
    used = {held.world_fingerprint for held in record.episodes if held.world == world.package.title}
    return record if used <= {world.fingerprint} else None


def record_sentence(record: Record) -> str:
    """Return the record in one sentence, and a second one on what nothing was fitted to."""
    whole = record.all
    if not whole.outcomes:
        return NO_RECORD
    said = (
        f"The method was right in sign in {_of(whole.sign)}, within a factor of two in {_of(whole.within_two)}, and "
        f"{_of(whole.inside)} of what was seen lay in its 90 % range ({interval(whole.inside)}): {whole.outcomes} "
        f"outcomes of {whole.episodes} past episodes."
    )
    said += _with_error(whole)
    test = record.test
    if not test.outcomes or not record.train.outcomes:
        return said
    return (
        f"{said} Of the {test.outcomes} since 2015, to which nothing is fitted: sign {_of(test.sign)}, factor of two "
        f"{_of(test.within_two)}, in the range {_of(test.inside)}{_with_error_too(test)}."
    )


def _with_error(totals: Totals) -> str:
    """Return how often what was seen lay in the range with the model error; empty where there is none."""
    if totals.widened is None:
        return ""
    return (
        f" With the model error that episodes before 2015 show, {_of(totals.widened)} lay in it "
        f"({interval(totals.widened)})."
    )


def _with_error_too(totals: Totals) -> str:
    if totals.widened is None:
        return ""
    return f", with the model error {_of(totals.widened)} ({interval(totals.widened)})"


def record_line(world: World) -> str:
    """Return what a brief says of the record that comes with marchland."""
    record = shipped_record()
    if record is None:
        return NO_RECORD
    said = record_sentence(record)
    known = {held.world_fingerprint for held in record.episodes}
    other = "" if world.fingerprint in known else " It was computed on other figures than those of this world."
    return f"{said}{other} Every episode: `marchland hindcast`."


def interval(count: Count) -> str:
    """Return the exact interval of a share: "90 % interval 44 to 83 %"."""
    return f"90 % interval {percent(count.low).removesuffix(' %')} to {percent(count.high)}"


def total_row(label: str, totals: Totals) -> tuple[str, ...]:
    """Return a line of the table of totals."""
    counts = (totals.sign, totals.within_two, totals.inside)
    crps = "" if totals.crps is None else f"{totals.crps:.2f}"
    wide = "" if totals.widened is None else _share(totals.widened)
    crps += "" if totals.crps_widened is None else f", {totals.crps_widened:.2f}"
    return (label, str(totals.episodes), str(totals.outcomes), *(_share(count) for count in counts), wide, crps)


def _share(count: Count) -> str:
    if not count.of:
        return ""
    return f"{_of(count)} [{percent(count.low).removesuffix(' %')} to {percent(count.high)}]"


def _of(count: Count) -> str:
    return f"{count.hits} of {count.of}"
