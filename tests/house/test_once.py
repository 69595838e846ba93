"""What runs on one engine only is found by watching: every way towards the database is noticed."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as tree
from pathlib import Path

import pytest

from tests.house.tracked import ROOT
from tests.once import ADDRESS, GIVEN, MARK, ONCE

WAYS = f'''
import os, subprocess, sys
import pytest
from django.db import connection
from django.test import TestCase

CLEAN = {{name: value for name, value in os.environ.items() if not name.startswith("GARDA_")}}

def starts(**more):
    return subprocess.run([sys.executable, "-c", ""], **more).returncode == 0

@pytest.fixture(scope="module")
def served():
    assert starts()

def test_pure(): assert 1 + 1 == 2
def test_refused():
    with pytest.raises(RuntimeError, match="not allowed"):
        connection.cursor()
def test_child_that_knows_nothing(): assert starts(env=CLEAN)
def test_of_engine_by_fixture(db): pass
@pytest.mark.django_db
def test_of_engine_by_mark(): connection.cursor().execute("SELECT 1")
def test_of_engine_by_unblocking(django_db_blocker):
    with django_db_blocker.unblock():
        connection.cursor().execute("SELECT 1")
def test_of_engine_by_child(): assert starts()
def test_of_engine_by_child_with_address(): assert starts(env={{**CLEAN, "{ADDRESS}": "sqlite:///x"}})
def test_of_engine_by_fork():
    if (child := os.fork()) == 0:
        os._exit(0)
    os.waitpid(child, 0)
def test_of_engine_by_file_fixture(served): pass
class ClassOfEngine(TestCase):
    def test_of_engine_by_class(self): pass
def test_pure_again(): assert 1 + 1 == 2
def test_of_engine_by_file_fixture_again(served): pass
'''  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="nothing forks there")
def test_only_what_took_no_step_towards_the_database_is_left_out_of_a_second_run(tmp_path: Path) -> None:
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "conftest.py").write_text(
        "from tests_once import Watch\n\n\ndef pytest_configure(config):\n"
        "    config.pluginmanager.register(Watch())\n"
    )
    (tmp_path / "tests_once.py").write_text((ROOT / "tests" / "once.py").read_text("utf-8"), "utf-8")
    (tests / "test_ways.py").write_text(WAYS)

    first, names = run(tmp_path)
    pure = {"test_pure", "test_refused", "test_child_that_knows_nothing", "test_pure_again"}
    assert {name.partition("::")[2] for name in names} == pure
    assert len(first) == 13
    (tmp_path / "once.txt").write_text("\n".join(names))
    second, _ = run(tmp_path, {GIVEN: str(tmp_path / "once.txt")})
    assert second == first - pure


def run(folder: Path, more: dict[str, str] | None = None) -> tuple[set[str], set[str]]:
    """One run of the little suite: the tests that passed, and those told to be of no engine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GARDA_")}
    assert MARK not in kept
    report = folder / "report.xml"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder),
         "-p", "no:cacheprovider", "-o", f"pythonpath={ROOT / 'src'} {folder}", f"--junitxml={report}",
         str(folder / "tests")],
        env={**kept, **(more or {}), "GARDA_VAR": str(folder / "var")}, cwd=folder, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    cases = list(tree.parse(report).getroot().iter("testcase"))
    told = {
        one.get("value") or "" for case in cases for one in case.iter("property") if one.get("name") == ONCE
    }
    return {case.get("name") or "" for case in cases}, told
