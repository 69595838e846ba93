"""Killed in the middle of sending (kill -9), all goes out afterwards, and at most one message twice."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from tests.config.place import ROOT, Place, until
from tests.notices.cloud import TOKEN, Cloud

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="brings a database of its own: once is enough"),
]
MANY = 40


def start(place: Place, *words: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.notices.carrying", *map(str, words)],
        env={**place.environment, "DJANGO_SETTINGS_MODULE": "garda.config.settings"}, cwd=ROOT,
    )  # fmt: skip


def test_a_kill_in_the_middle_loses_nothing_and_repeats_at_most_one(tmp_path: Path) -> None:
    cloud = Cloud()
    cloud.pause = 0.02
    place = Place(tmp_path, {"GARDA_WHATSAPP_ADDRESS": cloud.address, "GARDA_WHATSAPP_TOKEN": TOKEN})
    place.settings |= {"GARDA_WHATSAPP_NUMBERS": "mojokerto=1", "GARDA_WHATSAPP_TEMPLATE": "kabar_urusan"}
    try:
        killed = start(place, "begin", MANY)
        until(lambda: len(cloud.sent) >= 7, 60)
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait(10)
        time.sleep(3 * cloud.pause)
        assert len(cloud.sent) < MANY
        # Two at once afterwards: each takes what the other did not.
        both = [start(place, "carry", 6) for _ in range(2)]
        assert [one.wait(60) for one in both] == [0, 0]
    finally:
        cloud.close()
    told = Counter(one["biz_opaque_callback_data"] for one in cloud.sent)
    assert len(told) == MANY and sum(told.values()) <= MANY + 1
    with contextlib.closing(sqlite3.connect(place.database)) as rows:
        found = rows.execute("SELECT state, count(*) FROM notices_dispatch GROUP BY state").fetchall()
    assert found == [("sent", MANY)]
