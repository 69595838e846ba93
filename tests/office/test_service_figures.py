"""What leaders read about services: burden, what a version changed, wrong desks, and how digital they are."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from garda import clock
from garda.counters import arriving, beginning, calling, promising, taking
from garda.counters.models import WrongArrival
from garda.figures.effects import ENOUGH
from garda.sight import territory
from tests.counters.gardens import asked_for, follow, mark, publish_garden
from tests.flow.samples import REQUEST
from tests.office.staff import signed_in, text_of
from tests.public.visitors import words_of
from tests.town import Town, build_town, moment

PAPER = '[[requirement]]\nkey      = "ktp"\n'
SECOND = (
    PAPER,
    '[[requirement]]\nkey = "kk"\ntitle = { id = "Fotokopi KK", en = "Family card" }\n'
    'rests_on = "perda-kebun#3"\nupload = true\n\n' + PAPER,
)


@pytest.fixture
def town(db: None) -> Any:
    with clock.moved_to(moment(time="14:00")):
        made = build_town()
        territory._map.cache_clear()
        publish_garden(made, SECOND)
        yield made


def two_versions(town: Town) -> None:
    """Enough garden marks under a version with two papers, then under one with one."""
    for place in range(ENOUGH):
        mark(town, start=moment("2025-11-03", f"08:{place:02}"), minutes=10)
    publish_garden(town, at=moment("2025-11-04", "07:00"))
    for place in range(ENOUGH):
        mark(town, start=moment("2025-11-04", f"08:{place:02}"), minutes=4)
    follow(moment(time="14:00"))
    town.city.refresh_from_db()


# ---- wrong desks ---------------------------------------------------------------------------------
def test_item_9_a_wrong_arrival_is_one_touch_on_the_desk_and_a_slip_is_taken_back(town: Town) -> None:
    client = signed_in(town, "melati", "petugas-loket")
    page = text_of(client.get("/kerja/meja/"))
    assert re.search(r'<button class="touch" name="layanan" value="tanda-kebun"><b>Tanda Kebun</b>', page)
    answer = client.post("/kerja/salah-meja/catat/", {"layanan": "tanda-kebun"}, follow=True)
    assert "Tercatat 14.00: Tanda Kebun, seharusnya Loket 1" in words_of(answer)
    row = WrongArrival.objects.get()
    assert (row.unit, row.flow, row.meant_desk) == (
        town.units["melati"],
        town.flows["tanda-kebun"],
        "loket-1",
    )
    undo = re.search(r'action="(/kerja/salah-meja/\d+/batal/)"', text_of(answer))
    assert undo
    assert signed_in(town, "kenanga", "petugas-loket").post(undo[1], follow=True).status_code == 200
    assert WrongArrival.objects.count() == 1
    client.post(undo[1])
    assert WrongArrival.objects.count() == 0


def test_item_9_too_late_a_slip_stays_and_the_page_says_why(town: Town) -> None:
    client = signed_in(town, "melati", "petugas-loket")
    client.post("/kerja/salah-meja/catat/", {"layanan": "tanda-kebun"})
    row = WrongArrival.objects.get()
    with clock.moved_to(moment(time="14:00") + arriving.UNDO):
        answer = client.post(f"/kerja/salah-meja/{row.pk}/batal/", follow=True)
    assert "sudah lewat sepuluh menit" in words_of(answer)
    assert WrongArrival.objects.count() == 1


def test_another_kind_of_office_is_named_where_this_one_does_not_give_it(town: Town) -> None:
    client = signed_in(town, "pu", "penghubung")
    client.post("/kerja/salah-meja/catat/", {"layanan": "tanda-kebun"})
    row = WrongArrival.objects.get()
    assert (row.meant_desk, row.meant_kind) == ("", "kelurahan")
    assert client.post("/kerja/salah-meja/catat/", {"layanan": "tidak-ada"}).status_code == 404


def test_item_9_wrong_arrivals_of_arrivals_before_and_after_a_new_version_open_to_each(town: Town) -> None:
    for place in range(ENOUGH - 2):
        asked_for(town, at=moment("2025-11-03", f"08:{place:02}"), channel="counter", assisted=True)
    post = town.posts["melati", "petugas-loket", 1]
    first = town.flows["tanda-kebun"]
    for place in range(2):
        at = moment("2025-11-03", f"09:{place:02}")
        arriving.note(
            town.units["melati"], first.pk, post_id=post.pk, desk=post.title, at=at, meant_desk="loket-1"
        )
    publish_garden(town, at=moment("2025-11-04", "07:00"))
    asked_for(town, at=moment(time="08:00"), channel="counter", assisted=True)
    follow(moment(time="14:00"))
    lurah = signed_in(town, "melati", "lurah")
    page = words_of(lurah.get("/kerja/beban/tanda-kebun/"))
    assert f"2 dari {ENOUGH} 20%" in page
    assert "0 dari 1 belum cukup data" in page
    behind = words_of(lurah.get("/kerja/salah-meja/tanda-kebun/v1/"))
    assert f"2 salah meja dari {ENOUGH} kedatangan ({ENOUGH - 2} dicatat di loket, 0 nomor antrean)" in behind
    assert behind.count("seharusnya Loket 1") == 2
    # Another ward's arrivals are not this head's.
    other = words_of(signed_in(town, "kenanga", "lurah").get("/kerja/salah-meja/"))
    assert "Belum ada salah meja yang dicatat" in other


def test_item_9_where_numbers_are_given_they_are_the_arrivals_and_item_10_their_waiting_is_shown(
    town: Town,
) -> None:
    melati, post = town.units["melati"], town.posts["melati", "petugas-loket", 1]
    by, start = town.persons["melati", "petugas-loket", 1], moment("2025-11-03", "09:00")
    for minutes in range(1, 21):
        one = taking.take_number(melati, at=start, channel="officer", key="tanda-kebun")
        at = start + timedelta(minutes=minutes)
        for name in ("call", "serve", "finish"):
            calling.act(one.id, name, "loket-1", by=by, at=at)
    arriving.note(
        melati, town.flows["tanda-kebun"].pk, post_id=post.pk, desk=post.title, at=start, meant_desk="loket-1"
    )
    promising.keep_past_days(town.city, moment("2025-11-04", "01:00"))
    page = words_of(signed_in(town, "melati", "lurah").get("/kerja/beban/tanda-kebun/"))
    assert "1 dari 20 5%" in page
    assert "Menunggu di loket, median 10 menit" in page
    assert "Menunggu di loket, sembilan dari sepuluh 18 menit" in page
    assert "Dihitung dari nomor yang dilayani 20" in page


# ---- burden and effect ---------------------------------------------------------------------------
def test_item_10_versions_stand_side_by_side_and_the_list_goes_by_burden(town: Town) -> None:
    two_versions(town)
    camat = signed_in(town, "kec-taman", "camat")
    page = words_of(camat.get("/kerja/beban/tanda-kebun/"))
    assert "Layanan ini meminta 1 berkas dan 1 kunjungan" in page
    assert "Berkas yang dibawa 2 1 turun 1" in page
    assert "Kata warga: mudah dan nyaman" in page
    rows = camat.get("/kerja/beban/?urut=berkas").context["rows"]
    rows = [one for one, _promise in rows]
    assert [one.burden.documents for one in rows] == sorted(
        (one.burden.documents for one in rows), reverse=True
    )
    assert camat.get("/kerja/beban/?urut=zzz").status_code == 200


def test_item_10_removing_one_document_on_the_page_lowers_the_burden_by_exactly_it(town: Town) -> None:
    lurah = signed_in(town, "melati", "lurah")
    answer = lurah.get("/kerja/beban/tanda-kebun/?tanpa=berkas:kk&tanpa=berkas:tidak-ada")
    found = answer.context["what_if"]
    assert found.gone == ("1 berkas",)
    assert found.before.documents - found.after.documents == 1
    words = words_of(answer)
    assert "Berkurang 1 berkas." in words
    assert "Tinggal 1 berkas, 2 loket, 1 kunjungan, 20 menit menurut alur." in words


def test_item_10_waiting_comes_from_real_matters_once_there_are_enough(town: Town) -> None:
    lurah = signed_in(town, "melati", "lurah")
    assert "20 menit menurut alur" in words_of(lurah.get("/kerja/beban/"))
    two_versions(town)
    assert f"8 menit dari {ENOUGH} urusan" in words_of(lurah.get("/kerja/beban/"))


def test_item_18_the_effect_of_a_version_is_told_with_both_numbers_and_opens_to_records(town: Town) -> None:
    two_versions(town)
    lurah = signed_in(town, "melati", "lurah")
    page = words_of(lurah.get("/kerja/beban/tanda-kebun/"))
    assert (
        f"Sejak versi 2, nilai tengahnya dari 20 menit ({ENOUGH} urusan) menjadi 8 menit ({ENOUGH} urusan)."
        in page
    )
    for version, minutes in ((1, "20 menit"), (2, "8 menit")):
        behind = lurah.get(f"/kerja/beban/tanda-kebun/v{version}/")
        assert words_of(behind).count(minutes) >= ENOUGH
        assert text_of(behind).count("/kerja/urusan/MLT-25-") == ENOUGH
    assert lurah.get("/kerja/beban/tanda-kebun/v9/").status_code == 404
    assert lurah.get("/kerja/beban/tidak-ada/").status_code == 404


def test_item_18_with_too_few_on_one_side_it_says_so(town: Town) -> None:
    mark(town, start=moment("2025-11-03", "08:00"))
    publish_garden(town, at=moment("2025-11-04", "07:00"))
    follow(moment(time="14:00"))
    page = words_of(signed_in(town, "melati", "lurah").get("/kerja/beban/tanda-kebun/"))
    assert f"belum cukup data. Selesai sebelumnya 1, sesudahnya 0; perlu {ENOUGH} di kedua sisi." in page
    assert "Sejak versi 2, median" not in page


# ---- digital -------------------------------------------------------------------------------------
def digital_row(client: Any, key: str) -> Any:
    rows = client.get("/kerja/digital/").context["rows"]
    return next(row.one for row in rows if row.one.key == key)


def test_item_52_available_online_but_used_by_none_is_nought_percent_and_not_digital(town: Town) -> None:
    lurah = signed_in(town, "melati", "lurah")
    mark(town, start=moment(time="08:00"), channel="counter", assisted=True)
    follow(moment(time="14:00"))
    row = digital_row(lurah, "tanda-kebun")
    assert (row.level, row.use.online_share, row.is_digital) == (3, 0, False)
    page = words_of(lurah.get("/kerja/digital/"))
    assert "0% , 0 dari 1" in page
    assert "tersedia, belum dipakai" in page
    mark(town, start=moment(time="08:05"))
    follow(moment(time="14:00"))
    row = digital_row(lurah, "tanda-kebun")
    assert (row.use.online_share, row.is_digital) == (50, True)
    behind = words_of(lurah.get("/kerja/digital/tanda-kebun/"))
    assert "dikirim warga sendiri" in behind
    assert "dicatatkan petugas" in behind
    assert lurah.get("/kerja/digital/tidak-ada/").status_code == 404


def test_item_52_forms_left_are_those_opened_and_not_sent(town: Town) -> None:
    beginning.forget()
    flow = town.flows["tanda-kebun"].pk
    for place in range(4):
        beginning.begun(town.city, flow, moment(time="08:00") + timedelta(seconds=place))
    beginning.write_down()
    asked_for(town, at=moment(time="08:10"))
    follow(moment(time="14:00"))
    row = digital_row(signed_in(town, "melati", "lurah"), "tanda-kebun")
    assert (row.begun, row.filed, row.left) == (4, 1, 3)


# ---- who reads -----------------------------------------------------------------------------------
PAGES = ("/kerja/beban/", "/kerja/beban/tanda-kebun/", "/kerja/digital/", "/kerja/salah-meja/")


@pytest.mark.parametrize("page", PAGES)
def test_leaders_and_those_who_keep_services_read_it_and_counter_officers_do_not(
    town: Town, page: str
) -> None:
    for unit, kind in (("melati", "lurah"), ("melati", "seklur"), ("kec-taman", "camat"), ("setda", "sekda")):
        assert signed_in(town, unit, kind).get(page).status_code == 200, kind
    assert signed_in(town, "melati", "petugas-loket").get(page).status_code == 403


def test_a_confidential_matter_is_counted_and_not_named_to_whom_it_is_closed(town: Town) -> None:
    publish_garden(
        town, ('number   = "TK"', 'number   = "TK"\nprivate  = true'), at=moment("2025-11-04", "07:00")
    )
    mark(town, start=moment(time="08:00"))
    follow(moment(time="14:00"))
    keeper = (
        signed_in(town, "setda", "penyelenggara") if ("setda", "penyelenggara", 1) in town.posts else None
    )
    lurah = words_of(signed_in(town, "melati", "lurah").get("/kerja/beban/tanda-kebun/v2/"))
    assert "MLT-25-0001" in lurah
    if keeper is not None:
        assert keeper.get("/kerja/beban/tanda-kebun/v2/").status_code == 200


def test_the_head_of_an_office_finds_the_way_to_these_pages(town: Town) -> None:
    page = text_of(signed_in(town, "melati", "lurah").get("/kerja/kepala/"))
    for path in ("/kerja/beban/", "/kerja/digital/", "/kerja/salah-meja/"):
        assert f'href="{path}"' in page


def test_the_sample_is_what_these_tests_think() -> None:
    assert REQUEST.count("minutes = 10") == 2
