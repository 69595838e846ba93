"""Empty minutes as camat, Sekda and mayor read them: every figure opens to gaps and stays."""

from __future__ import annotations

import pytest

from garda import clock
from garda.rosters import office_days, reporting_empty, watching
from garda.rosters.models import EmptyReport, Entry
from tests.office.staff import signed_in, text_of
from tests.rosters.test_attending import at, come, go, seat
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    made = build_town(flows=())
    come(made, "07:30")
    go(made, "10:00")
    come(made, "10:12", n=2)
    go(made, "16:00", n=2)
    office_days.keep_past_days(made.city, at("00:15", "2025-11-05"))
    return made


def test_item_16_a_figure_opens_to_its_gap_and_its_stays(town: Town) -> None:
    camat = signed_in(town, "kec-taman", "camat")
    with clock.moved_to(at("07:00", "2025-11-05")):
        listed = text_of(camat.get("/kerja/menit-kosong/"))
        assert "12 menit kosong, di 1 dari 1 kantor" in listed
        assert "2 kantor belum mencatat hadir" in listed, "never a 0 where nothing is known"
        one = text_of(camat.get("/kerja/menit-kosong/melati/?hari=2025-11-04"))
    assert "12 menit kosong dari 450 menit buka" in one
    assert "10.00 sampai 10.12" in one
    assert seat(town).name in one and seat(town, 2).name in one


def test_today_counts_live_and_an_office_empty_now_stands_first(town: Town) -> None:
    come(town, "07:30", day="2025-11-05", unit="kenanga")
    lurah = signed_in(town, "melati", "lurah")
    with clock.moved_to(at("07:45", "2025-11-05")):
        listed = text_of(signed_in(town, "setda", "sekda").get("/kerja/menit-kosong/"))
        assert "1 kantor kosong sekarang" in listed and "27" in listed
        assert "27 menit kosong dari 465" in text_of(lurah.get("/kerja/menit-kosong/melati/"))


def test_who_leads_no_office_above_sees_only_their_own(town: Town) -> None:
    officer, other = signed_in(town, "melati", "petugas-loket"), signed_in(town, "kenanga", "petugas-loket")
    assert officer.get("/kerja/menit-kosong/").status_code == 403
    assert officer.get("/kerja/menit-kosong/melati/").status_code == 200
    assert other.get("/kerja/menit-kosong/melati/").status_code == 404
    assert signed_in(town, "kenanga", "lurah").get("/kerja/menit-kosong/melati/").status_code == 404


def test_the_superior_answers_a_report_and_the_reading_is_noted(town: Town) -> None:
    reporting_empty.report(town.units["melati"], when=at("10:05"), at=at("10:30"), words="Tidak ada orang")
    row = EmptyReport.objects.get()
    address = f"/kerja/menit-kosong/melati/jawab/{row.pk}/"
    officer, lurah = signed_in(town, "melati", "petugas-loket"), signed_in(town, "melati", "lurah")
    camat = signed_in(town, "kec-taman", "camat")
    with clock.moved_to(at("11:00")):
        assert "Tidak ada orang" not in text_of(officer.get("/kerja/menit-kosong/melati/"))
        assert "Tidak ada orang" in text_of(lurah.get("/kerja/menit-kosong/melati/"))
        assert lurah.post(address, {"kata": "Kami sedang rapat semua"}).status_code == 404
        page = text_of(camat.get("/kerja/menit-kosong/melati/"))
        assert "Pada menit itu tidak ada yang tercatat hadir" in page
        assert "menunggu jawaban" in text_of(camat.get("/kerja/menit-kosong/"))
        back = camat.post(address, {"kata": "Ya"})
        assert back.status_code == 422 and ">Ya</textarea>" in text_of(back)
        assert camat.post(address, {"kata": "Benar kosong. Kami mohon maaf."}).status_code == 302
    readers = Entry.objects.filter(name="empty.read").values_list("by__username", flat=True)
    assert sorted(readers) == ["camat.kec-taman", "lurah.melati"]


def test_alarms_and_bad_addresses(town: Town) -> None:
    go_early = at("07:40", "2025-11-05")
    watching.watch(town.city, go_early)
    lurah = signed_in(town, "melati", "lurah")
    with clock.moved_to(at("07:45", "2025-11-05")):
        assert "kepala diberi tahu 07.40" in text_of(lurah.get("/kerja/menit-kosong/melati/"))
        for query in ("bulan=2025-13", "bulan=x", "hari=kemarin", "hari=2999-01-01", "bulan=9999-12"):
            assert lurah.get(f"/kerja/menit-kosong/melati/?{query}").status_code == 200
        assert lurah.get("/kerja/menit-kosong/tidak-ada/").status_code == 404
