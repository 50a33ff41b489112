"""Scenario files: YAML with a published JSON schema."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic reads the annotations
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from marchland.errors import ScenarioError, suggestion
from marchland.levers.lever import Lever
from marchland.levers.rules import Action  # noqa: TC001 - pydantic reads the annotations
from marchland.levers.scenario import Horizon, Scenario
from marchland.levers.size_written import size_fault


class _LeverEntry(BaseModel):
    """Something that an actor does."""

    model_config = ConfigDict(extra="forbid", title="Lever")

    actor: str = Field(description="who does it: code of an actor or a bloc")
    action: Action = Field(description="what is done")
    object: str = Field(
        description="what it touches, seen from the actor: 'goods from ARM', 'goods to ARM', 'tourists to GEO', "
        "'workers from TJK', 'transfers to TJK', 'earnings to TJK', 'relocation to ARM'; of energy 'gas to ARM', "
        "'oil from KAZ', 'gas' at its own hubs; or a way or pipe: 'way upper_lars', 'way RUS for ARM', "
        "'pipe gas_bluestream', 'pipe UKR for SVK'"
    )
    size: float = Field(
        1.0,
        ge=0,
        description="share between 0 and 1; for a tariff the duty added (0.5 = 50 points); for slow hours, for toll "
        "USD a tonne, on each link; for reprice and toll of energy USD per 1000 m3 of gas or USD a tonne of oil, for "
        "supply bcm or Mt a year: these have no default",
    )
    start: dt.date | None = Field(None, alias="from", description="first day; the day after the world's if left out")
    days: int = Field(365, ge=1, description="how long it holds")
    sector: str | None = Field(None, description="for goods: one sector; all goods of the trade layer if left out")
    product: str | None = Field(None, description="for goods: one product, in place of a sector")
    commodity: str | None = Field(
        None, description="for ways: one class of commodities; for pipes: gas or oil; all if left out"
    )

    @model_validator(mode="after")
    def _makes_sense(self) -> _LeverEntry:
        try:
            rule = self.lever().rule
        except ScenarioError as error:
            raise ValueError(str(error)) from error
        if rule.amount and "size" not in self.model_fields_set:
            raise ValueError(f"{self.action} {self.object} has no size; give one: {rule.size}")
        return self

    def lever(self) -> Lever:
        """Return the lever."""
        return Lever(**self.model_dump())


class _ScenarioEntry(BaseModel):
    """What is done by whom, and what is answered."""

    model_config = ConfigDict(
        extra="forbid",
        title="Scenario",
        json_schema_extra={"anyOf": [{"required": ["levers"]}, {"required": ["answers"]}]},
    )

    name: str = Field(description="the scenario in a few words")
    year: int | None = Field(None, description="year of the world to start from; its base year if left out")
    horizon: Horizon | None = Field(None, description="time to adjust; from the days if left out")
    levers: list[_LeverEntry] = Field(default_factory=list, description="what is done")
    answers: list[_LeverEntry] = Field(default_factory=list, description="what others do about it")


class _Loader(yaml.SafeLoader):
    """YAML in which a key that comes twice is a fault, and a date is text: by itself the last key would win in silence.

    Dates are read with the rest of the scenario, so that one that no calendar has is told with its place.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - as yaml declares it
        first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:timestamp"]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return a mapping."""
        keys = [key.value for key, _ in node.value]
        for key, _ in node.value:
            if keys.count(key.value) > 1:
                problem = f"the key {key.value!r} comes twice"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
        return super().construct_mapping(node, deep=deep)


def read_scenario(path: str | Path) -> Scenario:
    """Read a scenario file.

    Parameters
    ----------
    path
        a YAML file; `scenario_schema` describes it

    Raises
    ------
    ScenarioError
        where the file cannot be read, is no YAML, has an unknown key or a value that makes no sense: every fault of
        the file, with "did you mean"
    """
    file = Path(path)
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except OSError as error:
        raise ScenarioError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{file} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "cannot be understood"
        raise ScenarioError(f"{file}{where}: is no YAML ({problem}); mend that line") from error
    except ValueError as error:
        raise ScenarioError(
            f"{file}: a value is not what its tag says ({error}); leave tags such as !!int out"
        ) from error
    if not isinstance(content, dict):
        raise ScenarioError(f"{file}: holds no scenario; it starts with `name:` and `levers:`")
    return _scenario(content, str(file))


def scenario_schema() -> dict[str, Any]:
    """Return the JSON schema of a scenario file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | _ScenarioEntry.model_json_schema()


def _scenario(content: dict[str, Any], file: str) -> Scenario:
    try:
        entry = _ScenarioEntry.model_validate(content)
    except ValidationError as error:
        raise ScenarioError("\n".join(f"{file}: {_fault(e, content)}" for e in error.errors())) from error
    if not entry.levers and not entry.answers:
        raise ScenarioError(f"{file}: has no lever; add one under levers")
    levers, answers = (tuple(e.lever() for e in entries) for entries in (entry.levers, entry.answers))
    return Scenario(name=entry.name, levers=levers, answers=answers, horizon=entry.horizon, year=entry.year, file=file)


def _fault(error: Any, content: dict[str, Any]) -> str:  # noqa: ANN401 - pydantic's own record
    place = [str(p + 1) if isinstance(p, int) else str(p) for p in error["loc"]]
    where = " ".join(place)
    if error["type"] == "extra_forbidden":
        model = _LeverEntry if place[0] in {"levers", "answers"} else _ScenarioEntry
        keys = [field.alias or name for name, field in model.model_fields.items()]
        return f"{where}: unknown key {place[-1]!r}; {suggestion(place[-1], keys)}"
    if error["type"] == "value_error":
        return f"{where}: {error['ctx']['error']}"
    if error["type"] == "missing":
        return f"{where}: the key is missing; add it"
    if error["type"] == "literal_error":
        return f"{where}: {error['input']!r} is not known; there is: {error['ctx']['expected']}"
    if place[-1] == "size" and error["type"] in {"float_parsing", "float_type"}:
        key, number, _ = error["loc"]
        return f"{where}: {size_fault(content[key][number])}"
    return f"{where}: {error['msg']} (got {error['input']!r}); mend the value"
