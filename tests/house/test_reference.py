"""docs/reference.md names every setting, command, guard and event, and none that is gone."""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatch

from garda import flow
from garda.config.cli import COMMANDS
from tests.house.tracked import ROOT, SOURCE, parsed, place, python_files, rooms, tracked

PAGE = ROOT / "docs" / "reference.md"


def chapter(title: str) -> set[str]:
    """The names in the first column of the tables under a heading."""
    parts = re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    text = next(part for part in parts if part.startswith(title))
    return set(re.findall(r"^\| `([^`]+)`", text, flags=re.MULTILINE))


def texts_in_source() -> set[str]:
    """Every text constant in the source that looks like a setting's name."""
    return {
        name
        for file in (*python_files(), ROOT / "do")
        if file.is_relative_to(SOURCE) or file.name == "do"
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for name in re.findall(r"^GARDA_[A-Z_]+$", node.value)
    }


def events_in_source() -> set[str]:
    """Every event name in the heart: a past, dotted text such as "case.opened"."""
    return {
        node.value
        for file in python_files()
        if file.is_relative_to(SOURCE / "cases") and "migrations" not in file.parts
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"(case|offer|clock|resident|limb|said|post|letter)\.[a-z-]+", node.value)
    }


def test_every_setting_is_documented() -> None:
    assert chapter("Settings") == texts_in_source()


def test_every_command_is_documented() -> None:
    assert chapter("Commands") == set(COMMANDS)


def test_every_guard_is_documented() -> None:
    assert chapter("Guards") == set(flow.GUARDS)


def test_every_event_is_documented() -> None:
    assert chapter("Events") == events_in_source()


def test_the_map_names_every_room() -> None:
    house = (ROOT / "HOUSE.md").read_text("utf-8")
    missing = [room for room in rooms() if f"`{room}`" not in house]
    assert missing == []


def test_the_map_names_files_that_are_there() -> None:
    house = (ROOT / "HOUSE.md").read_text("utf-8")
    named = set(re.findall(r"`([\w/.*-]+\.(?:py|toml|typ|js|md|txt))`", house))
    there = [place(file) for file in tracked()]
    missing = [name for name in sorted(named) if not any(fnmatch(file, f"*{name}") for file in there)]
    assert missing == []
