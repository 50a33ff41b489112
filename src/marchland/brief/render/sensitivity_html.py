"""The factors behind a leverage as one web page that needs no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.page import environment, page_text
from marchland.brief.render.sensitivity_json import ELEMENT, sensitivity_json
from marchland.brief.render.sensitivity_rows import told_ranking
from marchland.brief.words import percent

if TYPE_CHECKING:
    from marchland.brief.render.sensitivity_rows import FactorRow
    from marchland.brief.sensitivity.model import FactorRanking

STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
MOST_TICKS = 6


def sensitivity_html(ranking: FactorRanking) -> str:
    """Return which factors drive a leverage as one self-contained page, light or dark as the reader's system is."""
    told = told_ranking(ranking)
    return (
        environment()
        .get_template("sensitivity.html.j2")
        .render(
            r=ranking,
            css=page_text("brief.css") + page_text("sensitivity.css"),
            told=told,
            rows=[(row, *(round(100 * end, 2) for end in row.bar)) for row in told.rows],
            ticks=_ticks(ranking, told.rows),
            element=ELEMENT,
            embedded=sensitivity_json(ranking, indent=None).strip().replace("<", "\\u003c"),
        )
    )


def _ticks(ranking: FactorRanking, rows: tuple[FactorRow, ...]) -> tuple[tuple[float, str], ...]:
    """Return ticks of the axis: position in %, label."""
    shares = ((min(ranking.figures[row.ranked.total].best, 1.0), row.bar[1]) for row in rows)
    longest = next((best / part for best, part in shares if part > 0), 1.0)
    step = next((s for s in STEPS if longest / s <= MOST_TICKS), STEPS[-1])
    return tuple((round(100 * k * step / longest, 2), percent(k * step)) for k in range(int(longest / step) + 1))
