"""What happened on the matters of my posts: unread first, counted on every page, marked by whoever reads."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from garda import clock
from garda.config.tick import Tick
from garda.notices.models import Notice
from tests.office.staff import signed_in, text_of
from tests.town import Town, ask_letter, build_town, moment, report

pytestmark = pytest.mark.django_db
PAGE = "/kerja/kabar/"


@pytest.fixture
def town() -> Any:
    """Tuesday afternoon; a letter of the morning is late, and everybody was told."""
    with clock.moved_to(moment()):
        town = build_town()
        ask_letter(town)
    with clock.moved_to(moment(time="14:00")):
        tick = Tick()
        while tick.wake(clock.now()) + tick.errands(clock.now()):
            pass
        yield town


def test_a_head_reads_what_is_late_opens_it_and_marks_it_as_read(town: Town) -> None:
    lurah = signed_in(town, "melati", "lurah")
    page = text_of(lurah.get(PAGE))
    assert "2 kabar belum dibaca" in page
    assert '<b class="unread">2</b>' in page
    assert '<a href="/kerja/urusan/MLT-25-0001/">MLT-25-0001</a>' in page
    one = Notice.objects.filter(post__unit__key="melati", post__kind="lurah").latest("pk")
    lurah.post(PAGE, {"id": [one.pk]})
    page = text_of(lurah.get(PAGE))
    assert "1 kabar ditandai sudah dibaca." in page
    assert "1 kabar belum dibaca" in page
    assert page.index("Tandai semua sudah dibaca") < page.index("<h2>Sudah dibaca</h2>")


def test_nobody_marks_what_was_told_to_another_post(town: Town) -> None:
    ids = list(Notice.objects.filter(post__kind="lurah").values_list("pk", flat=True))
    signed_in(town, "kenanga", "lurah").post(PAGE, {"id": [*ids, "x", "9" * 30]})
    assert not Notice.objects.filter(pk__in=ids, read_at__isnull=False).exists()


def test_an_empty_page_says_what_will_come(town: Town) -> None:
    page = text_of(signed_in(town, "kenanga", "petugas-loket").get(PAGE))
    assert "Semua kabar sudah dibaca" in page
    assert "Kabar datang saat urusan ditawarkan kepada Anda" in page
    assert "unread" not in page


def test_the_count_in_the_head_is_one_query_that_stops_at_a_hundred(town: Town) -> None:
    lurah = signed_in(town, "melati", "lurah")
    case = report(town).case
    event = case.events.get(seq=1)
    post = Notice.objects.filter(post__kind="lurah", post__unit__key="melati").latest("pk").post
    kept = {"city": case.city, "case": case, "event": event, "post": post, "key": "case.opened"}
    kept |= {"words_id": "Kabar.", "words_en": "News.", "channel": Notice.DESK, "at": moment()}
    Notice.objects.bulk_create([Notice(receiver=f"test:{n}", **kept) for n in range(120)])
    with CaptureQueriesContext(connection) as asked:
        page = text_of(lurah.get("/kerja/hak/"))
    assert '<b class="unread">99+</b>' in page
    counted = [one["sql"] for one in asked.captured_queries if "notices_notice" in one["sql"]]
    assert len(counted) == 1
    assert "LIMIT 100" in counted[0]
    assert "Lebih dari 99 kabar belum dibaca" in text_of(lurah.get(PAGE))
