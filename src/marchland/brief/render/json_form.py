"""A result as JSON, alone or inside its page, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from marchland.brief.render.as_json import faults_told
from marchland.errors import MarchlandError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic import TypeAdapter

    from marchland.brief.figure import Figure
    from marchland.engine import Input

Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class JsonForm(Generic[Result]):
    """How one kind of result is written and read.

    Parameters
    ----------
    result
        its type
    command
        of marchland that makes it; the id of its page's element is "marchland-" and this
    own
        what its JSON begins with and holds, and that of no other result does
    lacks
        "this result names {} figures or inputs that it does not hold"
    lost
        ids that something in a result points to and that are not there
    """

    result: type[Result]
    command: str
    own: re.Pattern[str]
    lacks: str
    lost: Callable[[Result], list[str]]

    def text(self, result: Result, indent: int | None) -> str:
        """Return a result as JSON that the schema describes."""
        return self._adapter().dump_json(result, indent=indent).decode() + "\n"

    def schema(self) -> dict[str, Any]:
        """Return the JSON schema."""
        return self._adapter().json_schema()

    def holds(self, text: str) -> bool:
        """Return whether a page or a JSON text is of this kind."""
        return self._in_page(text) is not None or self.own.match(text) is not None

    def read(self, text: str) -> Result:
        """Read a result from its JSON, alone or inside its page.

        Raises
        ------
        MarchlandError
            where it does not fit the schema, or names figures or inputs that it does not hold
        """
        from pydantic import ValidationError

        found = self._in_page(text)
        try:
            result = self._adapter().validate_json(text if found is None else found[1])
        except ValidationError as error:
            faults = error.errors(include_url=False, include_input=False)
            raise MarchlandError(faults_told(self.command, self.command, faults)) from None
        if lost := self.lost(result):
            raise MarchlandError(
                f"{self.lacks.format(len(lost))}, first {lost[0]!r}; the file was changed or cut after it was made: "
                f"make it again with `marchland {self.command} --out FILE`"
            )
        return result

    def _adapter(self) -> TypeAdapter[Result]:
        from pydantic import TypeAdapter

        return TypeAdapter(self.result)

    def _in_page(self, text: str) -> re.Match[str] | None:
        element = f'<script type="application/json" id="marchland-{self.command}">(.*?)</script>'
        return re.search(element, text, re.DOTALL)


def missing(ids: Iterable[str], figures: dict[str, Figure], inputs: dict[str, Input]) -> list[str]:
    """Return those of some ids that are no figures, and what figures rest on and is no input."""
    keys = dict.fromkeys(key for figure in figures.values() for key in figure.inputs)
    return [*(i for i in ids if i not in figures), *(key for key in keys if key not in inputs)]
