"""The page in a browser: nothing runs over the edge of a phone, a link opens the section it leads to."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from typing import TYPE_CHECKING

import pytest
from tests.brief.factory import SHAPES, a_brief

from marchland.brief.render import render_html

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser
FRAME = """<!doctype html><body><iframe id="page" src="page.html{hash}" style="width:{width}px;height:900px;border:0">
</iframe><script>addEventListener("load", function () {{
  var page = document.getElementById("page").contentDocument, root = page.documentElement;
  var over = Array.from(page.querySelectorAll("main *")).filter(function (e) {{
    return !e.closest(".wide, svg") && e.getBoundingClientRect().right > root.clientWidth + 1;
  }}).map(function (e) {{ return e.tagName + "." + e.className; }});
  var open = Array.from(page.querySelectorAll("details[open] > .inner")).map(function (e) {{ return e.id; }});
  document.title = JSON.stringify([root.scrollWidth, root.clientWidth, over.slice(0, 5), open]);
}});</script>"""


@pytest.fixture(scope="module")
def chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    return found


def measured(
    chromium: str, folder: Path, kind: str, width: int, anchor: str = ""
) -> tuple[int, int, list[str], list[str]]:
    (folder / "page.html").write_text(render_html(a_brief(kind), SHAPES), encoding="utf-8")
    (folder / "frame.html").write_text(FRAME.format(width=width, hash=anchor), encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
    command += [f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=3000", "--dump-dom"]
    done = subprocess.run(
        [*command, (folder / "frame.html").as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    found = re.search(r"<title>(.*?)</title>", done.stdout)
    assert found, done.stdout[:2000] + done.stderr[-2000:]
    scrolled, seen, over, opened = json.loads(unescape(found[1]))
    return scrolled, seen, over, opened


@pytest.mark.parametrize("kind", ["region", "target", "sender", "pair"])
def test_nothing_runs_over_the_edge_at_400_pixels(chromium: str, tmp_path: Path, kind: str) -> None:
    scrolled, seen, over, _ = measured(chromium, tmp_path, kind, 400)
    assert 370 <= seen <= 400  # less where a scroll bar takes its part
    assert scrolled == seen
    assert over == []


def test_a_link_opens_the_section_that_it_leads_to(chromium: str, tmp_path: Path) -> None:
    assert "CAR-ALB" in measured(chromium, tmp_path, "region", 1200, "#CAR-ALB")[3]
    assert "CAR-ALB" not in measured(chromium, tmp_path, "region", 1200)[3]


CLICK = """<script>document.querySelector("#levers [data-figure]").click();
setTimeout(function () {{ document.title = JSON.stringify(document.getElementById("opened").innerText); }}, {after});
</script></body>"""


@pytest.mark.parametrize("limit", [0, 10**9])
def test_a_click_on_a_number_opens_it_down_to_its_sources(
    chromium: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr("marchland.brief.render.embedded.PLAIN", limit)  # compressed in the page, and not
    page = render_html(a_brief("pair"), SHAPES).replace("</body>", CLICK.format(after=1500))
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    command += ["--virtual-time-budget=3000", "--dump-dom", (tmp_path / "page.html").as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    found = re.search(r"<title>(.*?)</title>", done.stdout)
    assert found
    for said in ("figure loss:CAR>ALB:1", "loss / GDP", "goods from ALB to CAR, 2023: 100 MUSD", "Board of Trade"):
        assert said in unescape(found[1])
