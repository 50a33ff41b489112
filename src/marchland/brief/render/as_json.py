"""The brief as JSON, and back."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from marchland.brief.model import Brief
from marchland.errors import MarchlandError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FAULTS_SHOWN = 8


def _adapter() -> TypeAdapter[Brief]:
    from pydantic import TypeAdapter

    return TypeAdapter(Brief)


def render_json(brief: Brief, *, indent: int | None = 2) -> str:
    """Return the brief as JSON that `brief_schema` describes.

    Parameters
    ----------
    indent
        spaces a level; None = no white space at all
    """
    return _adapter().dump_json(brief, indent=indent).decode()


def brief_schema() -> dict[str, Any]:
    """Return the JSON schema of a brief."""
    return _adapter().json_schema()


def read_json(text: str) -> Brief:
    """Read a brief from JSON.

    Raises
    ------
    MarchlandError
        where the text is no JSON, does not fit the schema, or names figures or inputs that it does not hold
    """
    from pydantic import ValidationError

    try:
        brief = _adapter().validate_json(text)
    except ValidationError as error:
        raise MarchlandError(
            faults_told("a brief", "brief", error.errors(include_url=False, include_input=False))
        ) from None
    if lost := _lost(brief):
        raise MarchlandError(
            f"this brief names {len(lost)} figures or inputs that it does not hold, first {lost[0]!r}; it was changed "
            "or cut after it was made: make it again with `marchland brief --out FILE`"
        )
    return brief


def faults_told(what: str, command: str, faults: list[Any]) -> str:
    """Say what is wrong with a JSON file that should hold a result."""
    lines = [f"{'.'.join(map(str, fault['loc'])) or 'the file'}: {fault['msg']}" for fault in faults[:FAULTS_SHOWN]]
    if len(faults) > FAULTS_SHOWN:
        lines.append(f"and {len(faults) - FAULTS_SHOWN} more")
    cure = f"make it again with `marchland {command} --out FILE`, or set it against the schema {command}.schema.json"
    return "\n  ".join([f"this is not the JSON of {what}; {cure}", *lines])


def _lost(brief: Brief) -> list[str]:
    """Return ids that something points to and that are not there."""
    options = [option for pair in brief.pairs for option in pair.options]
    figures = chain(
        *((pair.leverage, pair.exposure) for pair in brief.pairs),
        *((option.target_loss, option.sender_loss, option.others_loss) for option in options),
        *((move.before, move.after, move.change) for move in brief.moves),
        *((part.loss,) for pair in brief.pairs for part in pair.carried),
        *((at.target_loss, at.sender_loss) for pair in brief.pairs for at in pair.horizons),
        *((step.target_loss, step.sender_loss) for pair in brief.pairs for step in pair.frontier),
        *((one.without, one.left, one.worth) for one in brief.diversified),
        *((one.flow, one.target_loss, one.sender_loss) for pair in brief.pairs for one in pair.narrow),
    )
    gates = () if brief.ways is None else brief.ways.gates
    of_gates = (
        *((gate.value, gate.tonnes, gate.captive_value, gate.captive_tonnes) for gate in gates),
        *((way.tonnes, way.value) for gate in gates for way in gate.ways),
        *((gate.detour,) for gate in gates if gate.detour),
        *((one.loss, one.own) for one in (() if brief.ways is None else brief.ways.closures)),
    )
    of_supplies = () if brief.energy is None else (supply.ids for supply in brief.energy.supplies)
    inputs = chain.from_iterable(figure.inputs for figure in brief.figures.values())
    positions = [
        f"option {pair.chosen} of {pair.sender} on {pair.target}"
        for pair in brief.pairs
        if pair.chosen is not None and not 0 <= pair.chosen < len(pair.options)
    ]
    return [
        *(i for i in chain(figures, *of_gates, *of_supplies) if i not in brief.figures),
        *(k for k in dict.fromkeys(inputs) if k not in brief.inputs),
        *positions,
    ]
