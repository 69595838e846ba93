"""Every pair of colours stays readable, ours and each city's, in light and dark."""

from __future__ import annotations

import tomllib

import pytest

from garda.looks import colours
from tests.house.tracked import SOURCE

CITIES = sorted((SOURCE / "shelf" / "cities").glob("*/city.toml"))

# Computed once by hand from the formula of WCAG 2.2, to hold the formula itself.
KNOWN = (
    ("light", "content-primary", "background-primary", 17.3),
    ("light", "content-primary", "background-secondary", 15.9),
    ("light", "content-secondary", "background-tint", 6.8),
    ("light", "brand-primary", "background-primary", 10.4),
    ("light", "content-on-cloth", "background-brand", 12.8),
    ("light", "brand-accent", "background-brand", 6.7),
    ("light", "accent-on", "brand-accent", 8.9),
    ("light", "late", "late-soft", 5.8),
    ("light", "good", "good-soft", 5.9),
    ("light", "pause", "pause-soft", 6.4),
    ("light", "stroke-strong", "background-secondary", 4.0),
    ("dark", "content-primary", "background-primary", 15.6),
    ("dark", "brand-primary", "background-tint", 7.4),
    ("dark", "brand-on", "brand-primary", 9.4),
    ("dark", "late", "background-primary", 9.1),
    ("dark", "pause", "pause-soft", 8.4),
)


@pytest.mark.parametrize(("theme", "name", "ground", "expected"), KNOWN)
def test_the_ratios_are_those_we_promise(theme: str, name: str, ground: str, expected: float) -> None:
    tokens = colours.tokens(theme)
    assert colours.ratio(tokens[name], tokens[ground]) == pytest.approx(expected, abs=0.06)


def test_black_on_white_is_21_to_1() -> None:
    assert colours.ratio("#000000", "#ffffff") == pytest.approx(21)


def test_our_own_colours_hold_every_floor() -> None:
    assert colours.findings({}) == []


@pytest.mark.parametrize("city", CITIES, ids=lambda path: path.parent.name)
def test_a_citys_colours_hold_every_floor(city: object) -> None:
    chosen = tomllib.loads(city.read_text("utf-8")).get("colours", {})  # type: ignore[attr-defined]
    assert colours.findings(chosen) == []
    assert bool(colours.sheet(chosen)) is bool(chosen)


def test_a_faint_brand_is_found_and_not_served() -> None:
    faint = {"brand-primary": ["#9aa4ff", "#9aa4ff"]}
    assert any("brand-primary on background-primary" in finding for finding in colours.findings(faint))
    assert colours.sheet(faint) == ""


def test_a_city_changes_five_tokens_and_nothing_else() -> None:
    sheet = colours.sheet(
        {"brand-hover": "#0b1a44", "late": "#ffffff", "brand-primary": "red;}body{display:none"}
    )
    assert "--ina-brand-hover:#0b1a44" in sheet
    assert "late" not in sheet
    assert "display" not in sheet


def test_dark_by_choice_and_dark_by_system_are_the_same() -> None:
    sheet = colours._SHEET.read_text("utf-8")
    blocks = (
        sheet.split('[data-theme="dark"] {')[1].split("}")[0],
        sheet.split(':root:not([data-theme="light"]) {')[1].split("}")[0],
    )
    by_choice, by_system = (
        sorted(line.strip() for line in block.splitlines() if line.strip()) for block in blocks
    )
    assert by_choice == by_system
