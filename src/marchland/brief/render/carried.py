"""What carries a trade loss, and what time changes, as positions: partners, sectors, horizons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.brief.render.axis import axis_of
from marchland.brief.render.phrases import loss_parts
from marchland.brief.render.pictures import MarkRow, Picture, ends, link_of, mark_of
from marchland.brief.render.ranking import WORTH_A_ROW, strongest
from marchland.brief.render.tables import title_of
from marchland.brief.words import HORIZON_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marchland.brief.model import Brief, BriefPair, Carried

ROWS = 16
ALL = "all "
"""How the name of a rest begins that is many: "all others"."""
CUTS = (("partner", "By partner"), ("sector", "By sector"))


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A trade loss cut up by partner or by sector: a heading over a picture with one mark a row."""

    heading: str
    picture: Picture


@dataclass(frozen=True, kw_only=True)
class HorizonsPicture:
    """The same levers with more and more time: one mark a row for each of `names`; `times` says them in words."""

    names: tuple[str, ...]
    times: str
    picture: Picture


def parts_by(pair: BriefPair, by: str) -> tuple[Carried, ...]:
    """Return the parts of a pair's trade loss, cut up by partner or by sector, in the order of the brief."""
    return tuple(part for part in pair.carried if part.by == by)


def cuts(brief: Brief, pair: BriefPair) -> tuple[Cut, ...]:
    """Return the pictures of what carries a pair's trade loss, both over the same axis; none where nothing is known."""
    figures = brief.figures
    axis = axis_of((end for part in pair.carried for end in ends(figures[part.loss])), apart=14.0)
    return tuple(
        Cut(
            heading=heading,
            picture=Picture(
                axes=(axis,),
                rows=tuple(
                    MarkRow(label=part.words, link="", marks=(mark_of(axis, figures[part.loss]),))
                    for part in parts_by(pair, by)
                ),
            ),
        )
        for by, heading in CUTS
        if parts_by(pair, by)
    )


def horizons(brief: Brief) -> HorizonsPicture:
    """Return the strongest pairs at each horizon: sensitivity on the left of the words, vulnerability on the right."""
    pairs = [p for p in strongest(brief, ROWS) if p.horizons and _worth(brief, p)]
    names = tuple(at.horizon for at in pairs[0].horizons) if pairs else ()
    losses = [[brief.figures[at.target_loss] for at in pair.horizons] for pair in pairs]
    axis = axis_of((end for of_pair in losses for figure in of_pair for end in ends(figure)), apart=9.0)
    rows = tuple(
        MarkRow(
            label=title_of(brief, pair),
            link=link_of(pair.sender, pair.target),
            marks=tuple(mark_of(axis, figure) for figure in of_pair),
        )
        for pair, of_pair in zip(pairs, losses, strict=True)
    )
    times = ", ".join(HORIZON_DAYS[name] for name in names)
    return HorizonsPicture(names=names, times=times, picture=Picture(axes=(axis,), rows=rows))


def horizons_in_words(brief: Brief, pair: BriefPair) -> str:
    """Return a pair's loss at each horizon on one line: "quarter 4.1 % [2 to 7], year 2.2 % [1.1 to 4]"."""
    told = (f"{at.horizon} {' '.join(loss_parts(brief.figures[at.target_loss])).strip()}" for at in pair.horizons)
    return ", ".join(told)


def carried_in_words(brief: Brief, parts: Iterable[Carried]) -> str:
    """Return parts of a loss on one line, largest first as the brief has them: "Russia 1.9 % [1 to 3], ..."."""
    told = ((part.words, loss_parts(brief.figures[part.loss], many=part.words.startswith(ALL))) for part in parts)
    return ", ".join(f"{words} {' '.join(said).strip()}" for words, said in told)


def _worth(brief: Brief, pair: BriefPair) -> bool:
    return any(abs(brief.figures[at.target_loss].best) >= WORTH_A_ROW for at in pair.horizons)
