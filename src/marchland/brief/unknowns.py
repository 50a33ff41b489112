"""What a brief does not know: what the models lack, and which flows have no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marchland.leverage import Leverage

MOST_NAMED = 8


def gaps_of(result: Leverage, earlier: Leverage | None) -> tuple[str, ...]:
    """Say what is not known: that of the models first, then for how many pairs which flow has no figure."""
    lines = [*result.gaps, *_capped(result)]
    without: dict[str, dict[str, None]] = {}
    for pair in result.pairs:
        for withheld in pair.menu.withheld:
            if withheld.unknown:
                what, direction, _ = withheld.object.rsplit(maxsplit=2)
                some = "some " if what in {"sectors", "products"} else ""
                without.setdefault(f"{some}{what} {direction}", {})[f"{pair.sender} on {pair.target}"] = None
    for flow, found in without.items():
        pairs = list(found)
        more = f" and {len(pairs) - MOST_NAMED} more" if len(pairs) > MOST_NAMED else ""
        lines.append(
            f"no data on {flow} the target in {len(pairs)} of {len(result.pairs)} pairs, which is not zero: "
            f"{', '.join(pairs[:MOST_NAMED])}{more}"
        )
    if earlier is not None:
        year = earlier.world.year
        lines.append(f"the bundle of {year} was chosen anew at that year's best values")
        lines += [f"in {year}: {line}" for line in earlier.gaps if line.startswith("no ") and line not in result.gaps]
        for bloc in {*result.senders, *result.targets} & set(result.world.blocs):
            left = sorted(set(earlier.world.members(bloc)) ^ set(result.world.members(bloc)))
            if left:
                lines.append(f"{bloc} had other members in {year}: {', '.join(left)} are in one of the two years only")
    return tuple(lines)


def _capped(result: Leverage) -> list[str]:
    """Say who has to make what at home, at the highest price allowed, by the levers that count."""
    lines = []
    for pair in result.pairs:
        for cap in () if pair.chosen is None else pair.options[pair.chosen].capped:
            when = "at best values and " if cap.best else ""
            lines.append(
                f"if {pair.sender} pulls its levers on {pair.target}, {cap.actor} cannot buy {cap.sector} for less "
                f"than the highest price allowed, {when}in {cap.draws} of {len(result.z)} draws: the rest is made at "
                "home at that price (parameter substitute)"
            )
    return lines
