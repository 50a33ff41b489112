"""Levers in words: verb phrases in the past tense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.words import digits, listed, percent
from marchland.world.check_energy import PRICE, QUANTITY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from marchland.levers import Lever


def lever_phrase(lever: Lever, names: Mapping[str, str], *, named: str | None = None) -> str:
    """Return a lever as a verb phrase in the past tense: "refused goods from Armenia".

    Parameters
    ----------
    names
        of actors and blocs as they stand inside a sentence
    named
        what is refused, taxed or closed, where it has a name of its own: "wine", "food, drink and tobacco";
        default: the codes
    """
    if lever.is_way:
        return _way_phrase(lever, names, named)
    if lever.is_pipe:
        return _pipe_phrase(lever, names, named)
    if lever.fuel:
        return _fuel_phrase(lever, names)
    partner = names[lever.partner]
    goods = "goods" if lever.sector is None else f"goods ({lever.sector})"
    if lever.product is not None:
        goods = lever.product.replace("_", " ")
    goods = goods if named is None else named
    part = part_of(lever.size)
    if lever.action == "tariff":
        return f"put a duty of {digits(lever.size * 100, 3)} points on {goods} from {partner}"
    verb, rest = {
        ("embargo", "goods", "from"): ("refused", f"{goods} from {partner}"),
        ("embargo", "goods", "to"): ("stopped selling", f"{goods} to {partner}"),
        ("embargo", "tourists", "to"): ("kept", f"its tourists from travelling to {partner}"),
        ("expel", "workers", "from"): ("sent home", f"workers from {partner}"),
        ("cut", "transfers", "to"): ("stopped", f"workers' transfers to {partner}"),
        ("cut", "earnings", "to"): ("took", f"the worth of what workers from {partner} earn"),
        ("cut", "relocation", "to"): ("stopped", f"relocation money to {partner}"),
        ("open", "goods", "from"): ("eased", f"goods from {partner}"),
        ("open", "goods", "to"): ("eased", f"goods to {partner}"),
    }[lever.action, lever.what, lever.direction]
    if lever.action == "open":
        return f"lowered the cost of trading {rest} by {percent(lever.size)}"
    return f"{verb} {part}{rest}"


def _way_phrase(lever: Lever, names: Mapping[str, str], named: str | None) -> str:
    """Return what is done to a way: "closed Upper Lars to goods from and to Armenia"."""
    over = "all ways that it controls" if lever.way == lever.actor else named or names.get(lever.way) or lever.way
    cargo = lever.commodity.replace("_", " ") if lever.commodity else "goods"
    partner = f"{cargo} from and to {names[lever.partner]}" if lever.partner else cargo if lever.commodity else ""
    toward = f" to {partner}" if partner else ""
    if lever.action == "slow":
        return f"held {partner or 'goods'} up on {over} for {digits(lever.size, 3)} hours"
    if lever.action == "toll":
        return f"charged {partner or 'goods'} {digits(lever.size, 3)} USD a tonne on {over}"
    verb = {"close": "closed", "open": "opened", "build": "built"}[lever.action]
    return f"{verb} {_part_of_all(lever.size, over)}{toward}"


def _fuel_phrase(lever: Lever, names: Mapping[str, str]) -> str:
    """Return what is done to gas or oil that is sold: "withheld half of the gas that it sells Armenia"."""
    fuel, partner, figure = lever.fuel, names[lever.partner] if lever.partner else "", digits(lever.size, 3)
    part = part_of(lever.size) or "the "
    if lever.action == "reprice":
        return f"asked {partner} {figure} {PRICE[fuel]} for {fuel}"
    if lever.action == "supply":
        return f"had {figure} {QUANTITY[fuel]} a year more of {fuel}" + (f" for {partner}" if partner else "")
    if lever.action == "embargo":
        return f"refused {part}{fuel} that it buys of {partner}"
    return f"withheld {part}{fuel} that it sells {partner}"


def _pipe_phrase(lever: Lever, names: Mapping[str, str], named: str | None) -> str:
    """Return what is done to a pipe: "closed all pipes of gas that it controls and that may supply Slovakia"."""
    fuel = f" of {lever.fuel}" if lever.fuel else ""
    over = f"all pipes{fuel} that it controls" if lever.pipe == lever.actor else named or lever.pipe
    if lever.partner:
        joined = " and that may supply" if lever.pipe == lever.actor else ", which may supply"
        over += f"{joined} {names[lever.partner]}"
    if lever.action == "toll":
        unit = PRICE[lever.fuel] if lever.fuel else f"{PRICE['gas']} of gas or {PRICE['oil']} of oil"
        return f"charged {digits(lever.size, 3)} {unit} on {over}"
    verb = {"close": "closed", "open": "opened", "build": "built"}[lever.action]
    return f"{verb} {_part_of_all(lever.size, over)}"


def _part_of_all(size: float, over: str) -> str:
    """Return a part of what is closed: "half of all pipes that it controls"."""
    return f"{part_of(size)}{over}".replace("of the all ", "of all ")


def part_of(size: float) -> str:
    """Return a share in words: "a quarter of ", "half of ", "30 % of ", empty for all."""
    known = {1.0: "", 0.5: "half of the ", 0.25: "a quarter of the "}
    return known.get(size, f"{percent(size)} of the ")


def levers_phrase(levers: Sequence[Lever], names: Mapping[str, str]) -> str:
    """Return several levers as one verb phrase: what is alike is said once, and so is whom they are aimed at."""
    left, told = list(levers), list[str]()
    while left:
        first = left.pop(0)
        alike = next((other for other in left if _said_together(first, other)), None)
        if alike is not None:
            left.remove(alike)
        phrase = lever_phrase(first, names) if alike is None else _joined(first, names)
        named = names.get(first.partner or "", "")
        known = any(named and named in before for before in told)
        told.append(_there(phrase, named) if known else phrase)
    return listed(told)


def _said_together(first: Lever, other: Lever) -> bool:
    """Return whether two levers are one phrase: goods both ways, two kinds of money, gas and oil."""
    if (first.action, first.partner, first.size) != (other.action, other.partner, other.size):
        return False
    if first.is_way or other.is_way or first.sector or other.sector or first.product or other.product:
        return False
    if first.is_pipe or other.is_pipe:
        whole = first.pipe == first.actor and other.pipe == other.actor
        return whole and first.action == "close" and {first.fuel, other.fuel} == {"gas", "oil"}
    if first.fuel or other.fuel:
        return first.action in {"cut", "embargo"} and {first.fuel, other.fuel} == {"gas", "oil"}
    if {first.what, other.what} == {"transfers", "relocation"}:
        return True
    return first.action == "embargo" and first.what == other.what == "goods"


def _joined(lever: Lever, names: Mapping[str, str]) -> str:
    """Return the phrase of a lever and the one that is said with it."""
    partner, part = names[lever.partner or ""] if lever.partner else "", part_of(lever.size)
    if lever.fuel:
        return lever_phrase(lever, names).replace(lever.fuel, "gas and oil", 1)
    if lever.what in {"transfers", "relocation"}:
        return f"stopped {part}workers' transfers and relocation money to {partner}"
    return f"stopped {part}trade in goods with {partner}"


def _there(phrase: str, named: str) -> str:
    """Return a phrase whose partner was named before."""
    for known, short in (
        (f"sells {named}", "sells there"),
        (f"buys of {named}", "buys there"),
        (f"supply {named}", "supply it"),
        (f" to {named}", " there"),
        (f" from {named}", " from there"),
    ):
        phrase = phrase.replace(known, short)
    return phrase
