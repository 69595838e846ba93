"""Words about rosters are kept no longer than needed; the facts stay."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from garda.cases import sealing
from garda.config.tick import Tick
from garda.rosters import book, expiring
from garda.rosters.models import Absence, Bell, EmptyReport, Entry, Presence
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db

AT = moment("2025-11-04", "10:00")


@pytest.fixture
def town() -> Town:
    return build_town()


def kept(town: Town, *, answered: bool = True) -> tuple[Any, ...]:
    """An absence, a corrected stay, a report and a bell, each with words."""
    unit, person = town.units["melati"], town.persons["melati", "lurah", 1]
    said, end = sealing.seal("Kata-kata."), AT + timedelta(hours=1)
    absence = Absence.objects.create(
        unit=unit, person=person, kind="izin-singkat", start=AT, end=end, state=Absence.GRANTED, asked_at=AT,
        why=said,
    )  # fmt: skip
    stay = Presence.objects.create(
        unit=unit, person=person, day=AT.date(), came=AT, left=end, how="head", why=said
    )
    report = EmptyReport.objects.create(
        unit=unit, at=AT, received_at=AT, open_then=True, words=said, code="x",
        answer="Sudah kami periksa." if answered else "", answered_at=AT if answered else None,
    )  # fmt: skip
    bell = book.tell(unit, person, "absence.granted", at=AT)
    Bell.objects.filter(pk=bell.pk).update(read_at=AT)
    return absence, stay, report


def test_words_go_when_their_time_is_over_and_the_book_says_so(town: Town) -> None:
    absence, stay, report = kept(town)
    assert expiring.expire(AT + expiring.REPORT_WORDS - timedelta(hours=1)) == 0
    assert expiring.expire(AT + expiring.REPORT_WORDS) == 2  # the report's words, the news that was read
    report.refresh_from_db()
    assert (bytes(report.words), report.answer) == (b"", "Sudah kami periksa.")
    assert not Bell.objects.exists()
    assert expiring.expire(AT + expiring.REASONS + timedelta(hours=1)) == 2
    for row in (absence, stay):
        row.refresh_from_db()
        assert bytes(row.why) == b""
    assert absence.state == Absence.GRANTED
    assert set(Entry.objects.values_list("name", flat=True)) == {
        "empty.words-erased",
        "absence.reason-erased",
        "presence.reason-erased",
    }
    assert expiring.expire(AT + timedelta(days=800)) == 0


def test_a_report_that_waits_for_its_answer_keeps_its_words(town: Town) -> None:
    _absence, _stay, report = kept(town, answered=False)
    Tick().sweep(AT + expiring.REPORT_WORDS * 2)
    report.refresh_from_db()
    assert sealing.unseal(report.words) == "Kata-kata."
