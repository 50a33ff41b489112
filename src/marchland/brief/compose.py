"""From leverage, of one year or two, to the brief."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from marchland.brief.cited import cited_sources
from marchland.brief.collected import Collected
from marchland.brief.findings import findings
from marchland.brief.model import Brief
from marchland.brief.moves import moves_of
from marchland.brief.pairs import is_known, pair_of
from marchland.brief.sentences import headline
from marchland.brief.territories import territories_of
from marchland.brief.track_record import record_line
from marchland.brief.unknowns import gaps_of
from marchland.levers import horizon_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.hindcast import ModelError
    from marchland.leverage import Leverage
    from marchland.levers import Horizon


def compose(
    kind: str,
    result: Leverage,
    earlier: Leverage | None,
    version: str,
    *,
    at: Mapping[Horizon, Leverage] | None = None,
    error: ModelError | None = None,
) -> Brief:
    """Put the brief together.

    Parameters
    ----------
    kind
        region, target, sender or pair
    result
        leverage in the year of the brief
    earlier
        leverage in the year it is compared with, on the same draws; None = no comparison
    version
        of marchland
    at
        the same levers at several horizons, `result` among them; None = at that of `result` alone
    error
        of the models, put into the ranges of losses; None = ranges are those of the draws alone
    """
    world = result.world
    store = Collected(result, error)
    names, said = store.names, store.said
    pairs = tuple(pair_of(store, pair, said, at or {}) for pair in result.pairs if is_known(pair))
    moves = moves_of(store, result, earlier, said) if earlier is not None else ()
    targets, senders = _order(result)
    cited = {code for given in store.inputs.values() for code in given.sources}
    parts = Brief(
        kind=kind,
        title="",
        sentence="",
        findings=(),
        targets=targets,
        senders=senders,
        names={k: v for k, v in names.items() if k in {*targets, *senders, *world.actors}},
        members={b: world.members(b) for b in world.blocs},
        world=world.package.name,
        world_title=world.package.title,
        world_fingerprint=world.fingerprint,
        code_fingerprint=result.code,
        version=version,
        day=str(world.day),
        year=world.year or world.package.base_year,
        earlier=None if earlier is None else earlier.world.year,
        horizon=result.horizon,
        horizon_note=_horizon_note(result),
        days=result.days,
        budget=result.budget,
        draws=len(result.z),
        failed=tuple(f"{y}, draw {f.draw}: {f.reason}" for y, one in _by_year(result, earlier) for f in one.failed),
        seed=result.seed,
        residual=max(one.residual for _, one in _by_year(result, earlier)),
        figures=store.figures,
        pairs=pairs,
        moves=moves,
        inputs=store.inputs,
        sources=cited_sources(world, cited),
        gaps=gaps_of(result, earlier),
        record=record_line(world),
        territories=territories_of(world),
        unknown=tuple((pair.sender, pair.target) for pair in result.pairs if not is_known(pair)),
        model_error=error,
    )
    return with_words(parts)


def with_words(parts: Brief) -> Brief:
    """Return a brief with title, sentence and findings that say what its figures are now."""
    title, sentence = headline(parts)
    return replace(parts, title=title, sentence=sentence, findings=findings(parts))


def _by_year(result: Leverage, earlier: Leverage | None) -> list[tuple[int | None, Leverage]]:
    return [(one.world.year, one) for one in (result, earlier) if one is not None]


def _order(result: Leverage) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return targets by largest leverage on them, senders by the sum of their leverage."""
    on = {t: max((p.leverage[0] for p in result.pairs if p.target == t), default=0.0) for t in result.targets}
    by = {s: sum(p.leverage[0] for p in result.pairs if p.sender == s) for s in result.senders}
    return tuple(sorted(on, key=lambda t: -on[t])), tuple(sorted(by, key=lambda s: -by[s]))


def _horizon_note(result: Leverage) -> str:
    usual = horizon_of(result.days)
    if usual == result.horizon:
        return ""
    return f"computed at the horizon `{result.horizon}`, where {result.days} days would give `{usual}`"
