"""The brief's JSON inside a web page, so that the page can be opened like the JSON itself."""

from __future__ import annotations

import base64
import binascii
import gzip
import json
import re
import zlib
from typing import TYPE_CHECKING

from marchland.brief.render.as_json import read_json, render_json
from marchland.errors import MarchlandError

if TYPE_CHECKING:
    from marchland.brief.model import Brief

ELEMENT = "marchland-brief"
PLAIN = 400_000
"""JSON longer than this, in characters, is compressed, so that a region's page stays light."""
_SCRIPT = re.compile(rf'<script type="application/json" id="{ELEMENT}">(.*?)</script>', re.DOTALL)
_COMPRESSED = "brief_gzip_base64"


def embedded(brief: Brief) -> str:
    """Return the text for the page's script element: JSON that holds no "</".

    A long brief becomes ``{"brief_gzip_base64": "..."}``: the same JSON, gzipped, in base64.
    """
    text = render_json(brief, indent=None)
    if len(text) > PLAIN:
        # No time stamp: the same brief makes the same page.
        packed = gzip.compress(text.encode(), compresslevel=9, mtime=0)
        return json.dumps({_COMPRESSED: base64.b64encode(packed).decode()})
    return text.replace("<", "\\u003c")


def read_html(text: str) -> Brief:
    """Read a brief back from its web page.

    Raises
    ------
    MarchlandError
        where the page holds no brief, or one that was damaged
    """
    found = _SCRIPT.search(text)
    if found is None:
        raise MarchlandError(
            f'this page holds no brief: no <script type="application/json" id="{ELEMENT}">; '
            "open a page that `marchland brief --out FILE.html` wrote"
        )
    content = found[1]
    if content.startswith(f'{{"{_COMPRESSED}"'):
        try:
            content = gzip.decompress(base64.b64decode(json.loads(content)[_COMPRESSED], validate=True)).decode()
        except (binascii.Error, OSError, EOFError, ValueError, zlib.error) as error:
            raise MarchlandError(
                f"the brief inside this page is damaged ({error}); make the page again with `marchland brief`"
            ) from None
    return read_json(content)
