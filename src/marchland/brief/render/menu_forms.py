"""A menu as JSON, Markdown and a web page."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from marchland.brief.render.menu import menu_rows, summary_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marchland.brief.render.menu import MenuRow
    from marchland.levers import Menu, MenuItem
    from marchland.world import World

_HEADINGS = ("lever", "touches, a year", "why the sender may", "sources")
_STYLE = (
    "body{font:16px/1.4 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.25em .6em;border-top:1px solid #ddd}"
    "tr.d0 td:first-child{font-weight:600}"
    "tr.d1 td:first-child{padding-left:2em}tr.d2 td:first-child{padding-left:3.6em}"
    "td:nth-child(2){white-space:nowrap}td:last-child{color:#555;font-size:.85em}"
)


def menu_json(menu: Menu, world: World) -> str:
    """Return a menu as JSON: figures as numbers, each lever as a scenario file writes it."""
    content: dict[str, Any] = {
        "sender": menu.sender,
        "target": menu.target,
        "world": world.package.name,
        "fingerprint": world.fingerprint,
        "day": str(world.day),
        "year": world.year,
        "levers": [_item(row.item, row.depth) for row in menu_rows(menu, world)],
        "withheld": [
            {"action": w.action, "object": w.object, "reason": w.reason, "unknown": w.unknown} for w in menu.withheld
        ],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def menu_markdown(menu: Menu, world: World) -> str:
    """Return a menu as Markdown: one table, parts set in under the lever that they are part of."""
    lines = [f"# {menu.sender} on {menu.target}", "", summary_line(menu, world), ""]
    if menu.items:
        lines += [_row(_HEADINGS), _row(["---"] * len(_HEADINGS))]
        for row in menu_rows(menu, world):
            words = "&emsp;" * row.depth + _plain(_named(row))
            shown = words if row.depth else f"**{words}**"
            lines.append(_row([shown, row.flow, _plain(row.why), ", ".join(f"`{s}`" for s in row.sources)]))
        lines.append("")
    lines += [f"- not: {_plain(f'{w.action} {w.object}: {w.reason}')}" for w in menu.withheld]
    return "\n".join(lines).rstrip() + "\n"


def menu_html(menu: Menu, world: World) -> str:
    """Return a menu as one web page that needs no network."""
    sentence = escape(summary_line(menu, world))
    head = "".join(f"<th scope='col'>{h}</th>" for h in _HEADINGS)
    body = "".join(
        f"<tr class='d{row.depth}'><td>{escape(_named(row))}</td><td>{escape(row.flow)}</td>"
        f"<td>{escape(row.why)}</td><td>{escape(', '.join(row.sources))}</td></tr>\n"
        for row in menu_rows(menu, world)
    )
    table = f"<table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>\n" if menu.items else ""
    lacking = "".join(f"<li>{escape(f'{w.action} {w.object}: {w.reason}')}</li>\n" for w in menu.withheld)
    withheld = f"<h2>What it does not have</h2>\n<ul>{lacking}</ul>\n" if lacking else ""
    title = escape(f"{menu.sender} on {menu.target}: levers")
    return (
        f"<!doctype html>\n<html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
        f"<style>{_STYLE}</style></head>\n<body><h1>{title}</h1>\n<p>{sentence}</p>\n{table}{withheld}</body></html>\n"
    )


def _item(item: MenuItem, depth: int) -> dict[str, Any]:
    lever = item.lever
    keys = (("sector", lever.sector), ("product", lever.product), ("commodity", lever.commodity))
    named = {key: value for key, value in keys if value is not None}
    return {
        "actor": lever.actor,
        "action": lever.action,
        "object": lever.object,
        **named,
        "size": lever.size,
        "days": lever.days,
        "depth": depth,
        "touches": {"low": item.low, "best": item.best, "high": item.high, "unit": item.unit},
        "reason": item.reason,
        "note": item.note,
        "sources": list(item.sources),
    }


def _named(row: MenuRow) -> str:
    """Return the lever; of a part its name with the code that a scenario writes."""
    return f"{row.name} ({row.words})" if row.name else row.words


def _plain(text: str) -> str:
    return text.replace("|", "\\|")


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
