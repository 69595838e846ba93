"""From the tables of a flow back to its text: for drafts that a program makes and a person goes on with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from garda.flow import grammar

_TABLES = ("requirement", "field", "category", "step")
_INLINE = ("standard", "letter")


def written(raw: Mapping[str, Any]) -> str:
    """The text of a flow whose tables are these, keys in the order of the grammar, unknown ones last."""
    lines = list(_keys(raw, grammar.FLOW, (*_TABLES, *_INLINE)))
    for name in _INLINE:
        if isinstance(raw.get(name), Mapping):
            lines += ["", f"[{name}]", *_keys(raw[name], {}, ())]
    for name in _TABLES:
        for one in raw.get(name, ()):
            lines += ["", f"[[{name}]]", *_keys(one, grammar.TABLES[name], ("move",))]
            for move in one.get("move", ()):
                lines += ["", "  [[step.move]]", *(f"  {line}" for line in _keys(move, grammar.MOVE, ()))]
    return "\n".join(lines) + "\n"


def _keys(table: Mapping[str, Any], order: Mapping[str, Any], apart: tuple[str, ...]) -> Iterator[str]:
    keys = [key for key in (*order, *(key for key in table if key not in order)) if key in table]
    keys = [key for key in keys if key not in apart]
    wide = max((len(key) for key in keys), default=0)
    for key in keys:
        yield f"{_name(key):<{wide}} = {_value(table[key])}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_name(key)} = {_value(one)}" for key, one in value.items())
        return f"{{ {inside} }}"
    if isinstance(value, list | tuple):
        parts = [_value(one) for one in value]
        short = f"[{', '.join(parts)}]"
        return short if len(short) < 100 else "[\n" + "".join(f"  {part},\n" for part in parts) + "]"
    return _text(str(value))


def _name(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() and key.isascii() else _text(key)


def _text(said: str) -> str:
    # JSON's escapes are TOML's, but for the one control sign that JSON leaves as it is.
    whole = said.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
