"""The stylesheets: small, ours alone, and legal under a policy that allows no inline style."""

from __future__ import annotations

import gzip
import re

from django.test import Client

from tests.house.tracked import ROOT, SOURCE, place, tracked

STATIC = SOURCE / "looks" / "static" / "garda"
ASIDE = re.compile(r"/\*.*?\*/", re.DOTALL)
INLINE = re.compile(r"""\s(?:style|on[a-z]+|hx-on[a-z:-]*)\s*=\s*["']|<style|javascript:""", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE)
KILOBYTE = 1024


def wired(*names: str) -> int:
    """Bytes over the wire: text packed, the font as it is."""
    return sum(
        len(content) if name.endswith("woff2") else len(gzip.compress(content))
        for name in names
        for content in [(STATIC / name).read_bytes()]
    )


def test_the_sheets_ask_nobody_else_for_anything() -> None:
    for sheet in STATIC.glob("*.css"):
        text = ASIDE.sub("", sheet.read_text("utf-8"))
        assert re.findall(r"url\(([^)]*)\)", text) in ([], ['"inter.woff2"']), sheet.name
        assert "@import" not in text
        assert "//" not in text


def test_the_sheets_and_the_font_are_small() -> None:
    assert wired("garda.css") < 10 * KILOBYTE
    assert wired("staff.css") < 6 * KILOBYTE
    assert wired("inter.woff2") < 20 * KILOBYTE
    assert wired("desk.js") < 2 * KILOBYTE


def test_the_first_view_is_under_forty_kilobytes(client: Client, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    for name in ("depan", "layanan", "ikuti"):
        page = len(gzip.compress(client.get(f"/_rupa/{name}/").content))
        whole = page + wired("garda.css", "inter.woff2", "icon.svg")
        assert whole < 40 * KILOBYTE, f"{name}: {whole}"


def test_no_page_carries_a_style_or_a_script_of_its_own() -> None:
    wrong = [
        f"{place(file, number)} {line.strip()[:80]}"
        for file in tracked()
        if file.is_relative_to(SOURCE) and "templates" in file.parts and file.suffix in {".html", ".svg"}
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if INLINE.search(line) or ELSEWHERE.search(line)
    ]
    assert wrong == []


def test_no_drawing_carries_a_style() -> None:
    wrong = [
        place(file)
        for file in tracked()
        if file.is_relative_to(SOURCE)
        and file.suffix == ".py"
        and re.search(r"""\sstyle=["']""", file.read_text("utf-8"))
    ]
    assert wrong == []


def test_every_class_of_the_index_exists() -> None:
    for name in ("garda.css", "staff.css"):
        sheet = (STATIC / name).read_text("utf-8")
        index = sheet.split("*/", 1)[0]
        rules = ASIDE.sub("", sheet)
        for listed in re.findall(r"\.([a-z][a-z-]+)", index.split("Index of components", 1)[1]):
            if listed not in {"css", "md"}:
                assert re.search(rf"\.{listed}\b", rules), f"{name} lists .{listed} but has no rule for it"


def test_the_font_carries_its_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (STATIC / "inter-OFL.txt").read_text("utf-8")
    assert (ROOT / "docs" / "look.md").exists()
