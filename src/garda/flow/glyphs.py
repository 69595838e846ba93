"""The little pictures of the route, and the few signs SVG needs. Colours are the tokens of the stylesheet."""

from __future__ import annotations

from html import escape

BRAND = "var(--ina-brand-primary, #2a3690)"
ON_BRAND = "var(--ina-brand-on, #fff)"
GROUND = "var(--ina-background-primary, #fff)"
ACCENT = "var(--ina-brand-accent, #f2b02c)"
ON_ACCENT = "var(--ina-background-brand, #232c6b)"
INK = "var(--ina-content-primary, #191a22)"
QUIET = "var(--ina-content-secondary, #50525e)"
PANEL = "var(--ina-background-secondary, #f6f5f2)"
WALL = "var(--ina-stroke-strong, #777985)"
HAIR = "var(--ina-stroke-primary, #dcdad4)"
LATE = "var(--ina-late, #ae2f1a)"

# On a grid of 24, lines with round ends.
ICONS = {
    "eye": '<path d="M2.5 12S6 6 12 6s9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6z"/>'
    '<circle cx="12" cy="12" r="2.5"/>',
    "pen": '<path d="m5 15.5 10.5-11 3.5 3.5L8.5 18.5 4.5 20zM4 21h16"/>',
    "paper": '<path d="M6 3.5h8.5l4 4v13H6z"/><path d="M14.5 3.5v4h4M9 12h6.5M9 16h6.5"/>',
    "stamp": '<path d="M9 13.5c0-3-1.5-4-1.5-6.5a4.5 4.5 0 0 1 9 0c0 2.5-1.5 3.5-1.5 6.5'
    'M5 13.5h14v4H5zM4 21h16"/>',
    "tools": '<path d="M14.5 3.5a4.5 4.5 0 0 0-4.3 6L4 15.7a2 2 0 0 0 0 2.9l1.4 1.4a2 2 0 0 0 2.9 0'
    'l6.2-6.2a4.5 4.5 0 0 0 5.8-5.8l-2.8 2.8-2.8-.7-.7-2.8 2.8-2.8a4.5 4.5 0 0 0-2.3-.5z"/>',
    "talk": '<path d="M3.5 4.5h17v12H11l-4.5 4v-4h-3z"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/><path d="M3 20c0-4 2.5-6 6-6s6 2 6 6M15.5 4.8a3.5 3.5 0 0 1'
    ' 0 6.4M17.5 14.5c2.2.8 3.5 2.7 3.5 5.5"/>',
    "phone": '<rect x="7" y="2.5" width="10" height="19" rx="2"/><path d="M11 18.5h2"/>',
    "seat": '<path d="M8 3.5v9.5h8v7.5M8 13v7.5M8 9h4"/>',
    "house": '<path d="m3.5 11.5 8.5-8 8.5 8M6 9.5v11h12v-11M10 20.5v-6h4v6"/>',
}
GATE = (
    "M10.6 2.5v18.5H1.5v-3h1.7v-3h1.7v-3.5h1.7V8h1.7V4.5z"
    "M13.4 2.5v18.5h9.1v-3h-1.7v-3h-1.7v-3.5h-1.7V8h-1.7V4.5z"
)


def number(value: float) -> str:
    """A coordinate in as few signs as it needs."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def text(
    x: float, y: float, said: str, *, size: int = 15, anchor: str = "start", fill: str = INK, bold: int = 400
) -> str:
    """Words in the drawing, escaped."""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{size}" font-weight="{bold}" '
        f'text-anchor="{anchor}" fill="{fill}">{escape(said)}</text>'
    )


def icon(name: str, x: float, y: float, size: float, colour: str = BRAND) -> str:
    """An icon with its middle at x, y."""
    scale = size / 24
    return (
        f'<g transform="translate({number(x - size / 2)} {number(y - size / 2)}) scale({scale:.3g})" '
        f'fill="none" stroke="{colour}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">'
        f"{ICONS[name]}</g>"
    )


def disc(name: str, x: float, y: float, radius: float, *, stroke: float = 2) -> str:
    """A back station, a seat or a house: a hollow circle with its icon."""
    circle = f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
    return (
        f'{circle} fill="{GROUND}" stroke="{BRAND}" stroke-width="{number(stroke)}"/>'
        f"{icon(name, x, y, radius * 1.06)}"
    )


def gate(x: float, y: float, radius: float) -> str:
    """The door: the turmeric disc with the split gate."""
    size = radius * 1.1
    return (
        f'<circle class="gate-disc" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{ACCENT}"/>'
        f'<path transform="translate({number(x - size / 2)} {number(y - size / 2)}) scale({size / 24:.3g})" '
        f'fill="{ON_ACCENT}" d="{GATE}"/>'
    )


def desk(mark: str, x: float, y: float, half: float, *, filled: bool) -> str:
    """A desk with its number, or the pick-up, filled."""
    inner = half - 1.5
    ground, ink = (BRAND, ON_BRAND) if filled else (GROUND, BRAND)
    box = (
        f'<rect x="{number(x - inner)}" y="{number(y - inner)}" width="{number(inner * 2)}" '
        f'height="{number(inner * 2)}" rx="9" fill="{ground}" stroke="{BRAND}" stroke-width="3"/>'
    )
    if not mark.isdigit():
        return box + icon(mark, x, y, half * 1.1, ink)
    size = round(half * 1.04)
    return box + text(x, y + size * 0.36, mark, size=size, anchor="middle", fill=ink, bold=650)


def ring(x: float, y: float, radius: float) -> str:
    """The brick ring round a station where something does not work."""
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="none" stroke="{LATE}" '
        'stroke-width="3"/>'
    )
