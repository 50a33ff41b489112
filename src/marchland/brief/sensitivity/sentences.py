"""The factors behind a leverage in plain words: one sentence, then what else a reader should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.words import amount, begun, days_in_words, digits, listed, percent, span, spoken, with_range

if TYPE_CHECKING:
    from marchland.brief.figure import Figure
    from marchland.brief.sensitivity.model import FactorRanking

WORTH_A_WORD = 0.05
"""Share of the variance below which a sentence does not name a factor."""
NAMED = 3
WORTH_A_WARNING = 0.05
"""Share of the variance from which on what is left out is told as a fault."""


def headline(ranking: FactorRanking) -> tuple[str, str]:
    """Return title and first sentence."""
    names, figures = ranking.names, ranking.figures
    title = f"{names[ranking.sender]} on {names[ranking.target]}, {ranking.year}: what makes its leverage uncertain"
    about = f"the range of the leverage of {spoken(names[ranking.sender])} on {spoken(names[ranking.target])}"
    leverage = figures[ranking.leverage]
    if not ranking.ranked_factors:
        return title, begun(f"{about} is from no named factor: none moves {amount(leverage)} of a year's GDP.")
    first, *others = ranking.ranked_factors[:NAMED]
    others = [each for each in others if figures[each.total].best >= WORTH_A_WORD]
    sentence = (
        f"{about}, {amount(leverage)} of a year's GDP {span(leverage)}, comes most from {first.words}: "
        f"{share(figures[first.total])} of the variance"
    )
    if others:
        sentence += f"; then from {listed([f'{each.words}: {share(figures[each.total])}' for each in others])}"
    return title, begun(f"{sentence}.")


def findings(ranking: FactorRanking) -> tuple[str, ...]:
    """Return further sentences: the levers, what the first factor does, whether it is the first, what is left out."""
    names, figures = ranking.names, ranking.figures
    sender, target = spoken(names[ranking.sender]), spoken(names[ranking.target])
    lines = [
        (
            f"the leverage is what {target} would lose if {sender} {ranking.levers} for {days_in_words(ranking.days)}; "
            f"{sender} bears at most {percent(ranking.budget)} of its own GDP"
        )
    ]
    if ranking.ranked_factors:
        first, *others = ranking.ranked_factors
        low, high = (amount(figures[i]) for i in (first.at_low, first.at_high))
        lines.append(f"with {first.words} alone at its 5th and 95th percentile the leverage would be {low} and {high}")
        rivals = [each.words for each in others if _high(figures[each.total]) > _low(figures[first.total])]
        if rivals:
            lines.append(
                f"whether it comes first is not certain: the interval of {listed(rivals)} overlaps with its own; "
                "more draws make intervals narrower"
            )
    lines.append(_model_error(ranking))
    lines += _left_out(ranking)
    if ranking.failed:
        lines.append(f"{ranking.draws // 2} of {ranking.blocks} blocks of the sample were solved: {ranking.failed[0]}")
    return tuple(begun(f"{line}.") for line in lines)


def _model_error(ranking: FactorRanking) -> str:
    """Say that the shares are of what figures and parameters make alone, and how wide the range is with the error."""
    said = (
        "all shares are of the range that the world's figures and the parameters make; the models' own error is in none"
    )
    if not ranking.with_error:
        return said
    wide = ranking.figures[ranking.with_error]
    return f"{said}: with it, as in a brief, the leverage is {with_range(wide)}"


def _left_out(ranking: FactorRanking) -> list[str]:
    lines = []
    if ranking.slight:
        lines.append(
            f"{_counted(len(ranking.slight))} left out that alone move the leverage by less than "
            f"{percent(ranking.least)} of what all do; together they add {_added(ranking.left_out)} to the variance"
        )
    if ranking.still:
        verb = "factors move" if len(ranking.still) != 1 else "factor moves"
        lines.append(f"{len(ranking.still)} {verb} nothing in it")
    lines.append(f"what single figures are off by, each on its own, adds {_added(ranking.cells)} to the variance")
    return lines


def _counted(n: int) -> str:
    return f"{n} factors are" if n != 1 else "one factor is"


def _added(part: float) -> str:
    """Return a share that was measured at few points, with one digit: "2 %", "under 0.1 %"."""
    return f"{digits(100 * part, 1)} %" if part >= 0.001 else "under 0.1 %"


def share(figure: Figure) -> str:
    """Return a share of the variance with its interval in whole percent: "41 % [30 to 52]".

    What is below 0 or above 1 by chance is 0 and 100 %.
    """
    low, best, high = (round(100 * end) for end in (_low(figure), _within(figure.best), _high(figure)))
    return f"{best} % [{low} to {high}]"


def _low(figure: Figure) -> float:
    return _within(figure.best if figure.low is None else figure.low)


def _high(figure: Figure) -> float:
    return _within(figure.best if figure.high is None else figure.high)


def _within(value: float) -> float:
    return min(max(value, 0.0), 1.0)
