"""Every example of the documentation does what its page says, and every command and name is documented."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.documentation import blocks, run_page

import marchland
from marchland.levers import RULES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_run(page: Path, tmp_path: Path) -> None:
    run_page(page, tmp_path)


def test_only_the_readme_leaves_commands_to_the_gate() -> None:
    marked = [(p.name, m) for p in PAGES for b in blocks(p) for m in sorted(b.marks) if m != "no-run"]
    assert marked == [("README.md", "gate-brief"), ("README.md", "gate-test")]


def commands(command: object, name: str) -> dict[str, Any]:
    """Return every command below one, by what is typed."""
    below: dict[str, object] | None = getattr(command, "commands", None)
    if not below:
        return {name: command}
    return {k: v for word, sub in below.items() for k, v in commands(sub, f"{name} {word}").items()}


def test_every_command_has_help_and_stands_in_the_reference_with_its_options() -> None:
    from marchland.cli import app

    sections = re.split(r"^## `(marchland [^`]+)`$", (DOCS / "reference/cli.md").read_text("utf-8"), flags=re.MULTILINE)
    documented = {
        name: set(re.findall(r"(?<!\w)--[a-z]+(?:-[a-z]+)*", text))
        for name, text in zip(sections[1::2], sections[2::2], strict=True)
    }
    known = commands(typer.main.get_command(app), "marchland")
    options = {
        name: {o for p in command.params for o in (*p.opts, *p.secondary_opts) if o.startswith("--")} - {"--help"}
        for name, command in known.items()
    }
    assert documented == options
    assert not [name for name, command in known.items() if not command.help]


def test_every_public_name_stands_in_the_reference() -> None:
    text = (DOCS / "reference/index.md").read_text("utf-8")
    assert not [name for name in marchland.__all__ if not re.search(rf"`(marchland\.)?{name}`", text)]


def test_the_how_to_names_every_action_with_its_objects_and_its_size() -> None:
    text = (DOCS / "how-to/scenario.md").read_text("utf-8")
    for rule in RULES:
        objects = ", ".join(
            f"`{f'{what} {direction}'.strip().removesuffix(' for')}`" for what, direction in rule.objects
        )
        assert f"| `{rule.action}` | {objects} | {rule.size} |" in text
