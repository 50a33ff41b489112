"""The factors behind a leverage as rows of text, which every rendering prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.brief.render.phrases import day_in_words, spelled_out
from marchland.brief.sensitivity.sentences import share
from marchland.brief.words import amount, begun, percent

if TYPE_CHECKING:
    from marchland.brief.sensitivity.model import FactorRanking, RankedFactor

LISTED = 0.01
"""Share of the variance below which a factor is named and has no row; the JSON has its figures."""
SOLID, LIKELY, POSSIBLE = "█▓░"
"""A bar in text: up to the low end of the interval, from there to the estimate, and on to the high end."""
WIDTH = 20
_SHARES_ARE = (
    "Of the variance of the leverage: the share that a factor has a part in, alone or together with others (total "
    "index of Sobol), and the share that would go if it alone were known (first index). Shares that factors have a "
    "part in may add up to more than 100 %. In square brackets the 5th to the 95th percentile of a bootstrap. The ends "
    "of a factor are its 5th and 95th percentile, all else at best values."
)


@dataclass(frozen=True, kw_only=True)
class ToldRanking:
    """What every rendering says of a ranking of factors, beside its title, sentence, findings and sources.

    Parameters
    ----------
    rows
        factors that are worth one; none = no table
    ranges_are, shares_are
        how to read the range of the leverage, and the shares
    bars_are
        how to read a bar in text
    rest
        which factors have no row, and why
    unknown
        what is not known
    made
        label and value of everything that is needed to make the result again
    headings
        of the table: factor, bar, total share, first share, leverage at the ends
    range_title, rest_title, unknown_title, made_title
        of the sections
    """

    rows: tuple[FactorRow, ...]
    ranges_are: str
    rest: tuple[str, ...]
    unknown: tuple[str, ...]
    made: tuple[tuple[str, str], ...]
    shares_are: str = _SHARES_ARE
    bars_are: str = (
        f"Bars: {SOLID} up to the low end of the interval, {LIKELY} to the estimate, {POSSIBLE} to the high end."
    )
    headings: tuple[str, ...] = ("Factor", "", "Has a part in", "Explains alone", "Leverage at its ends")
    range_title: str = "What the range comes from"
    rest_title: str = "Factors without a bar"
    unknown_title: str = "What is not known"
    made_title: str = "How this was made"


def told_ranking(ranking: FactorRanking) -> ToldRanking:
    """Return what every rendering says of a ranking of factors."""
    return ToldRanking(
        rows=factor_rows(ranking),
        ranges_are=_ranges_of_leverage(ranking),
        rest=rest_lines(ranking),
        unknown=tuple(spelled_out(line, ranking.names) for line in ranking.gaps),
        made=_how_ranking_was_made(ranking),
    )


@dataclass(frozen=True, kw_only=True)
class FactorRow:
    """A factor in words, and its bar: low end, estimate and high end of its share as parts of the longest bar."""

    ranked: RankedFactor
    bar: tuple[float, float, float]
    total: str
    first: str
    ends: str


def factor_rows(ranking: FactorRanking) -> tuple[FactorRow, ...]:
    """Return the factors that are worth a row, the largest share first."""
    figures = ranking.figures
    shown = [each for each in ranking.ranked_factors if figures[each.total].best >= LISTED]
    longest = max((_ends(ranking, each)[2] for each in shown), default=1.0)
    rows = []
    for each in shown:
        low, best, high = (end / longest for end in _ends(ranking, each))
        rows.append(
            FactorRow(
                ranked=each,
                bar=(low, best, high),
                total=share(figures[each.total]),
                first=share(figures[each.first]),
                ends=f"{amount(figures[each.at_low])} and {amount(figures[each.at_high])}",
            )
        )
    return tuple(rows)


def _ends(ranking: FactorRanking, each: RankedFactor) -> tuple[float, float, float]:
    figure = ranking.figures[each.total]
    low, high = (figure.best if end is None else end for end in (figure.low, figure.high))
    return min(max(low, 0.0), 1.0), min(figure.best, 1.0), min(high, 1.0)


def bar_text(bar: tuple[float, float, float]) -> str:
    """Return a bar in characters."""
    low, best, high = (round(WIDTH * end) for end in bar)
    return SOLID * low + LIKELY * (best - low) + POSSIBLE * (high - best)


def rest_lines(ranking: FactorRanking) -> tuple[str, ...]:
    """Return which factors have no row, and why."""
    small = [each.words for each in ranking.ranked_factors if ranking.figures[each.total].best < LISTED]
    told = (
        (f"have a part in less than {percent(LISTED)} of the variance", small),
        (f"alone move the leverage by less than {percent(ranking.least)} of what all do", ranking.slight),
        ("move nothing in it", ranking.still),
    )
    return tuple(begun(f"{what}: {'; '.join(factors)}.") for what, factors in told if factors)


def _how_ranking_was_made(ranking: FactorRanking) -> tuple[tuple[str, str], ...]:
    """Return label and value of everything that is needed to make the result again."""
    solved = ranking.draws // 2
    blocks = f"{ranking.blocks}" if solved == ranking.blocks else f"{solved} of {ranking.blocks} solved"
    return (
        ("World", f"{ranking.world_title} ({ranking.world}) as of {day_in_words(ranking.day)}"),
        ("Year of the figures", str(ranking.year)),
        ("Fingerprint of the world", ranking.world_fingerprint[:12]),
        ("Fingerprint of the code", ranking.code_fingerprint[:12]),
        ("Version", f"marchland {ranking.version}"),
        ("Budget", f"{percent(ranking.budget)} of the sender's GDP"),
        ("Horizon", f"{ranking.horizon}; levers hold for {ranking.days} days"),
        ("Sample", f"{blocks} blocks of {len(ranking.ranked_factors)} factors, seed {ranking.seed}"),
        ("Solved", f"{ranking.evaluations:,} times a part of the models (goods, money, gas, oil)"),
        ("Residual", f"{ranking.residual:.1e} (largest, of the equilibrium conditions)"),
    )


def _ranges_of_leverage(ranking: FactorRanking) -> str:
    """Return one line on how to read the range of the leverage."""
    return (
        f"The range of the leverage is the 5th to the 95th percentile of the {ranking.draws} draws of the sample, the "
        "noise of single figures and the error of the models left out."
    )
