"""Imports stand at the top of a file and point downwards. The floors themselves are in pyproject.toml."""

from __future__ import annotations

import ast
import tomllib

from tests.house.tracked import ROOT, SOURCE, parsed, place, python_files, rooms

# Files that import by a name written as text, and why each may.
BY_NAME = {
    "src/garda/config/starting.py": "commands, web and tick are chosen when Django has been set up",
    "src/garda/cases/errands.py": "followers are names in settings, so that the heart imports none of them",
}


def test_no_import_of_our_own_inside_a_function() -> None:
    found = [
        place(file, inner.lineno)
        for file in python_files()
        if file.is_relative_to(SOURCE)
        for outer in ast.walk(parsed(file))
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(outer)
        if (
            isinstance(inner, ast.ImportFrom)
            and (inner.level or (inner.module or "").split(".")[0] == "garda")
        )
        or (isinstance(inner, ast.Import) and any(name.name.split(".")[0] == "garda" for name in inner.names))
    ]
    assert not found, "move the import to the top of the file; if that makes a ring, the arrow is wrong"


def test_no_import_by_name_around_the_floors() -> None:
    wanted = {"import_module", "import_string", "__import__"}
    found = {
        place(file)
        for file in python_files()
        if file.is_relative_to(SOURCE)
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Call)
        and wanted & {getattr(node.func, "attr", ""), getattr(node.func, "id", "")}
    }
    assert found <= set(BY_NAME), "an import by name hides an arrow from the floors' test"


def test_every_room_stands_on_a_floor() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    floors = next(contract for contract in contracts if contract["type"] == "layers")["layers"]
    placed = {name.strip().removeprefix("garda.") for floor in floors for name in floor.split("|")}
    assert placed == set(rooms())
