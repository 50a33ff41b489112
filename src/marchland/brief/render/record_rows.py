"""The track record as rows of words: totals, outcomes with their ranges drawn, misses, what is not scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.track_record import total_row
from marchland.brief.words import days_in_words, digits, percent, spoken
from marchland.hindcast.record import totals

if TYPE_CHECKING:
    from marchland.hindcast import Held, Observation, Record, Scored

TOTAL_HEADINGS = (
    "",
    "Episodes",
    "Outcomes",
    "Sign",
    "Factor of two",
    "In the 90 % range",
    "With model error",
    "CRPS / seen",
)
OUTCOME_HEADINGS = ("What", "Seen", "Model", "With model error", "Drawn", "Ratio", "Sign", "In range")
WIDTH, NARROW = 20, 10
"""Characters of a drawn range, and on a narrow terminal."""
MEANING = (
    "Each episode is computed on figures of before it, told what was done and nothing of what came of it. Seen and "
    "model are median [5th to 95th percentile]; in range: the two meet, without and then with the model error; ratio: "
    "the model's median over what was seen. Drawn, zero included: = the model, - with its error, O its median, # what "
    "was seen, @ and + where it meets them. CRPS: continuous ranked probability score over the size of what was seen, "
    "without and then with the model error, 0 is best. Intervals of shares are exact (Clopper and Pearson), 90 %."
)
BOTH = {"=#": "@", "-#": "+"}
"""What is drawn where the range of what was seen meets that of the model, and that with its error."""
LAYERS = ("trade", "freight", "energy", "remittances")
MEASURES = {
    "level": "",
    "change": "change",
    "change_percent": "change",
    "share": "share",
    "diverted": "part diverted",
}


def total_rows(record: Record) -> list[tuple[str, ...]]:
    """Return the totals: of all, of what may be fitted to, of what is a test, and of that by layer."""
    parts = [("All", record.all), ("Before 2015", record.train), ("Since 2015: test", record.test)]
    tests = [held for held in record.episodes if held.test]
    parts += [(layer, totals([held for held in tests if held.layer == layer])) for layer in LAYERS]
    return [total_row(label, whole) for label, whole in parts if whole.outcomes or label == "All"]


def error_in_words(record: Record) -> str:
    """Return what the model error is and what it rests on; empty where there is none."""
    error = record.error
    if error is None:
        return ""
    return (
        f"Model error: what was seen of an effect is the models' effect and Student's t with {error.freedom} degrees "
        f"of freedom and a spread of {digits(error.additive, 2)} and {digits(error.relative, 2)} of the effect, joined "
        f"as the root of the sum of squares, on a scale where 0 is no change and −2 nothing left (see Draws). Fitted "
        f"to {error.outcomes} outcomes of {error.episodes} episodes before 2015, none of freight or remittances; each "
        "of these is held against what the others show. A loss of the brief has a spread of "
        f"{percent(error.of_a_loss)} of itself."
    )


def heading(held: Held) -> str:
    """Return the heading of an episode."""
    return held.name


def about(held: Held) -> str:
    """Return on what an episode was computed: "Ukraine on the European Union; energy; from figures of 2008, ..."."""
    who = f"{spoken(held.sender_name)} and {spoken(held.target_name)}"
    words = [f"{who}; {held.layer}; since {held.start}" + (f" until {held.end}" if held.end else "")]
    if held.days:
        partial = ", a small world of the exposed flows" if held.partial else ""
        words.append(
            f"figures of {held.year} ({held.world}{partial}), {days_in_words(held.days)}, horizon {held.horizon}"
        )
    words.append("test" if held.test else "before 2015")
    return "; ".join(words)


def outcome_rows(held: Held, width: int = WIDTH) -> list[tuple[str, ...]]:
    """Return a row for each outcome, its ranges drawn over a width."""
    return [_outcome_row(scored, width) for scored in held.outcomes]


def _outcome_row(scored: Scored, width: int) -> tuple[str, ...]:
    seen, score, wide = scored.seen, scored.score, scored.widened
    measure = MEASURES[seen.measure]
    return (
        seen.name + (f" ({measure})" if measure else ""),
        seen_in_words(seen),
        f"{_figure(score.median)} [{_figure(score.low)} to {_figure(score.high)}]",
        "" if wide is None else f"[{_figure(wide.low)} to {_figure(wide.high)}]",
        drawn(scored, width),
        _ratio(score.ratio),
        {True: "right", False: "WRONG", None: ""}[score.sign],
        _yes(score.inside) + ("" if wide is None else f", {_yes(wide.inside)}"),
    )


def _yes(inside: bool) -> str:
    return "yes" if inside else "NO"


def _ratio(ratio: float | None) -> str:
    """Return a ratio; one of nothing is 0."""
    if ratio is None:
        return ""
    return "0" if abs(ratio) < 0.005 else digits(ratio, 2)


def seen_in_words(seen: Observation) -> str:
    """Return what was seen: "−61 % [−67 to −55]"."""
    return f"{_figure(seen.best)} {seen.unit} [{_figure(seen.low)} to {_figure(seen.high)}]"


def _figure(value: float) -> str:
    return "0" if abs(value) < 1e-6 else digits(value, 3)


def drawn(scored: Scored, width: int = WIDTH) -> str:
    """Draw the ranges on one line that holds zero: = the model, - with its error, O its median, # seen, @ + both."""
    seen, score, wide = scored.seen, scored.score, scored.widened or scored.score
    ends = (0.0, seen.low, seen.high, wide.low, wide.high)
    low, high = min(ends), max(ends)
    if high <= low:
        return "@"

    def place(value: float) -> int:
        return round((value - low) / (high - low) * (width - 1))

    line = ["."] * width
    for mark, first, last in (("-", wide.low, wide.high), ("=", score.low, score.high), ("#", seen.low, seen.high)):
        for at in range(place(first), place(last) + 1):
            line[at] = BOTH.get(line[at] + mark, mark)
    line[place(score.median)] = "O"
    zero = place(0.0)
    if line[zero] == ".":
        line[zero] = "|"
    return "".join(line)


def shock_lines(held: Held) -> list[str]:
    """Return what was cut, a line each."""
    return [f"shock: {seen.name}: {seen_in_words(seen)}" for seen in held.shocks]


def miss_lines(record: Record) -> list[str]:
    """Return every outcome outside the range, with the reason where one is known."""
    return [
        f"{held.name}: {scored.seen.name}: seen {seen_in_words(scored.seen)}, model {_figure(scored.score.median)}"
        f" [{_figure(scored.score.low)} to {_figure(scored.score.high)}]. {scored.seen.reason or 'No reason is known.'}"
        for held in record.episodes
        for scored in held.outcomes
        if not scored.score.inside
    ]


def unscored_lines(record: Record) -> list[str]:
    """Return what is not scored, with the reason."""
    lines = []
    for held in record.episodes:
        if held.why:
            lines.append(f"{held.name}: {held.why}")
        lines += [f"{held.name}: {one.seen.name}: {one.why}" for one in held.unscored if one.why != held.why]
        lines += (
            [f"{held.name}: {len(held.failed_draws)} draws failed; {held.failed_draws[0]}"] if held.failed_draws else []
        )
    return lines


def how_record_was_made(record: Record) -> list[tuple[str, str]]:
    """Return label and value of what the record rests on."""
    worlds = dict.fromkeys(
        f"{held.world} ({held.world_fingerprint[:12]})" for held in record.episodes if held.world and not held.partial
    )
    small = len({held.world_fingerprint for held in record.episodes if held.partial and held.world_fingerprint})
    return [
        ("draws", f"{record.draws} an episode, seed {record.seed}"),
        ("episodes", f"{record.title} ({record.fingerprint[:12]})"),
        ("worlds", "; ".join(worlds) + (f"; {small} small worlds of a few figures" if small else "")),
    ]
