"""Items 26 and 36: a crowded box is opened in turn; the 301st paper is neither lost nor at a dead end."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from garda import clock
from garda.cases.acting import Refused
from garda.integrity import boxing, criticisms, crowding, emptying
from garda.integrity.models import Criticism, Report, Slip
from garda.rosters.models import Bell
from garda.trails.models import Line
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, build_unit, moment

pytestmark = pytest.mark.django_db
WORDS = "Loket Melati sering tutup sebelum pukul tiga, padahal antreannya masih panjang."
NOW = moment()
TODAY = NOW.date()


@pytest.fixture
def town() -> Any:
    with clock.moved_to(NOW):
        found = build_town(flows=())
        build_unit(found, "ins", "INS", "Inspektorat", "inspektorat", "kota")
        yield found


def fill(town: Town, unit: str, days: int, kind: str = boxing.CRITICISM) -> None:
    """As many papers about an office as come out in so many days."""
    Slip.objects.bulk_create(
        Slip(
            city=town.city, unit=town.units[unit], kind=kind, opens_on=TODAY + timedelta(days=1 + n // 100),
            sealed=boxing._seal({"words": WORDS, "leader": False}), code=f"{unit}{kind}{n}",
        )
        for n in range(days * boxing.A_DAY)
    )  # fmt: skip


def drop(town: Town, unit: str = "melati", kind: str = boxing.CRITICISM, key: str = "banjir" * 5) -> str:
    """One more."""
    return boxing.drop(town.city, town.units[unit], WORDS, kind=kind, at=NOW, form_key=key)


@pytest.mark.parametrize("kind", [boxing.CRITICISM, boxing.REPORT])
def test_items_26_and_36_the_301st_paper_is_taken_and_its_writer_reads_until_when(
    town: Town, kind: str
) -> None:
    fill(town, "melati", 3, kind)
    code = drop(town, kind=kind)
    lying = boxing.lying(town.city, code, NOW)
    assert lying is not None and lying.longer
    assert (lying.box, lying.days) == (town.units["melati"].name, lying.days)
    assert 4 <= lying.days <= 6
    emptying.remind(moment(lying.last.isoformat()))
    assert boxing.lying(town.city, code, NOW) is None
    table = Criticism if kind == boxing.CRITICISM else Report
    assert table.objects.filter(code=boxing.kept(town.city, code)).exists()


def test_item_26_of_one_office_no_more_than_so_many_come_out_on_one_day_and_others_are_not_delayed(
    town: Town,
) -> None:
    fill(town, "melati", 2)
    for n in range(30):
        drop(town, key=f"surat{n}" * 6)
    days = Counter(Slip.objects.filter(unit=town.units["melati"]).values_list("opens_on", flat=True))
    assert max(days.values()) == boxing.A_DAY
    assert min(days) == TODAY + timedelta(days=1)
    lying = boxing.lying(town.city, drop(town, "kenanga", key="kenanga" * 5), NOW)
    assert lying is not None and not lying.longer


def test_item_26_where_two_weeks_are_taken_criticism_falls_into_the_box_above_and_is_answered_there(
    town: Town,
) -> None:
    fill(town, "melati", boxing.LATEST)
    code = drop(town)
    lying = boxing.lying(town.city, code, NOW)
    assert lying is not None and lying.box == "Kecamatan Taman" and not lying.longer
    Slip.objects.filter(unit=town.units["melati"]).delete()
    emptying.remind(moment("2025-11-07"))
    row = Criticism.objects.get()
    assert (row.unit, row.at_unit, row.raised) == (town.units["melati"], town.units["kec-taman"], 0)
    found = criticisms.by_code(town.city, code, moment("2025-11-07"))[1]
    assert found is not None and (found.unit, found.at_unit) == ("Kelurahan Melati", "Kecamatan Taman")
    assert {bell.person for bell in Bell.objects.filter(name="criticism.received")} == {
        town.persons["kec-taman", "camat", 1]
    }


def test_items_26_and_36_only_what_finds_no_box_is_refused_with_its_words_kept_and_other_ways_named(
    town: Town,
) -> None:
    for unit in ("melati", "kec-taman", "kota"):
        fill(town, unit, boxing.LATEST)
    fill(town, "melati", boxing.LATEST, boxing.REPORT)
    before = Slip.objects.count()
    for address, other in (("/contoh/kritik/", "SP4N-LAPOR!"), ("/contoh/lapor-perilaku/", "Ombudsman")):
        client = Client()
        key = re.search(r'name="kunci" value="([^"]+)"', text_of(client.get(address)))
        assert key
        shown = client.post(address, {"kantor": "melati", "penangan": "lain", "kata": WORDS, "kunci": key[1]})
        assert shown.status_code == 422
        page = text_of(shown)
        assert "Tulisan Anda belum masuk" in page and WORDS in page and other in page
        assert key[1] in page, "sent again tomorrow it is the same paper"
    officer = signed_in(town, "pu", "kepala-opd")
    shown = officer.post("/kerja/kritik/tulis/", {"kantor": "melati", "tentang": "kantor", "kata": WORDS})
    assert shown.status_code == 422 and "Ke mana lagi sekarang" in text_of(shown)
    assert Slip.objects.count() == before
    with pytest.raises(Refused) as no:
        drop(town, kind=boxing.REPORT)
    assert no.value.field == boxing.FULL


def test_item_26_the_head_and_one_level_up_hear_of_a_crowded_box_when_it_is_emptied_and_once_a_week(
    town: Town,
) -> None:
    fill(town, "melati", 4)
    assert not Bell.objects.exists(), "nothing is said when a paper falls in"
    emptying.remind(moment("2025-11-05"))
    told = Bell.objects.filter(name="box.crowded")
    people = {town.persons["melati", "lurah", 1], town.persons["kec-taman", "camat", 1]}
    assert {bell.person for bell in told} == people
    assert {bell.facts["about"] for bell in told} == {"Kelurahan Melati"}
    fill_again = moment("2025-11-06")
    Slip.objects.filter(opens_on__gt=TODAY).update(opens_on=fill_again.date())
    emptying.remind(fill_again)
    assert told.count() == 2
    assert Line.objects.get(name="box.crowded").unit == town.units["melati"]
    assert "Kelurahan Melati penuh" in text_of(signed_in(town, "melati", "lurah").get("/kerja/kabar/"))


def test_item_36_of_crowded_reports_only_their_handlers_hear_and_no_office_is_named(town: Town) -> None:
    fill(town, "melati", 4, boxing.REPORT)
    crowding.tell(town.city, NOW)
    [bell] = Bell.objects.all()
    assert (bell.person, bell.unit) == (town.persons["ins", "inspektur", 1], town.units["kota"])
    assert bell.facts == {}
    line = Line.objects.get(name="box.crowded")
    assert (line.unit, line.facts) == (None, {})
    page = text_of(signed_in(town, "ins", "inspektur").get("/kerja/kabar/"))
    assert "sangat banyak" in page and "Melati" not in page


def test_items_26_and_36_the_page_after_sending_tells_of_a_longer_wait_and_of_another_box(town: Town) -> None:
    fill(town, "melati", 3)
    fill(town, "kenanga", boxing.LATEST)
    for unit, said in (
        ("melati", "lebih lama dari biasanya"),
        ("kenanga", "masuk ke kotak Kecamatan Taman"),
    ):
        client = Client()
        key = re.search(r'name="kunci" value="([^"]+)"', text_of(client.get("/contoh/kritik/")))
        assert key
        page = text_of(client.post("/contoh/kritik/", {"kantor": unit, "kata": WORDS, "kunci": key[1]}))
        assert said in page
        code = re.search(r"<b>([A-Z0-9]{4}(?:-[A-Z0-9]{4}){3})</b>", page)
        assert code
        waiting = text_of(client.post("/contoh/kritik/jawaban/", {"kode": code[1]}))
        assert ("keluar paling lambat" in waiting) and "masih di dalam kotak" in waiting


def test_item_26_an_inbox_counts_all_that_wait_and_what_waits_elsewhere_hides_nothing_of_ones_own(
    town: Town,
) -> None:
    fill(town, "melati", 1)
    fill(town, "kec-taman", 1)
    emptying.remind(moment("2025-11-05"))
    Criticism.objects.filter(unit=town.units["kec-taman"]).update(due_at=moment("2025-12-30"))
    with clock.moved_to(moment("2025-11-05")):
        page = text_of(signed_in(town, "kec-taman", "camat").get("/kerja/kritik/"))
    assert "100 kritik menunggu jawaban Anda" in page and "Masih ada 40 lagi." in page
    assert page.index("Menunggu Anda") < page.index("Menunggu orang lain")
