from __future__ import annotations

from pathlib import Path

import pytest
from tests.documentation import ExampleError, appears, blocks, run_page


def page(folder: Path, text: str) -> Path:
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_blocks_of_a_page_share_one_folder_and_one_namespace(tmp_path: Path) -> None:
    text = """
# A page

```csv title="world/actors.csv"
actor,name
AAA,Aland
```

1. In a list:

    ```python
    from pathlib import Path
    names = Path("world/actors.csv").read_text(encoding="utf-8")
    ```

```python
assert names == "actor,name\\nAAA,Aland\\n"
_ = Path("seen.txt").write_text("one\\ntwo\\nthree 3.14\\n", encoding="utf-8")
```

```console
$ cat seen.txt
one
...
three 3...
$ cat \\
    seen.txt
```

```text
only shown
```
"""
    here = Path.cwd()
    path = page(tmp_path, text)
    assert [block.language for block in blocks(path)] == ["csv", "python", "python", "console", "text"]
    assert run_page(path, tmp_path) == 4
    assert Path.cwd() == here


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("```console\n$ exit 3\n```", r"page.md:1: `exit 3` exited with 3"),
        ("```console\n$ echo one\ntwo\n```", r"page.md:1: `echo one` did not print\ntwo\nbut\none"),
        ("```console\necho one\n```", r"page.md:1: a console block starts with"),
        ("```console\n```", r"page.md:1: a console block without a command"),
        ("\n```bash\nrm x\n```", r"page.md:2: language 'bash' is not one of"),
        ("```\nwhat\n```", r"page.md:1: language '' is not one of"),
        ("```python\nx = 1", r"page.md:1: the block is not closed"),
        ("```python { .no-run }\nx\n```", r"page.md:1: no-run needs its reason"),
        ('```csv title="../x.csv"\na\n```', r"page.md:1: title '../x.csv' is outside"),
    ],
)
def test_a_wrong_example_is_found_at_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ExampleError, match=message):
        run_page(page(tmp_path, text), tmp_path)


def test_a_failing_python_example_points_at_the_line_of_the_page(tmp_path: Path) -> None:
    path = page(tmp_path, "# Title\n\n```python\nx = 1\nassert x == 2\n```\n")
    with pytest.raises(AssertionError) as caught:
        run_page(path, tmp_path)
    assert caught.traceback[-1].lineno == 4  # counted from 0: line 5 of the page


def test_an_example_may_opt_out_with_a_reason(tmp_path: Path) -> None:
    text = "<!-- no-run: asks for two hours -->\n```console { .no-run }\n$ exit 1\n```\n"
    assert run_page(page(tmp_path, text), tmp_path) == 0


def test_a_command_of_this_environment_comes_first(tmp_path: Path) -> None:
    text = '```console\n$ python -c "import sys; print(sys.prefix == sys.base_prefix)"\nFalse\n```\n'
    run_page(page(tmp_path, text), tmp_path)


@pytest.mark.parametrize(
    ("expected", "output", "found"),
    [
        ([], "", True),
        ([], "anything\n", True),
        (["b"], "a\nb\nc\n", True),
        (["a", "c"], "a\nb\nc\n", False),
        (["a", "...", "c"], "a\nb\nc\n", True),
        (["a", "...", "c"], "a\nc\n", True),
        (["c", "...", "a"], "a\nb\nc\n", False),
        (["b"], "abc\n", False),
        (["loss ... MUSD"], "loss 1.5 MUSD  \n", True),
        (["1.5"], "1x5\n", False),
        (["", "b"], "a\n\nb", True),
    ],
)
def test_expected_lines_are_whole_lines_in_order(expected: list[str], output: str, *, found: bool) -> None:
    assert appears(expected, output) is found
