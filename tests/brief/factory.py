"""A small brief, made by hand: two targets, three senders, one of them a bloc."""

from __future__ import annotations

from dataclasses import replace

from marchland.brief.model import (
    AtHorizon,
    Brief,
    BriefOption,
    BriefPair,
    BriefSource,
    Carried,
    Diversified,
    Driver,
    Figure,
    Finding,
    FrontierStep,
    MapTerritory,
    Move,
    NarrowLever,
)
from marchland.engine import Input

NAMES = {
    "ALB": "Albion",
    "BEL": "Bel & <Sons>",
    "CAR": "Carpathia",
    "UNI": "Northern Union",
    "ROW": "Rest of the world",
}
SHAPES = {
    "view": {"x": -100.0, "y": -100.0, "width": 200.0, "height": 150.0},
    "actors": {"ALB": "M0 0l10 0 0 10z", "BEL": "M20 0l10 0 0 10z", "CAR": "M40 0l10 0 0 10z"},
    "labels": {"ALB": [5, 5], "BEL": [25, 5], "CAR": [45, 5]},
    "rest": "M-50 -50l10 0 0 10z",
    "territories": [{"place": "cape", "actor": "ALB", "controllers": [], "path": "M1 1l2 0 0 2z"}],
}


def figure(identifier: str, best: float, *, unit: str = "share of GDP", spread: float = 0.5) -> Figure:
    """Return a figure whose range is as wide as said, in parts of its best value."""
    around = abs(best) * spread
    return Figure(
        id=identifier,
        words=f"figure {identifier}",
        low=best - around,
        best=best,
        high=best + around,
        unit=unit,
        formula="loss / GDP",
        inputs=("trade:1",),
        drivers=(Driver(words="bias of trade <recorded>", share=0.6, sign=1),),
    )


def a_brief(kind: str = "region") -> Brief:
    """Return a brief of a kind; losses differ by pair, one pair has no bundle, one sender gains by its own levers."""
    targets = ("ALB", "BEL") if kind in {"region", "sender"} else ("ALB",)
    senders = ("CAR", "UNI", "BEL") if kind in {"region", "target"} else ("CAR",)
    figures: dict[str, Figure] = {}
    pairs, moves = [], []
    for i, target in enumerate(targets):
        for j, sender in enumerate(senders):
            if sender != target:
                pair = _pair(figures, sender, target, 0.12 / (1 + i + 2 * j), silent=(sender == "BEL"))
                pairs.append(pair if kind == "region" else _in_detail(figures, pair))
                moves.append(_move(figures, sender, target))
    return Brief(
        kind=kind,
        title="The isles: who can squeeze whom, 2023",
        sentence="If Carpathia refused goods from Albion for a year, Albion would lose 12 % of a year's GDP [6 to 18].",
        findings=(
            Finding(about="levers", words="Refusing goods costs most."),
            Finding(about="levers", words="After Carpathia comes the Northern Union."),
            Finding(about="change", words="Carpathia on Bel & <Sons> rose most."),
        ),
        diversified=_diversified(figures) if kind in {"target", "pair"} else (),
        diversification="These take away less than 0.05 % of GDP: trade with Bel cheaper by 10 %.",
        targets=targets,
        senders=senders,
        names=NAMES,
        members={"UNI": ("DAN", "EST")},
        world="isles",
        world_title="The isles",
        world_fingerprint="0123456789abcdef" * 4,
        code_fingerprint="fedcba9876543210" * 4,
        version="0.1.0",
        day="2023-12-31",
        year=2023,
        earlier=2017,
        horizon="year",
        horizon_note="",
        days=365,
        budget=0.001,
        draws=16,
        failed=(),
        seed=1,
        residual=2e-9,
        figures=figures,
        pairs=tuple(pairs),
        moves=tuple(moves),
        inputs={"trade:1": _input()},
        sources=(
            BriefSource(
                source="ledger",
                title="The ledger | of </script> trade",
                publisher="Board of Trade",
                url="https://example.org/a?b=1&c=2",
                year=2024,
                licence="CC BY 4.0",
            ),
        ),
        gaps=(*(f"no data on goods from ALB to B{i:02}: left out, not zero" for i in range(12)), "fuels are left out"),
        record="No past episode has been computed with this version.",
        territories=(
            MapTerritory(place="cape", name="the Cape", actor="ALB", controller="CAR", since="2014-02-27"),
            MapTerritory(place="reef", name="the Reef", actor="ROW", controller="CAR", since="1974"),
        ),
    )


def without_ranges(brief: Brief) -> Brief:
    """Return the brief as it is without draws."""
    figures = {k: replace(f, low=None, high=None, drivers=()) for k, f in brief.figures.items()}
    return replace(brief, draws=0, figures=figures)


def _pair(figures: dict[str, Figure], sender: str, target: str, size: float, *, silent: bool) -> BriefPair:
    code = f"{sender}>{target}"
    name = NAMES[target]
    options = []
    for number, (words, kind) in enumerate(
        [
            (f"refused goods from {name}", "single"),
            (f"sent home workers from {name}", "single"),
            (f"refused goods from {name} and sent home workers from {name}", "joined"),
        ],
        start=1,
    ):
        own = -0.0002 if sender == "UNI" else 0.0004 * number
        for made in (
            figure(f"loss:{code}:{number}", size * number / 3),
            figure(f"own:{code}:{number}", own),
            figure(f"others:{code}:{number}", -3.4e8 * number, unit="USD"),
        ):
            figures[made.id] = made
        options.append(
            BriefOption(
                words=words,
                kind=kind,
                size=1.0,
                target_loss=f"loss:{code}:{number}",
                sender_loss=f"own:{code}:{number}",
                others_loss=f"others:{code}:{number}",
                affordable=own <= 0.001,
                why=(f"may refuse goods at the border of {NAMES[sender]} (since 1992-01-01)",),
            )
        )
    chosen = None if silent else 2 if options[2].affordable else 1
    leverage = figure(f"leverage:{code}", 0.0 if chosen is None else size * (chosen + 1) / 3)
    exposure = figure(f"exposure:{code}", size)
    figures |= {leverage.id: leverage, exposure.id: exposure}
    return BriefPair(
        sender=sender,
        target=target,
        leverage=leverage.id,
        chosen=chosen,
        exposure=exposure.id,
        through={"trade": 0.4, "energy": 0.1, "remittances": 0.5},
        options=tuple(options),
        withheld=("tariff goods from ALB: the right `tariff` is held by UNI",),
    )


def _in_detail(figures: dict[str, Figure], pair: BriefPair) -> BriefPair:
    """Return the pair with what carries its loss, which adds up, and with the three horizons."""
    if pair.chosen is None:
        return pair
    code, whole = f"{pair.sender}>{pair.target}", figures[pair.options[0].target_loss].best
    cut_up = {
        "partner": (
            (pair.sender, NAMES[pair.sender], 1.3),
            (pair.target, "the home market", -0.4),
            ("", "others", 0.1),
        ),
        "sector": (("food", "Food & <drink>", 0.8), ("ore", "Ore", 0.15), ("", "all others", 0.05)),
    }
    carried = []
    for by, parts in cut_up.items():
        for part, words, share in parts:
            made = figure(f"part:{code}:{by}:{part or '*'}", whole * share)
            figures[made.id] = made
            carried.append(Carried(by=by, code=part, words=words, loss=made.id))
    horizons = []
    for horizon, factor in (("quarter", 2.0), ("year", 1.0), ("decade", 0.4)):
        loss = figure(f"loss:{code}@{horizon}", figures[pair.leverage].best * factor)
        own = figure(f"own:{code}@{horizon}", figures[pair.options[0].sender_loss].best * factor)
        figures |= {loss.id: loss, own.id: own}
        horizons.append(AtHorizon(horizon=horizon, target_loss=loss.id, sender_loss=own.id))
    narrow = []
    for by, part, words, share in (
        ("sector", "food", "refused food & <drink> from Albion", 0.5),
        ("product", "wine", "refused wine from Albion", 0.2),
    ):
        ids = [f"{kind}:{code}:embargo:from:{part}" for kind in ("loss", "own")]
        for i in ids:
            figures[i] = replace(figure(i, whole * share), low=None, high=None, drivers=())
        flow = replace(figure(f"flow:{code}:from:{part}", share * 1e9), unit="USD", drivers=())
        figures[flow.id] = flow
        narrow.append(
            NarrowLever(
                by=by, code=part, action="embargo", words=words, flow=flow.id, target_loss=ids[0], sender_loss=ids[1]
            )
        )
    steps = tuple(
        FrontierStep(words=o.words, target_loss=o.target_loss, sender_loss=o.sender_loss) for o in pair.options
    )
    return replace(pair, carried=tuple(carried), horizons=tuple(horizons), narrow=tuple(narrow), frontier=steps)


def _diversified(figures: dict[str, Figure]) -> tuple[Diversified, ...]:
    """Return a link and a contract that take something away."""
    made = []
    for number, (kind, words, before, after) in enumerate(
        [("link", "Cape - Reef (rail) opened", 0.04, 0.01), ("contract", "a contract with Bel & <Sons>", 0.12, 0.11)],
        start=1,
    ):
        ids = [f"{name}:CAR>ALB:{number}" for name in ("without", "with", "worth")]
        for identifier, value in zip(ids, (before, after, before - after), strict=True):
            figures[identifier] = figure(identifier, value)
        made.append(
            Diversified(
                kind=kind, words=words, sender="CAR", against="shut its ways", without=ids[0], left=ids[1], worth=ids[2]
            )
        )
    return tuple(made)


def _move(figures: dict[str, Figure], sender: str, target: str) -> Move:
    code = f"{sender}>{target}"
    after = figures[f"leverage:{code}"].best
    before, change = figure(f"leverage:{code}@2017", 0.05), figure(f"change:{code}", after - 0.05)
    figures |= {before.id: before, change.id: replace(change, unit="change of share of GDP")}
    return Move(sender=sender, target=target, before=before.id, after=f"leverage:{code}", change=change.id)


def _input() -> Input:
    return Input(
        words="goods from ALB to CAR, 2023",
        table="trade",
        row=1,
        low=80.0,
        best=100.0,
        high=125.0,
        unit="MUSD",
        estimated=True,
        sources=("ledger",),
    )
