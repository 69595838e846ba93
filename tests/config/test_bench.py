"""The bench measures what it says: its past holds, its page puts every act beside its limit. No times."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from garda.cases.models import Case, Event
from garda.cases.replaying import walk
from garda.config.bench.city import measured_unit, settle
from garda.config.bench.filling import fill
from garda.config.bench.page import Run, Soak, targets
from garda.config.bench.shapes import Act, Slice, measure_of
from garda.figures.counting import recount
from garda.figures.models import DayFigure

CODE = "import sys; from garda.config.cli import main; sys.exit(main())"


@pytest.mark.django_db
def test_the_past_that_is_filled_in_holds_event_by_event() -> None:
    city = settle()
    fill(city, 30)
    fill(city, 80)
    found = list(walk(city))
    assert len(found) == 80 and all(not faults for _, faults in found)
    assert Event.objects.count() == sum(case.seq for case, _ in found)
    assert Case.objects.filter(unit=measured_unit(city)).exclude(state=Case.CLOSED).count() == 45


@pytest.mark.django_db
def test_the_counts_that_are_filled_in_are_those_that_a_recount_gives() -> None:
    city = settle()
    fill(city, 120)
    day = DayFigure.objects.filter(closed__gt=0).values_list("day", flat=True).order_by("day").first()
    assert day is not None
    kept = set(
        DayFigure.objects.filter(day=day).values_list("unit_id", "flow_key", "opened", "closed", "fast")
    )
    recount(city, day)
    again = set(
        DayFigure.objects.filter(day=day).values_list("unit_id", "flow_key", "opened", "closed", "fast")
    )
    assert kept == again


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the bench brings its own database: once is enough")
def test_fifty_matters_are_measured_and_written_down(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GARDA_")}
    command = [
        sys.executable,
        "-c",
        CODE,
        "bench",
        "--sizes=50",
        "--quick",
        "--soak=0",
        "--plans=1",
        f"--out={page}",
    ]
    done = subprocess.run(
        command, env=dict(environment, PYTHONPATH="src"), capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = page.read_text("utf-8")
    acts = ("bare insert", "filing", "moving", "following", "officer's list", "head's page", "replay")
    for act in (*acts, "notices by WhatsApp", "deciding an absence", "an office's wall"):
        assert f"| {act}" in text
    assert "## A month planned" in text and "opening minutes uncovered" in text
    assert "of bare insert" in text and "/tmp" not in text


def test_a_share_is_the_median_of_the_rounds_each_beside_its_own_limit() -> None:
    limit = Act("bare insert", "", [Slice(100, seconds, 1.0, [1.0]) for seconds in (1.0, 2.0, 4.0)])
    act = Act("filing", "bare insert", [Slice(50, seconds, 1.0, [2.0]) for seconds in (1.0, 2.0, 8.0)])
    assert measure_of(act, limit).share == 0.5


def test_a_target_that_is_missed_says_so() -> None:
    limit = measure_of(Act("bare insert", "", [Slice(100, 1.0, 1.0, [1.0])]), None)
    slow = measure_of(
        Act("filing", "bare insert", [Slice(20, 1.0, 1.0, [5.0])]),
        Act("bare insert", "", [Slice(100, 1.0, 1.0, [1.0])]),
    )
    lines = targets([Run("SQLite", 1000, (limit, slow))], Soak(((10, 50.0), (20, 60.0), (100, 60.0))))
    assert any("filing" in line and "20% at 1.000" in line and "**short**" in line for line in lines)
    assert any("memory" in line and "reached" in line for line in lines)
