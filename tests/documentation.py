"""Runs the examples of a page of documentation, in order, in one folder.

- A block with ``title="path"`` is written to that path.
- ``python`` is executed; the blocks of a page share one namespace.
- ``console``: lines that start with ``$ `` are run by the shell and must exit with 0. Lines that follow must
  stand in the output, one after the other; ``...`` matches the rest of a line, and alone on a line any number
  of lines.
- ``text``, ``yaml``, ``json`` and ``csv`` are only shown. Every other language is refused, so that no example
  stays unrun.
- ```` ```python { .no-run } ```` is not run; the line above says why: ``<!-- no-run: the reason -->``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

EXECUTED = frozenset({"console", "python"})
SHOWN = frozenset({"csv", "json", "text", "yaml"})
SECONDS = 120  # one command of a page may take this long
FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)$")
REASON = re.compile(r"<!-- no-run: \S.*-->")


class ExampleError(AssertionError):
    """An example that does not do what its page says: the page, the line, and what happened instead."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A fenced block: the page and line it opens on, its language, marks, title, and text."""

    page: Path
    line: int
    language: str
    marks: frozenset[str]
    title: str | None
    text: str

    def error(self, what: str) -> ExampleError:
        """Return an error that says where the block is."""
        return ExampleError(f"{self.page}:{self.line}: {what}")


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page; raise ExampleError where one is open or may not stand there."""
    lines = page.read_text(encoding="utf-8").splitlines()
    found, at = [], 0
    while at < len(lines):
        opening = FENCE.match(lines[at])
        at += 1
        if opening is None:
            continue
        closing = re.compile(rf" *{opening['fence']}{opening['fence'][0]}* *")
        end = next((n for n in range(at, len(lines)) if closing.fullmatch(lines[n])), None)
        if end is None:
            raise ExampleError(f"{page}:{at}: the block is not closed")
        above = lines[at - 2].strip() if at > 1 else ""
        found.append(_block(page, at, opening["info"], "\n".join(lines[at:end]), above))
        at = end + 1
    return found


def _block(page: Path, line: int, info: str, text: str, above: str) -> Block:
    named = re.search(r'title="([^"]+)"', info)
    words = re.sub(r'\w+="[^"]*"|[{}]', " ", info).split()
    block = Block(
        page=page,
        line=line,
        language=words[0] if words else "",
        marks=frozenset(word.lstrip(".") for word in words[1:]),
        title=named[1] if named else None,
        text=dedent(text) + "\n",
    )
    if block.language not in EXECUTED | SHOWN and not any(m.startswith("gate-") for m in block.marks):
        raise block.error(f"language {block.language!r} is not one of {', '.join(sorted(EXECUTED | SHOWN))}")
    if "no-run" in block.marks and not REASON.fullmatch(above):
        raise block.error("no-run needs its reason on the line above: <!-- no-run: the reason -->")
    return block


def run_page(page: Path, folder: Path) -> int:
    """Run the examples of a page in a folder; return how many blocks were written or executed."""
    namespace: dict[str, object] = {"__name__": "__main__"}
    done = 0
    with chdir(folder):
        for block in blocks(page):
            if "no-run" in block.marks:
                continue
            if block.title is not None:
                _write(block, folder)
            elif block.language == "python":
                # The line numbers of a traceback are those of the page.
                code = compile("\n" * block.line + block.text, str(page), "exec")
                exec(code, namespace)  # noqa: S102 - the examples are ours
            elif block.language == "console":
                _console(block, folder)
            else:
                continue
            done += 1
    return done


def _write(block: Block, folder: Path) -> None:
    path = (folder / str(block.title)).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise block.error(f"title {block.title!r} is outside the page's folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, encoding="utf-8")


def _console(block: Block, folder: Path) -> None:
    beside = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "110",
        "NO_COLOR": "1",
    }
    for command, expected in _commands(block):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=os.environ | beside,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
        if done.returncode != 0:
            raise block.error(f"`{command}` exited with {done.returncode}:\n{done.stdout}")
        if not appears(expected, done.stdout):
            raise block.error(f"`{command}` did not print\n" + "\n".join(expected) + f"\nbut\n{done.stdout}")


def _commands(block: Block) -> list[tuple[str, list[str]]]:
    commands: list[tuple[str, list[str]]] = []
    for line in block.text.rstrip("\n").splitlines():
        if commands and commands[-1][0].endswith("\\") and not commands[-1][1]:
            commands[-1] = (f"{commands[-1][0]}\n{line}", [])
        elif line.startswith("$ "):
            commands.append((line[2:], []))
        elif commands:
            commands[-1][1].append(line)
        else:
            raise block.error("a console block starts with `$ ` and a command")
    if not commands:
        raise block.error("a console block without a command")
    return commands


def appears(expected: list[str], output: str) -> bool:
    """Return whether the expected lines stand in the output, one after the other."""
    pattern = ""
    for line in expected:
        if line.strip() == "...":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(re.escape(part) for part in line.rstrip().split("...")) + r"[ ]*\n"
    return re.search(rf"^{pattern}", output.rstrip("\n") + "\n", re.MULTILINE) is not None
