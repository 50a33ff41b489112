"""What has no way left in an outcome, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.words import percent, tonnes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marchland.engine import Outcome

MOST_PAIRS = 5


def unserved_in_words(outcome: Outcome) -> Iterator[str]:
    """Yield how much has no way left while the levers hold, and who goes without gas or oil."""
    yield from _without_way(outcome)
    for fuel in ("gas", "oil"):
        # Results that were kept by an earlier version do not say it.
        hubs = [each for each in outcome.about.get("rationed", ()) if each["fuel"] == fuel]
        named = [f"{each['quantity']:.3g} {each['unit']} a year at {each['name']}" for each in hubs[:MOST_PAIRS]]
        more = f" and at {len(hubs) - MOST_PAIRS} more hubs" if len(hubs) > MOST_PAIRS else ""
        if hubs:
            price = f"{hubs[0]['price']:,.0f} {hubs[0]['price_unit']}"
            yield f"Wanted at the rationing price ({price}) and not to be had, {fuel}: {', '.join(named)}{more}."


def _without_way(outcome: Outcome) -> Iterator[str]:
    pairs = outcome.about["unserved"]
    if not pairs:
        return
    whole = sum(pair["tonnes"] for pair in pairs)
    named = [
        f"{pair['exporter']} to {pair['importer']} {tonnes(pair['tonnes'])} ({percent(pair['share'])} of it)"
        for pair in pairs[:MOST_PAIRS]
    ]
    left = len(pairs) - MOST_PAIRS
    more = f" and {left} more pair{'s' if left > 1 else ''}" if left > 0 else ""
    yield f"Without any way left, unserved: {tonnes(whole)} a year of what is carried now: {', '.join(named)}{more}."
