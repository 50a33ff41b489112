"""What a cut means, as figures: who pays, what softens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.lever_words import lever_phrase
from marchland.brief.supply import AnswerLeftOut, JudgedEnds, OtherLoss, PipeShift, Softening, SupplyAnswer, SupplyCut
from marchland.brief.words import days_in_words
from marchland.engine.inputs import pipe_inputs
from marchland.world.check_energy import QUANTITY

if TYPE_CHECKING:
    from marchland.brief.energy.answers import Answered, Answers
    from marchland.brief.energy.reading import Cut
    from marchland.brief.energy.store import Store
    from marchland.engine import Input
    from marchland.levers import Lever

MOST_OTHERS = 4
MOST_WAYS = 4
SMALL = 0.01
"""Part of what is missing, or of what the target loses, below which nothing is listed."""
LOSS = (
    "surplus of users, producers, owners of pipes and stores and both ends of a sale, without less with the cut, USD a "
    "year x days / 365"
)
MISSING = "sales of the sender to the target, without less with the cut, a year's x days / 365"
MORE = "sales to the target with less without the cut, a year's x days / 365"
STORES = "what the target's stores give with less without the cut, at most stock / days"
SAVINGS = "use of the target without less with the cut, a year's x days / 365; not what is refined for sale abroad"
UNREFINED = "what the target's refineries take in for products sold abroad, without less with the cut, x days / 365"
ENDS = f"{LOSS}; the range is that of this judgement alone, 5th and 95th percentile, all else at best values"
WAY = "the target's purchases under the cut followed back from its hubs to each seller, at a year's rate"


def cut_of(store: Store, cut: Cut, answers: Answers | None = None) -> SupplyCut:
    """Return a cut and keep its figures; `answers` are told beside it."""
    best, tag, unit = store.best, cut.tag, QUANTITY[cut.fuel]
    target, sender = store.said[cut.target], store.said[cut.sender]
    inputs = store.of_cut(cut)
    when = f"if {sender} withheld its {cut.fuel} from {target} for {days_in_words(cut.days)}"

    def add(kind: str, words: str, of: str, formula: str) -> str:
        return store.add(kind, f"{words} {when}", of, formula, inputs)

    missing = add(f"missing:{tag}", f"{cut.fuel} that {target} would not get of {sender}", unit, MISSING)
    softened = []
    least = SMALL * abs(best[missing])
    for identifier, value in best.items():
        if identifier.startswith(f"more:{tag}:") and value > least:
            code = identifier.removeprefix(f"more:{tag}:")
            by = "its own production" if code == cut.target else store.said[code]
            words = f"{cut.fuel} that {target} would have more of {by}"
            softened.append(Softening(kind="seller", by=code, quantity=add(identifier, words, unit, MORE)))
    for kind, words, formula in (
        ("stores", f"{cut.fuel} that {target} would take out of its stores", STORES),
        ("savings", f"{cut.fuel} that {target} would use less", SAVINGS),
        ("unrefined", f"{cut.fuel} that {target} would refine less for sale abroad", UNREFINED),
    ):
        if best[f"{kind}:{tag}"] > least:
            of = "storage" if kind == "stores" else kind
            softened.append(Softening(kind=of, by=cut.target, quantity=add(f"{kind}:{tag}", words, unit, formula)))
    losses = {}
    for code in (cut.target, cut.sender):
        losses[code] = (
            add(f"loss:{tag}:{code}", f"what {store.said[code]} would lose", "USD", LOSS),
            add(
                f"share:{tag}:{code}",
                f"what {store.said[code]} would lose",
                "share of GDP",
                f"{LOSS}; over a year's GDP",
            ),
        )
    others = [
        (value, identifier)
        for identifier, value in best.items()
        if identifier.startswith(f"loss:{tag}:")
        and identifier not in {pair[0] for pair in losses.values()}
        and abs(value) > SMALL * abs(best[f"loss:{tag}:{cut.target}"])
    ]
    chosen = [identifier for _, identifier in sorted(others, key=lambda each: (-abs(each[0]), each[1]))[:MOST_OTHERS]]
    return SupplyCut(
        sender=cut.sender,
        days=cut.days,
        missing=missing,
        loss=losses[cut.target][0],
        loss_share=losses[cut.target][1],
        own=losses[cut.sender][0],
        own_share=losses[cut.sender][1],
        rest=add(f"rest:{tag}", "what all others would lose together", "USD", LOSS),
        others=tuple(
            OtherLoss(
                actor=(code := identifier.removeprefix(f"loss:{tag}:")),
                loss=add(identifier, f"what {store.said[code]} would lose", "USD", LOSS),
            )
            for identifier in chosen
        ),
        softened=tuple(sorted(softened, key=lambda each: -best[each.quantity])),
        ways=_ways(store, cut, when, least * 365 / cut.days),
        ends=tuple(
            JudgedEnds(
                judged=words,
                loss=store.at_ends(
                    f"ends:{tag}:{factor}",
                    f"what {target} would lose {when}, with {words} at both ends of the range",
                    losses[cut.target][0],
                    factor,
                    ENDS,
                    inputs,
                ),
            )
            for factor, words in store.judged.items()
        ),
        answers=tuple(
            _answer(store, cut, when, number, each, inputs)
            for number, each in enumerate(answers.found if answers else (), start=1)
        ),
        left_out=tuple(
            AnswerLeftOut(words=_done(store, lever), why=why) for lever, why in (answers.left_out if answers else ())
        ),
    )


def _done(store: Store, lever: Lever) -> str:
    """Return an answer in words: "Norway supplies 3 bcm a year"."""
    pipes = {row["pipe"]: row["name"] or row["pipe"] for row in store.world["pipes"].rows()}
    phrase = lever_phrase(lever, store.said, named=pipes.get(lever.pipe) if lever.is_pipe else None)
    return f"{store.said[lever.actor]} {phrase}"


def _answer(
    store: Store, cut: Cut, when: str, number: int, answer: Answered, inputs: tuple[Input, ...]
) -> SupplyAnswer:
    lever = answer.lever
    words = _done(store, lever)
    identifier = store.at_best(
        f"answered:{cut.tag}:{number}",
        f"what {store.said[cut.target]} would lose {when} and {words}",
        answer.loss,
        "USD",
        f"{LOSS}; cut and answer together, at best values",
        (*inputs, *(pipe_inputs(store.world, [lever.pipe]) if lever.is_pipe else ())),
    )
    return SupplyAnswer(words=words, loss=identifier)


def _ways(store: Store, cut: Cut, when: str, least: float) -> tuple[PipeShift, ...]:
    names = {row["pipe"]: row["name"] or row["pipe"] for row in store.world["pipes"].rows()}
    start, unit = f"way:{cut.tag}:", QUANTITY[cut.fuel]
    parameters = tuple(each for each in store.of_cut(cut) if each.table == "parameters")
    rises = {}
    for identifier, value in store.best.items():
        if identifier.startswith(start):
            pipe = identifier.removeprefix(start)
            rises[pipe] = value - store.best[f"was:{cut.tag}:{pipe}"]
    most = sorted((pipe for pipe in rises if rises[pipe] > least), key=lambda pipe: -rises[pipe])[:MOST_WAYS]
    words, found = f"{cut.fuel} for {store.said[cut.target]} through", []
    for pipe in most:
        name, resting = names[pipe], (*store.of_pipe(pipe, names[pipe], cut.fuel, cut.target), *parameters)
        before = store.add(f"was:{cut.tag}:{pipe}", f"{words} {name}, a year, as it is", unit, WAY, resting)
        after = store.add(f"{start}{pipe}", f"{words} {name}, a year, {when}", unit, WAY, resting)
        found.append(PipeShift(pipe=pipe, name=name, before=before, after=after))
    return tuple(found)
