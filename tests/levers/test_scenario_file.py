from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from tests.documentation import blocks

from marchland.errors import ScenarioError
from marchland.levers.scenario_file import read_scenario, scenario_schema

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLES = [
    block.text
    for page in sorted(DOCS.rglob("*.md"))
    for block in blocks(page)
    if block.language == "yaml" and block.title and "levers:" in block.text
]
GOOD = """\
name: Russia refuses goods from Armenia
levers:
  - {actor: RUS, action: embargo, object: goods from ARM, from: 2024-03-01}
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "scenario.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def accepted(content: Any) -> bool:  # noqa: ANN401 - whatever stands in a file
    return bool(jsonschema.Draft202012Validator(scenario_schema()).is_valid(content))


def as_json(text: str) -> Any:  # noqa: ANN401 - whatever stands in a file
    """Return YAML as JSON has it: dates are text."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def test_the_schema_is_one_and_accepts_examples_of_the_documentation() -> None:
    jsonschema.Draft202012Validator.check_schema(scenario_schema())
    assert sum(accepted(as_json(text)) for text in EXAMPLES) >= 4


@pytest.mark.parametrize("text", EXAMPLES)
def test_schema_and_reader_agree_on_the_examples_of_the_documentation(tmp_path: Path, text: str) -> None:
    file = written(tmp_path, text)
    if accepted(as_json(text)):
        assert read_scenario(file).all
    else:
        with pytest.raises(ScenarioError, match="did you mean"):
            read_scenario(file)


@pytest.mark.parametrize(
    "wrong",
    [
        GOOD.replace("action:", "acton:"),
        GOOD.replace("embargo", "embarog"),
        GOOD.replace("name:", "nmae:"),
        GOOD.replace("from: 2024", "start: 2024"),
        GOOD.replace("from: 2024-03-01", "days: 0"),
        GOOD.replace("name: ", "horizon: long\nname: "),
    ],
)
def test_what_the_schema_refuses_the_reader_refuses(tmp_path: Path, wrong: str) -> None:
    assert accepted(as_json(GOOD))
    assert not accepted(as_json(wrong))
    assert read_scenario(written(tmp_path, GOOD)).levers
    with pytest.raises(ScenarioError):
        read_scenario(written(tmp_path, wrong))


def test_an_amount_of_energy_has_no_default(tmp_path: Path) -> None:
    text = "name: x\nlevers:\n  - {actor: RUS, action: reprice, object: gas to ARM}\n"
    with pytest.raises(ScenarioError, match=r"levers 1: reprice gas to ARM has no size; give one: price asked, USD"):
        read_scenario(written(tmp_path, text))
    assert read_scenario(written(tmp_path, text.replace("ARM}", "ARM, size: 1}"))).levers[0].size == 1


SHARE = "share of what it sells the partner that is withheld"
PRICE = "price asked, USD per 1000 m3 of gas or USD a tonne of oil"
SUPPLY = "more to be had at its hubs, bcm of gas or Mt of oil a year"
TOLL = "USD per 1000 m3 of gas or USD a tonne of oil added on each pipe"


@pytest.mark.parametrize(
    ("lever", "told"),
    [
        (
            "action: cut, object: gas to ARM, size: 2.2 bcm",
            f"'2.2 bcm' is no number; write one without a unit: {SHARE}",
        ),
        (
            "action: cut, object: gas to ARM, size: 50 %",
            f"'50 %' is no number; write one without a unit: {SHARE}, here 0.5",
        ),
        (
            "action: supply, object: gas to ARM, size: 20 TWh",
            f"'20 TWh' is no number; write one without a unit: {SUPPLY}, here 1.8",
        ),
        (
            "action: reprice, object: gas to ARM, size: 10 USD/MMBtu",
            f"'10 USD/MMBtu' is no number; write one without a unit: {PRICE}, here 379.1",
        ),
        (
            "action: reprice, object: oil to ARM, size: 80 USD/bbl",
            f"'80 USD/bbl' is no number; write one without a unit: {PRICE}, here 586.4",
        ),
        (
            "action: toll, object: pipe GEO, size: 1 USD/bbl",
            f"'1 USD/bbl' is no number; write one without a unit: {TOLL}",
        ),
        (
            "action: toll, object: pipe GEO, commodity: oil, size: 1 USD/bbl",
            f"'1 USD/bbl' is no number; write one without a unit: {TOLL}, here 7.33",
        ),
        ("action: cut, object: steam to ARM, size: much", "'much' is no number; write it without a unit"),
    ],
)
def test_a_size_with_a_unit_is_told_as_the_number_to_write(tmp_path: Path, lever: str, told: str) -> None:
    file = written(tmp_path, f"name: x\nlevers:\n  - {{actor: RUS, {lever}}}\n")
    with pytest.raises(ScenarioError) as raised:
        read_scenario(file)
    assert str(raised.value).splitlines()[0] == f"{file}: levers 1 size: {told}"


@pytest.mark.parametrize(
    ("typo", "meant"),
    [
        (GOOD.replace("levers:", "lever:"), "levers"),
        (GOOD.replace("action:", "acton:"), "action"),
        (GOOD.replace("from:", "form:"), "from"),
        (GOOD.replace("name:", "nmae:"), "name"),
    ],
)
def test_a_typo_in_a_key_gets_its_nearest_name(tmp_path: Path, typo: str, meant: str) -> None:
    with pytest.raises(ScenarioError, match=rf"unknown key '\w+'; did you mean (\w+ or )*{meant}\b"):
        read_scenario(written(tmp_path, typo))


def test_every_fault_of_a_file_is_told_in_one_run(tmp_path: Path) -> None:
    text = """\
name: many faults
horizn: year
levers:
  - {actor: RUS, action: embargo, object: goods from RUS}
  - {actor: RUS, action: embargo, object: money from ARM}
  - {actor: RUS, action: embargo, object: goods from ARM, szie: 1}
answers:
  - {actor: TUR, action: ease, object: goods from ARM}
"""
    file = written(tmp_path, text)
    with pytest.raises(ScenarioError) as raised:
        read_scenario(file)
    lines = str(raised.value).splitlines()
    assert len(lines) == 5
    assert all(line.startswith(f"{file}: ") for line in lines)
    for told in ("horizn", "levers 1: RUS cannot", "levers 2: embargo cannot", "levers 3 szie", "answers 1 action"):
        assert any(told in line for line in lines), told


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name: x\nlevers: [\n", r"scenario.yaml line 3, column 1: is no YAML"),
        (b"name: x\n\tlevers: 1\n", r"scenario.yaml line 2, column 1: is no YAML"),
        (b"name: \x01\n", r"is no YAML"),
        (b"name: !!python/object:os.system {}\n", r"line 1, column 7: is no YAML"),
        (b"name: \xff\n", r"is not UTF-8 \(byte 6\)"),
        (b"- one\n- two\n", r"holds no scenario"),
        (b"", r"holds no scenario"),
        (b"name: x\nlevers: []\n", r"scenario.yaml: has no lever"),
    ],
)
def test_a_corrupt_file_says_where(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "scenario.yaml"
    file.write_bytes(content)
    with pytest.raises(ScenarioError, match=message):
        read_scenario(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"none.yaml cannot be read: No such file"):
        read_scenario(tmp_path / "none.yaml")


def test_a_key_that_comes_twice_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "twice.yaml"
    file.write_text("name: x\nlevers:\n  - {actor: RUS, action: embargo, object: goods from ARM, size: 1, size: 0.5}\n")
    with pytest.raises(ScenarioError, match=r"line 3, column 59.*the key 'size' comes twice"):
        read_scenario(file)
