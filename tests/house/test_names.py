"""Names say what a thing is or does. A drawer for everything has no name, and gets none."""

from __future__ import annotations

import ast

from tests.house.tracked import SOURCE, parsed, place, python_files, tracked

BANNED = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "base",
    "core",
    "manager",
    "service",
    "handler",
    "misc",
}
# Hooks that a framework calls by this name.
FRAMEWORK = {
    "get_user",
    "get_queryset",
    "get_context",
    "get_response",
    "get_signup_redirect_url",
    "get_login_redirect_url",
}
# Files that a framework looks for by this name: Django finds a database engine in `base`.
FRAMEWORK_FILES = {"src/garda/config/sqlite/base.py"}


def test_no_file_or_folder_is_a_drawer() -> None:
    found = {
        place(file)
        for file in tracked()
        if file.suffix == ".py" and {file.stem, *file.relative_to(file.anchor).parts[-3:-1]} & BANNED
    }
    assert found - FRAMEWORK_FILES == set()


def test_functions_are_named_for_what_they_return() -> None:
    found = [
        f"{place(file, node.lineno)} {node.name}"
        for file in python_files()
        if file.is_relative_to(SOURCE)
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("get_") and node.name not in FRAMEWORK
    ]
    assert found == []


def test_every_room_has_its_sign_on_the_door() -> None:
    for door in SOURCE.glob("*/__init__.py"):
        sign = ast.get_docstring(parsed(door)) or ""
        assert "import" in sign, f"{place(door)}: say what this room may import"
        assert "Never here" in sign, f"{place(door)}: say what must never be here"
