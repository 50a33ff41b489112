"""The published JSON schemas are those of the code."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from marchland.brief.render import brief_schema
from marchland.brief.render.corridors_json import corridors_schema
from marchland.brief.render.energy_json import energy_schema
from marchland.brief.render.record_json import record_schema
from marchland.brief.render.sensitivity_json import sensitivity_schema
from marchland.levers.scenario_file import scenario_schema

FOLDER = Path(__file__).parents[1] / "docs/reference/schemas"
SCHEMAS = {
    "scenario": scenario_schema,
    "brief": brief_schema,
    "corridors": corridors_schema,
    "energy": energy_schema,
    "hindcast": record_schema,
    "sensitivity": sensitivity_schema,
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schema_is_current(name: str) -> None:
    published = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    assert published == SCHEMAS[name](), (
        f"write it anew: json.dumps({SCHEMAS[name].__name__}(), indent=2, ensure_ascii=False) and a newline"
    )
    jsonschema.Draft202012Validator.check_schema(published)
