"""The levers on single sectors, products and pipes as rows of text, the same for every rendering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.brief.render.phrases import loss_parts, without_target
from marchland.brief.words import amount, span

if TYPE_CHECKING:
    from marchland.brief.model import Brief, BriefPair, NarrowLever

HEADING = "Single sectors, products and pipes"
MEANING = (
    "Parts of the levers on all goods and all pipes, each pulled alone at full size, the largest first. At best values "
    "only, and so without a range; they do not add up to the lever that they are part of, and none counts as leverage."
)


@dataclass(frozen=True, kw_only=True)
class NarrowRow:
    """A lever on one sector or product, what it touches in a year, and what it costs whom.

    Parameters
    ----------
    levers
        as a verb phrase without the target's name
    flow, flow_range
        the flow that it touches, a year
    target_loss, sender_loss
        shares of GDP
    """

    lever: NarrowLever
    levers: str
    flow: str
    flow_range: str
    target_loss: str
    sender_loss: str


def narrow_rows(brief: Brief, pair: BriefPair) -> tuple[NarrowRow, ...]:
    """Return a row for each lever on a single sector or product of a pair, in the order of the brief."""
    figures = brief.figures
    return tuple(
        NarrowRow(
            lever=one,
            levers=without_target(one.words, brief.names[pair.target]),
            flow=amount(figures[one.flow]),
            flow_range=span(figures[one.flow]),
            target_loss=loss_parts(figures[one.target_loss])[0],
            sender_loss=loss_parts(figures[one.sender_loss])[0],
        )
        for one in pair.narrow
    )
