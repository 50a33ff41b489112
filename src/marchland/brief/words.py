"""Figures in words; three significant digits at most."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from marchland.world.check_energy import PRICE, QUANTITY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marchland.brief.figure import Figure

HORIZON_DAYS = {"quarter": "a quarter", "year": "a year", "decade": "a decade"}
_FUEL_UNITS = (*QUANTITY.values(), PRICE["gas"])
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"))


def percent(share: float) -> str:
    """Return a share as a percentage with two significant digits: "12 %", "0.84 %", "0 %"."""
    value = share * 100
    if abs(value) < 1e-6:
        return "0 %"
    return f"{digits(value, 2)} %"


def in_points(share: float) -> str:
    """Return a difference of two shares in percentage points: "2.5 points", "1 point"."""
    number = percent(share).removesuffix(" %")
    return f"{number} {'point' if number.lstrip('−') == '1' else 'points'}"


def dollars(usd: float) -> str:
    """Return US dollars with three significant digits: "1.25 bn USD"."""
    scale, name = _scale(usd)
    return f"{digits(usd / scale, 3)} {name}USD" if abs(usd) >= 1 else "0 USD"


def dollar_span(low: float, best: float, high: float) -> str:
    """Return a range of US dollars in the scale of its best value: "[0.98 to 1.5]", for beside `dollars(best)`."""
    scale = _scale(best)[0]
    if abs(best) < 1:
        return f"[{dollars(low)} to {dollars(high)}]"
    return f"[{digits(low / scale, 3)} to {digits(high / scale, 3)}]"


def _scale(usd: float) -> tuple[float, str]:
    for scale, name in _SCALES:
        if abs(usd) >= 0.9995 * scale:
            return scale, f"{name} "
    return 1.0, ""


def digits(value: float, most: int) -> str:
    """Return a number with so many significant digits, a true minus and no exponent: "−0.0031", "1,250"."""
    rounded = float(f"{value:.{most}g}")
    text = f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:.{most}g}"
    if "e" in text:
        text = f"{rounded:.12f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def tonnes(amount: float) -> str:
    """Return tonnes with three significant digits: "1.25 m t"."""
    return f"{dollars(amount).removesuffix('USD').strip()} t"


def per_tonne(usd: float) -> str:
    """Return US dollars a tonne with three significant digits: "45.2 USD/t"."""
    return f"{digits(usd, 3)} USD/t" if abs(usd) >= 0.01 else "0 USD/t"


def quantity(value: float, unit: str) -> str:
    """Return a value in its unit: "USD", "t", "USD/t", "bcm", "Mt", "USD per 1000 m3", else a share as a percentage."""
    if unit in _FUEL_UNITS:
        return f"{_least(value)} {unit}"
    said = {"USD": dollars, "t": tonnes, "USD/t": per_tonne}.get(unit, percent)
    return said(value)


def _least(value: float) -> str:
    """Return a quantity or a price of a fuel: three significant digits, nothing below a ten thousandth."""
    return digits(value, 3) if abs(value) >= 1e-4 else "0"


def amount(figure: Figure) -> str:
    """Return a figure's best value in its unit."""
    return quantity(figure.best, figure.unit)


def span(figure: Figure) -> str:
    """Return a figure's range: "[0.4 to 1.5]", in its unit; empty where there are no draws."""
    if figure.low is None or figure.high is None:
        return ""
    if figure.unit in {"USD", "t"}:
        return dollar_span(figure.low, figure.best, figure.high)
    if figure.unit in _FUEL_UNITS:
        return f"[{_least(figure.low)} to {_least(figure.high)}]"
    if figure.unit == "USD/t":
        return f"[{digits(figure.low, 3)} to {digits(figure.high, 3)}]"
    return f"[{percent(figure.low).removesuffix(' %')} to {percent(figure.high).removesuffix(' %')}]"


def with_range(figure: Figure) -> str:
    """Return best value and range: "0.84 % [0.4 to 1.5]"."""
    return f"{amount(figure)} {span(figure)}".strip()


def absolute(figure: Figure) -> str:
    """Return a figure and its range with the sign turned, for a sentence whose verb says the sign."""
    if figure.best >= 0:
        return with_range(figure)
    low, high = (None, None) if figure.low is None or figure.high is None else (-figure.high, -figure.low)
    return with_range(replace(figure, best=-figure.best, low=low, high=high))


def spoken(name: str) -> str:
    """Return a name as it stands inside a sentence: with its article, where it takes one."""
    takes_article = (
        "United ",
        "European ",
        "Eurasian ",
        "Collective ",
        "Commonwealth ",
        "Organi",
        "Rest ",
        "Netherlands",
    )
    return f"the {name}" if name.startswith(takes_article) else name


def lowered(name: str) -> str:
    """Return the name of a sector as it stands inside a sentence: without its capital."""
    return name[:1].lower() + name[1:]


def begun(sentence: str) -> str:
    """Return a sentence with a capital."""
    return sentence[:1].upper() + sentence[1:]


def listed(words: Sequence[str]) -> str:
    """Join words: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def days_in_words(days: int) -> str:
    """Return a length in words: "a year", "90 days"."""
    return {365: "a year", 91: "a quarter", 92: "a quarter", 3650: "ten years"}.get(days, f"{days} days")
