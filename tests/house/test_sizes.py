"""What no longer fits in one head is taken apart: a file at 500 lines, a function at 70."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.tracked import ROOT, parsed, place, python_files, tracked

FILE, FUNCTION = 500, 70
READ_BY_PEOPLE = {".py", ".html", ".js"}


def test_no_file_has_more_than_500_lines() -> None:
    files = [
        file
        for file in (*tracked(), ROOT / "do")
        if (file.suffix in READ_BY_PEOPLE or file.name == "do") and "migrations" not in file.parts
    ]
    sizes = {place(file): len(file.read_text("utf-8").splitlines()) for file in files if not is_foreign(file)}
    assert {name: size for name, size in sizes.items() if size > FILE} == {}


def test_no_function_has_more_than_70_lines() -> None:
    long = {
        f"{place(file, node.lineno)} {node.name}": size
        for file in python_files()
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION
    }
    assert long == {}


def is_foreign(file: Path) -> bool:
    """A library's own file, kept whole beside its licence."""
    return "vendor" in file.parts or ".min." in file.name
