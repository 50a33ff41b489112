"""Every example of the documentation does what its page says."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.documentation import blocks, run_page

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_run(page: Path, tmp_path: Path) -> None:
    run_page(page, tmp_path)


def test_only_the_readme_leaves_commands_to_the_gate() -> None:
    marked = [
        (page.name, mark)
        for page in PAGES
        for block in blocks(page)
        for mark in sorted(block.marks)
        if mark != "no-run"
    ]
    assert marked == [("README.md", "gate-brief"), ("README.md", "gate-test")]
