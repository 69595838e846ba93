"""Discipline in the browser: own record and answer, the head's verdict, and who sees nothing of it."""

from __future__ import annotations

import pytest

from garda import clock
from garda.rosters import disciplining
from garda.rosters.models import Breach, Entry
from tests.office.staff import signed_in, text_of
from tests.rosters.test_attending import at, come, go, seat
from tests.rosters.test_disciplining import NIGHT, plan
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db
MORNING = at("09:00", "2025-11-05")


@pytest.fixture
def town() -> Town:
    made = build_town(flows=())
    plan(made, seat(made))
    come(made, "07:42")
    go(made, "16:00")
    disciplining.look_back(made.city, NIGHT)
    return made


def test_item_38_own_record_answer_and_verdict(town: Town) -> None:
    row = Breach.objects.get()
    officer, lurah = signed_in(town, "melati", "petugas-loket"), signed_in(town, "melati", "lurah")
    one = f"/kerja/disiplin/kantor/{row.pk}/"
    with clock.moved_to(MORNING):
        page = text_of(officer.get("/kerja/disiplin/"))
        assert "1 catatan menunggu penjelasan Anda" in page and "Datang 12 menit terlambat" in page
        assert "Jadwal 07.30 sampai 16.00. Datang 07.42." in page
        early = lurah.post(one, {"verdict": "stands", "why": "Tanpa alasan"})
        assert early.status_code == 422 and "belum menjawab" in text_of(early)
        assert ">Tanpa alasan</textarea>" in text_of(early)
        back = officer.post(f"/kerja/disiplin/{row.pk}/jawab/", {"kata": "x"})
        assert back.status_code == 422 and ">x</textarea>" in text_of(back)
        assert (
            officer.post(f"/kerja/disiplin/{row.pk}/jawab/", {"kata": "Ban bocor di jalan"}).status_code
            == 302
        )
        assert "Ban bocor" not in text_of(lurah.get("/kerja/disiplin/kantor/")), (
            "opened only where it is judged"
        )
        assert not Entry.objects.filter(name="breach.read").exists()
        assert "Ban bocor" in text_of(lurah.get(one))
        assert Entry.objects.get(name="breach.read").by == town.persons["melati", "lurah", 1]
        assert lurah.post(one, {"verdict": "excused", "why": "Bisa terjadi"}).status_code == 302
        said = text_of(officer.get("/kerja/disiplin/"))
    assert "Bisa terjadi" in said and "Tidak ada yang menunggu" in said


def test_nobody_else_reads_or_answers_it(town: Town) -> None:
    row = Breach.objects.get()
    one = f"/kerja/disiplin/kantor/{row.pk}/"
    other = signed_in(town, "melati", "petugas-loket", 2)
    with clock.moved_to(MORNING):
        assert "12 menit" not in text_of(other.get("/kerja/disiplin/"))
        assert other.post(f"/kerja/disiplin/{row.pk}/jawab/", {"kata": "Bukan saya"}).status_code == 422
        assert other.get("/kerja/disiplin/kantor/").status_code == 403
        assert signed_in(town, "kenanga", "lurah").get(one).status_code == 404
        assert signed_in(town, "melati", "lurah").get("/kerja/disiplin/kantor/999999/").status_code == 404
        assert signed_in(town, "kec-taman", "camat").get(one).status_code == 200
    assert not Breach.objects.get().answered_at


def test_the_head_s_own_line_is_judged_above(town: Town) -> None:
    lurah = town.persons["melati", "lurah", 1]
    row = Breach.objects.get()
    Breach.objects.filter(pk=row.pk).update(person=lurah)
    one = f"/kerja/disiplin/kantor/{row.pk}/"
    with clock.moved_to(MORNING):
        head = signed_in(town, "melati", "lurah")
        assert head.get(one).status_code == 404
        assert "12 menit" in text_of(head.get("/kerja/disiplin/"))
        assert lurah.name in text_of(signed_in(town, "kec-taman", "camat").get("/kerja/disiplin/kantor/"))
