"""A city's own colours: which tokens it may change, and whether everything stays readable with them.

Ratios are WCAG 2.2's (success criteria 1.4.3 and 1.4.11), with our own floor of 6 to 1 for quiet text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

CHANGEABLE = ("brand-primary", "brand-hover", "background-brand", "background-tint", "brand-accent")
THEMES = ("light", "dark")

_SHEET = Path(__file__).parent / "static" / "garda" / "garda.css"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_TOKEN = re.compile(r"--ina-([a-z-]+):\s*(#[0-9a-fA-F]{6})")
_BLOCKS = {
    "light": re.compile(r":root \{(.*?)\}", re.DOTALL),
    "dark": re.compile(r'\[data-theme="dark"\] \{(.*?)\}', re.DOTALL),
}

_GROUNDS = ("background-primary", "background-secondary", "background-tint")
_SOFT = ("late-soft", "good-soft", "pause-soft")
# What is written or drawn, on which grounds, with at least which ratio.
FLOORS: tuple[tuple[str, Sequence[str], float], ...] = (
    ("content-primary", (*_GROUNDS, *_SOFT), 7.0),
    ("content-secondary", _GROUNDS, 6.0),
    ("content-secondary", _SOFT, 4.5),
    ("brand-primary", (*_GROUNDS, *_SOFT), 4.5),
    ("brand-on", ("brand-primary", "brand-hover"), 4.5),
    ("content-on-cloth", ("background-brand",), 7.0),
    ("content-on-cloth-quiet", ("background-brand",), 6.0),
    ("brand-accent", ("background-brand",), 3.0),
    ("accent-on", ("brand-accent",), 7.0),
    ("stroke-strong", ("background-primary", "background-secondary"), 3.0),
    ("late", ("background-primary", "background-secondary", "background-tint", "late-soft"), 4.5),
    ("good", ("background-primary", "background-secondary", "background-tint", "good-soft"), 4.5),
    ("pause", ("background-primary", "background-secondary", "background-tint", "pause-soft"), 4.5),
)


def _light_of(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """The contrast of two colours "#rrggbb", from 1 to 21."""
    lighter, darker = sorted((_light_of(one), _light_of(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@cache
def _tokens(theme: str) -> dict[str, str]:
    sheet = _SHEET.read_text("utf-8")
    found: dict[str, str] = {}
    for name in THEMES[: THEMES.index(theme) + 1]:
        block = _BLOCKS[name].search(sheet)
        found |= dict(_TOKEN.findall(block.group(1))) if block else {}
    return found


def tokens(theme: str) -> dict[str, str]:
    """Our own tokens of a theme, as the stylesheet has them: name without "--ina-" to "#rrggbb"."""
    return dict(_tokens(theme))


def chosen(colours: Mapping[str, object], theme: str) -> dict[str, str]:
    """What a city chose for a theme: each token has a pair (light, dark), or one colour for the light one."""
    at = THEMES.index(theme)
    found = {}
    for name in CHANGEABLE:
        given = colours.get(name)
        pair = (given,) if isinstance(given, str) else given if isinstance(given, list | tuple) else ()
        if at < len(pair) and isinstance(pair[at], str) and _COLOUR.fullmatch(pair[at]):
            found[name] = str(pair[at])
    return found


def findings(colours: Mapping[str, object]) -> list[str]:
    """Where the city's colours would make something too faint to read; empty when all is well."""
    found = []
    for theme in THEMES:
        mixed = tokens(theme) | chosen(colours, theme)
        for name, grounds, least in FLOORS:
            for ground in grounds:
                there = ratio(mixed[name], mixed[ground])
                if there < least:
                    found.append(f"{theme}: {name} on {ground} is {there:.1f} to 1, needs {least:.1f}")
    return found


def sheet(colours: Mapping[str, object]) -> str:
    """The city's colours as a stylesheet that comes after ours; "" when there are none or they fail.

    For the screen only: print stays black on white.
    """
    light, dark = ("".join(f"--ina-{k}:{v};" for k, v in chosen(colours, theme).items()) for theme in THEMES)
    if not light + dark or findings(colours):
        return ""
    by_system = (
        f'@media (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{{dark}}}}}' if dark else ""
    )
    by_choice = f'[data-theme="dark"]:root{{{dark}}}' if dark else ""
    by_day = f':root:where(:not([data-theme="dark"])){{{light}}}' if light else ""
    return f"@media screen{{{by_day}{by_choice}{by_system}}}\n"
