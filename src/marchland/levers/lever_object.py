"""What a lever touches, as it is written: a flow, a way, a pipe, or a fuel at the actor's own hubs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from marchland.errors import ScenarioError

Direction = Literal["from", "to", "for", ""]
WAY, PIPE = "way", "pipe"
FUELS = ("gas", "oil")
_FORMS = (
    re.compile(r"^(?P<what>way|pipe) (?P<thing>[A-Za-z0-9_]+)(?: (?P<direction>for) (?P<partner>[A-Za-z0-9_]+))?$"),
    re.compile(r"^(?P<what>[a-z_]+) (?P<direction>from|to) (?P<partner>[A-Za-z0-9_]+)$"),
    re.compile(r"^(?P<what>gas|oil)$"),
)
_WRITTEN = {
    WAY: ("'way PLACE'", "'way LINK'", "'way ACTOR for PARTNER'"),
    PIPE: ("'pipe PIPE'", "'pipe HUB'", "'pipe ACTOR for PARTNER'"),
}


@dataclass(frozen=True, kw_only=True)
class LeverObject:
    """The parts of a lever's object.

    Parameters
    ----------
    what
        goods, tourists, workers, transfers, earnings, relocation, gas or oil; way or pipe
    direction
        from or to, seen from the actor; for, of ways and pipes; empty of a fuel at the actor's own hubs
    thing
        of ways and pipes: code of a link, a pipe, a place or an actor; else empty
    partner
        the actor or bloc at the other end; empty where nobody in particular is
    """

    what: str
    direction: Direction
    thing: str = ""
    partner: str = ""


def parsed(text: str) -> LeverObject:
    """Return the parts of an object as it is written; ScenarioError where it has none of the forms."""
    for form in _FORMS:
        match = form.match(text)
        if match is not None:
            found = match.groupdict()
            thing = found.get("thing") or ""
            return LeverObject(
                what=found["what"],
                direction="for" if thing else found.get("direction") or "",  # type: ignore[arg-type]
                thing=thing,
                partner=found.get("partner") or "",
            )
    raise ScenarioError(
        f"object {text!r} is not understood; write for instance 'goods from ARM', 'gas to ARM', 'way upper_lars for "
        "ARM' or 'pipe gas_bluestream'"
    )


def written(what: str, direction: str, partner: str) -> tuple[str, ...]:
    """Return how an object is written, quoted: "'goods from ARM'", or the three forms of a way."""
    if what in _WRITTEN:
        return _WRITTEN[what]
    return (f"'{what} {direction} {partner or 'PARTNER'}'" if direction else f"'{what}'",)
