"""The profile of an office in the browser: three bars that open to their records, the best, the plan."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from garda import clock
from garda.dockets import reporting
from garda.figures import improving, part_sources, parting, profiles
from garda.figures.models import PartClass, PartPlan
from garda.office.profiles import profile_page
from garda.rosters import reporting_empty
from garda.rosters.models import Entry
from garda.surveys import periods
from garda.trails.reading import broken
from tests.figures.test_parting import complained
from tests.office.staff import signed_in, text_of
from tests.surveys.asked import answered, asking_town
from tests.town import Town, moment

ADDRESS = "/kerja/profil/"
NOW = moment("2025-11-25", "14:00")
QUARTER = periods.quarter_at(date(2025, 11, 1))
GOOD = [3, 3, 3, 3, 3, 3, 3, 3, 3]
# Competence and behaviour are the sixth and seventh of the nine.
RUDE = [3, 3, 3, 3, 3, 0, 0, 3, 3]


@pytest.fixture
def town(db: None) -> Any:
    with clock.moved_to(NOW):
        yield asking_town()


def asked(town: Town, places: list[int], n: int, unit: str = "melati") -> None:
    """So many visitors of October who all answered alike."""
    for _one in range(n):
        answered(town, list(places), unit, at=moment("2025-10-14"))


def faulted(town: Town, part: str, n: int, unit: str = "melati", kind: str = "rule") -> None:
    for at in range(n):
        parting.note(town.units[unit], kind, f"{unit}-{part}-{at}", date(2025, 11, 4), (part,), at=NOW)


def profile(town: Town, unit: str = "melati") -> profiles.Profile:
    return profiles.profiles(town.city, [town.units[unit]], QUARTER, NOW.date())[town.units[unit].pk]


def test_item_14_an_office_strong_in_two_parts_fails_in_behaviour_and_is_not_among_the_best(
    town: Town,
) -> None:
    asked(town, RUDE, 32)
    asked(town, GOOD, 32, "kenanga")
    lurah = signed_in(town, "melati", "lurah")
    page = text_of(lurah.get(f"{ADDRESS}melati/"))
    assert "Perilaku gagal: 25 dari 100" in page
    camat = signed_in(town, "kec-taman", "camat")
    listed = text_of(camat.get(ADDRESS))
    best = listed[listed.index("Yang terbaik") :]
    assert "kenanga" in best and "melati" not in best
    assert dict(profile(town).values) == {"rules": 100, "facilities": 100, "behaviour": 25}


def test_item_14_each_bar_opens_to_its_definition_its_denominator_and_its_records(town: Town) -> None:
    case = complained(town, "Petugas galak sekali")
    faulted(town, "behaviour", 2, kind="criticism")
    lurah = signed_in(town, "melati", "lurah")
    page = text_of(lurah.get(f"{ADDRESS}melati/perilaku/"))
    assert case.number in page and "Petugas galak sekali" in page
    assert "Laporan warga: 1" in page and "Kritik rahasia: 2" in page
    assert "3 masukan, 1 orang dilayani" in page
    assert "Kritik rahasia: 2. Tidak dibuka dari sini" in page
    assert "100 dikurangi masukan" in page and "Baru 1 dari 5" in page
    assert case.number not in text_of(lurah.get(f"{ADDRESS}melati/sarana/"))
    row = PartClass.objects.get(kind="case")
    parting.settle(
        row.pk, ("facilities",), office=True, praise=False, why="Soal ruangannya",
        by=town.persons["melati", "lurah", 1], post=None, at=NOW,
    )  # fmt: skip
    assert case.number not in text_of(lurah.get(f"{ADDRESS}melati/perilaku/"))
    assert case.number in text_of(lurah.get(f"{ADDRESS}melati/sarana/"))


def opened(client: Any, town: Town, slug: str) -> list[str]:
    """The titles of the records that open from a bar's list, each opened."""
    page = client.get(f"{ADDRESS}melati/{slug}/")
    section = page.content.decode().partition('id="masukan"')[2]
    links = re.findall(r'<b><a href="([^"]+)">([^<]+)</a></b>', section)
    for url, _title in links:
        assert client.get(unescape(url)).status_code == 200, url
    return [title for _url, title in links]


def test_item_14_a_report_of_a_rule_and_of_an_empty_office_open_from_their_bar(town: Town) -> None:
    loket = town.persons["melati", "petugas-loket", 1]
    reporting.report_rule(
        town.city, town.units["melati"], loket, kind="hard", rule="uu-25-2009", article="21",
        words="Warga harus dua kali datang", proposal="Cukup sekali", cases=[], at=moment("2025-11-20"),
    )  # fmt: skip
    reporting_empty.report(
        town.units["melati"],
        when=moment("2025-11-24"),
        at=moment("2025-11-24", "10:00"),
        words="Pintu terkunci",
    )
    assert part_sources.gather_city(town.city, moment("2025-11-21")) == 1
    assert part_sources.gather_city(town.city, NOW) == 1
    lurah = signed_in(town, "melati", "lurah")
    assert len(opened(lurah, town, "aturan")) == 1
    assert opened(lurah, town, "perilaku") == ["Laporan kantor kosong"]
    rule, empty = (PartClass.objects.get(kind=kind) for kind in ("rule", "empty"))
    page = text_of(lurah.get(f"{ADDRESS}melati/aturan/{rule.pk}/"))
    assert "Warga harus dua kali datang" in page and "Cukup sekali" in page
    page = text_of(lurah.get(f"{ADDRESS}melati/perilaku/{empty.pk}/"))
    assert "Pintu terkunci" in page
    assert Entry.objects.filter(name="empty.read", by=town.persons["melati", "lurah", 1]).count() == 1
    # Whoever does not look after empty minutes reads that it was told, and not the resident's words.
    officer = signed_in(town, "melati", "petugas-loket")
    page = text_of(officer.get(f"{ADDRESS}melati/perilaku/{empty.pk}/"))
    assert "Pintu terkunci" not in page and "hanya dibuka oleh yang mengawasi" in page
    camat = signed_in(town, "kec-taman", "camat")
    page = text_of(camat.get(f"{ADDRESS}melati/aturan/{rule.pk}/"))
    assert "Warga harus dua kali" not in page and "hanya dibuka oleh pelapornya" in page
    # A record opens from its own bar and its own office alone.
    for path in (f"melati/sarana/{rule.pk}/", f"kenanga/aturan/{rule.pk}/", f"melati/perilaku/{10**20}/"):
        assert lurah.get(ADDRESS + path).status_code == 404
    assert camat.get(f"{ADDRESS}kenanga/aturan/{rule.pk}/").status_code == 404


def test_item_14_what_does_not_open_is_counted_with_its_reason(town: Town) -> None:
    faulted(town, "behaviour", 3, kind="comment")
    officer = text_of(signed_in(town, "melati", "petugas-loket").get(f"{ADDRESS}melati/perilaku/"))
    assert "Komentar survei: 3. Dibuka hanya oleh yang memilah" in officer
    lurah = signed_in(town, "melati", "lurah").get(f"{ADDRESS}melati/perilaku/")
    assert text_of(lurah).count("Isinya tersegel") == 3
    assert lurah.content.decode().count("/kerja/masukan/") >= 3
    complained(town, "Petugas galak sekali")
    outside = signed_in(town, "pu", "penghubung")
    assert outside.get(f"{ADDRESS}melati/perilaku/").status_code == 404


def test_item_14_every_record_behind_a_bar_is_reached_page_by_page(town: Town) -> None:
    faulted(town, "facilities", 70)
    lurah, seen = signed_in(town, "melati", "lurah"), []
    path = f"{ADDRESS}melati/sarana/"
    while path:
        page = lurah.get(path).content.decode()
        seen += re.findall(r"melati/sarana/(\d+)/", page)
        found = re.search(r'href="([^"]+)">Berikutnya', page)
        path = f"{ADDRESS}melati/sarana/{unescape(found[1])}" if found else ""
    assert len(seen) == len(set(seen)) == 70
    for typed in ("0", "-1", "99999", "x", "٣"):
        assert lurah.get(f"{ADDRESS}melati/sarana/", {"hal": typed}).status_code == 200


def test_below_five_answers_no_figure_is_shown_and_below_thirty_none_decides(town: Town) -> None:
    asked(town, RUDE, 4)
    lurah = signed_in(town, "melati", "lurah")
    page = text_of(lurah.get(f"{ADDRESS}melati/perilaku/"))
    assert "Terlalu sedikit jawaban" in page and "4 jawaban" not in page
    asked(town, RUDE, 8)
    page = text_of(lurah.get(f"{ADDRESS}melati/perilaku/"))
    assert "Baru 12 dari 30" in page and "12 jawaban" in page
    assert profile(town).bar("behaviour").value is None


def test_a_month_that_still_runs_is_not_told(town: Town) -> None:
    for _one in range(40):
        answered(town, list(RUDE), at=moment("2025-11-20"))
    assert profile(town).bar("behaviour").value is None


def test_item_14_the_plan_goes_to_the_part_that_fails_and_to_no_other(town: Town) -> None:
    asked(town, RUDE, 32)
    lurah, owner = signed_in(town, "melati", "lurah"), town.persons["melati", "seklur", 1]
    form = {
        "part": "facilities", "what": "Latih menolak dengan sopan", "owner": str(owner.pk),
        "due": "28/11/2025", "kunci": "satu",
    }  # fmt: skip
    wrong = lurah.post(f"{ADDRESS}melati/rencana/", form)
    assert wrong.status_code == 422 and "Latih menolak dengan sopan" in text_of(wrong)
    for _twice in range(2):
        assert lurah.post(f"{ADDRESS}melati/rencana/", {**form, "part": "behaviour"}).status_code == 302
    plan = PartPlan.objects.get()
    assert (plan.part, plan.value, plan.owner) == ("behaviour", 25, owner)
    holder = signed_in(town, "melati", "seklur")
    assert "rencana perbaikan" in text_of(holder.get("/kerja/kabar/"))
    late = moment("2025-11-29", "08:00")
    assert improving.remind(late) == 1 and improving.remind(late) == 0
    assert "terlambat" in text_of(holder.get("/kerja/kabar/"))
    done = f"{ADDRESS}rencana/{plan.pk}/selesai/"
    assert holder.post(done, {"result": ""}).status_code == 422
    assert holder.post(done, {"result": "Empat latihan, semua petugas ikut"}).status_code == 302
    assert holder.post(done, {"result": "Sekali lagi"}).status_code == 422
    page = text_of(holder.get(f"{ADDRESS}melati/"))
    assert "Empat latihan" in page and "Waktu direncanakan 25" in page and "sekarang 25" in page
    assert not list(broken(town.city))


def test_profiles_stay_within_reach(town: Town) -> None:
    asked(town, GOOD, 6)
    officer = signed_in(town, "melati", "petugas-loket")
    assert officer.get(ADDRESS)["Location"] == f"{ADDRESS}melati/"
    for path in ("kenanga/", "kenanga/perilaku/", "tidak-ada/", "melati/apa/"):
        assert officer.get(ADDRESS + path).status_code == 404
    assert officer.post(f"{ADDRESS}melati/rencana/", {}).status_code == 403
    camat = signed_in(town, "kec-taman", "camat")
    assert camat.get(f"{ADDRESS}kenanga/perilaku/").status_code == 200
    assert camat.get(f"{ADDRESS}pu/").status_code == 404
    assert signed_in(town, "kota", "wali-kota").get(ADDRESS).status_code == 200


@pytest.mark.parametrize("typed", ["2025-13", "x" * 5000, "\x00", "2031", "2025-t9", "😀"])
def test_bad_input_is_answered(town: Town, typed: str) -> None:
    asked(town, RUDE, 31)
    lurah = signed_in(town, "melati", "lurah")
    assert lurah.get(f"{ADDRESS}melati/", {"masa": typed}).status_code == 200
    form = dict.fromkeys(("part", "what", "owner", "due", "kunci"), typed)
    assert lurah.post(f"{ADDRESS}melati/rencana/", form).status_code == 422
    assert lurah.post(f"{ADDRESS}rencana/{10**25}/selesai/", {"result": typed}).status_code == 404
    assert profile_page.ADDRESS == ADDRESS


def test_item_14_the_head_sees_the_three_bars_in_small_with_their_doors(town: Town) -> None:
    asked(town, RUDE, 32)
    for kind in ("lurah", "camat", "penghubung"):
        unit = {"lurah": "melati", "camat": "kec-taman", "penghubung": "pu"}[kind]
        client = signed_in(town, unit, kind)
        answer = client.get("/kerja/kepala/")
        if kind == "penghubung":  # leads nobody
            assert answer.status_code == 403
            continue
        page = text_of(answer)
        assert page.count(f"/kerja/profil/{unit}/") == 4
        assert ("Perilaku gagal: 25 dari 100" in page) is (unit == "melati")
    mayor = text_of(signed_in(town, "kota", "wali-kota").get("/kerja/kepala/"))
    assert "/kerja/profil/" in mayor and "small-bars" not in mayor


def test_item_14_a_bar_asks_the_same_of_the_database_with_many_records(town: Town) -> None:
    lurah, bar = signed_in(town, "melati", "lurah"), f"{ADDRESS}melati/aturan/"
    faulted(town, "rules", 1)
    few, small = queries_of(lurah, bar), queries_of(lurah, "/kerja/kepala/")
    for kind in ("rule", "empty", "case", "rating", "comment"):
        faulted(town, "rules", 12, kind=kind)
    asked(town, RUDE, 40)
    # The names of articles and the words of matters are asked for once there are any.
    assert queries_of(lurah, bar) <= few + 2
    assert queries_of(lurah, "/kerja/kepala/") <= small + 1


def queries_of(client: Any, address: str) -> int:
    """How many queries a page asks with warm memory."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
        return len(queries)
