"""The first-time visitor: from a plain need to the right desk, and what hangs on the wall there."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from garda import clock, flow
from garda.cases import publishing
from garda.counters import beginning
from garda.counters.models import FormsBegun
from garda.people.models import Unit
from garda.sight import visiting, walls
from tests.flow.samples import request
from tests.public.visitors import MELATI, key_in, words_of
from tests.town import Town, moment


def test_item_9_from_a_plain_need_to_the_right_desk_in_three_screens_without_log_in(
    town: Town, client: Client
) -> None:
    front = client.get("/contoh/")  # 1: the question
    way = re.search(r'formaction="([^"]+)"', front.content.decode())
    assert way
    asked = client.get(way[1], {"q": "surat tdk mampuh"})  # 2: which one, where, papers
    first = asked.context["choices"][0]
    assert (first.key, first.chosen) == ("sktm", True)
    answers = {
        "tunjuk": "ya",
        "q": "surat tdk mampuh",
        "layanan": first.key,
        "kelurahan": MELATI,
        "berkas": "belum",
    }
    shown = client.get(way[1], answers, follow=True)  # 3: the way
    assert len(shown.redirect_chain) == 1
    words = words_of(shown)
    assert "Datang ke Kelurahan Melati, Loket 1" in words
    assert "Buka sampai 12.00" in words
    for station in flow.route(shown.context["flow"], "id").stations:
        assert station.label in words
    assert "Belum punya? Temui ketua RT Anda lebih dulu." in words
    assert client.cookies["kelurahan"].value == MELATI


def test_the_three_questions_stand_on_one_page_and_say_what_is_missing(town: Town, client: Client) -> None:
    page = client.get("/contoh/rute/").content.decode()
    assert len(re.findall(r"[>. ]([123])\. ", page)) >= 3
    empty = client.get("/contoh/rute/", {"tunjuk": "ya", "q": ""})
    assert "Tulis dulu apa yang Anda butuhkan." in words_of(empty)
    none = client.get("/contoh/rute/", {"q": "zzz qqq xxx"})
    assert none["Location"].startswith("/contoh/cari/?q=")


@pytest.mark.parametrize(
    "odd", ["?layanan=%00&tunjuk=ya&q=surat+miskin", "?kelurahan=xx&berkas=%00", "?q=%00"]
)
def test_odd_answers_break_nothing(town: Town, client: Client, odd: str) -> None:
    for page in ("/contoh/rute/", "/contoh/layanan/sktm/rute/"):
        assert client.get(page + odd).status_code in (200, 302)


def test_it_says_until_when_to_arrive_and_never_more_than_is_known(town: Town, client: Client) -> None:
    page = f"/contoh/layanan/sktm/rute/?kelurahan={MELATI}"
    assert "Bila tiba sebelum 11.30" in words_of(client.get(page))  # thirty minutes before twelve
    assert "jaraknya tidak kami sebut" in words_of(client.get(page))
    with clock.moved_to(moment(time="11:45")):
        late = words_of(client.get(page))
    assert "Buka sampai 12.00" in late
    assert "Bila tiba sebelum" not in late
    with clock.moved_to(moment(time="18:00")):
        closed = words_of(client.get(page))
    assert "Tutup. Buka lagi besok pukul 07.30" in closed
    without = words_of(Client().get("/contoh/layanan/sktm/rute/"))
    assert "Datang ke kantor kelurahan Anda, Loket 1" in without


def test_the_distance_is_told_where_office_and_home_are_both_known(town: Town, client: Client) -> None:
    Unit.objects.filter(pk=town.units["melati"].pk).update(lat=-7.995, lng=112.605)
    town.city.version += 1
    town.city.save(update_fields=["version"])
    page = f"/contoh/layanan/sktm/rute/?kelurahan={MELATI}"
    assert "Tunjuk rumah Anda di peta" in words_of(client.get(page))
    near = client.get(page, {"kelurahan": MELATI, "titik": "-7.991,112.605"})
    assert "Sekitar 450 m garis lurus" in words_of(near)
    assert visiting.far_words(1340, "id") == "1,3 km"
    assert visiting.far_words(3, "id") == "50 m"


def test_item_9_who_need_not_come_is_told_so(town: Town, client: Client) -> None:
    words = words_of(client.get("/contoh/layanan/pengaduan/rute/"))
    assert "Tidak perlu datang. Cukup dari ponsel." in words
    signs = client.get("/contoh/layanan/pengaduan/papan/")
    assert "tidak ada papannya" in words_of(signs)


def test_words_already_typed_are_in_the_form_of_a_report(town: Town, client: Client) -> None:
    answers = {"tunjuk": "ya", "q": "lampu jaln mati", "layanan": "pengaduan"}
    shown = client.get("/contoh/rute/", answers, follow=True)
    address = re.search(r'href="(/contoh/lapor/\?q=[^"]+)"', shown.content.decode())
    assert address
    assert 'value="lampu jaln mati"' in client.get(address[1]).content.decode()


WALLS = (
    "/contoh/layanan/sktm/poster/?ukuran=a3",
    "/contoh/layanan/sktm/papan/",
    "/contoh/layanan/sktm/rute/",
)


def test_item_9_poster_signs_and_screen_come_from_the_same_flow_version(town: Town, client: Client) -> None:
    def versions() -> list[set[str]]:
        pages = (*WALLS, "/contoh/layanan/sktm/")
        return [set(re.findall(r"versi (\d+)", words_of(client.get(page)))) for page in pages]

    assert versions() == [{"1"}] * 4
    old = town.flows["sktm"]
    text = old.text.replace('"Loket 1"', '"Loket Depan"')
    publishing.publish(town.city, text, at=moment(time="08:00"))
    town.city.refresh_from_db()
    assert versions() == [{"2"}] * 4
    for page in WALLS:
        assert "Loket Depan" in words_of(client.get(page))
    with clock.moved_to(moment(time="07:59")):
        assert versions() == [{"1"}] * 4
    publishing.withdraw_flow(publishing.in_force(town.city, "sktm", moment()) or old, at=moment())
    assert [client.get(page).status_code for page in WALLS] == [404] * 3


def test_a_poster_is_printed_on_the_size_that_was_chosen(town: Town, client: Client) -> None:
    assert b"poster-a3.css" in client.get("/contoh/layanan/sktm/poster/?ukuran=A3").content
    assert b"poster-a3.css" not in client.get("/contoh/layanan/sktm/poster/?ukuran=a9").content
    assert b"signs-a5.css" in client.get("/contoh/kantor/melati/papan/?ukuran=a5").content


def test_item_9_an_office_has_a_sign_for_every_desk_with_all_that_is_done_there(
    town: Town, client: Client
) -> None:
    answer = client.get("/contoh/kantor/melati/papan/")
    signs: list[Any] = answer.context["signs"]
    assert [(one.number, one.title) for one in signs] == [("1", "Loket 1"), ("2", "Loket 2")]
    titles = {one.title for one in signs[0].hand_in}
    assert {"Surat Keterangan Tidak Mampu (SKTM)", "Surat Keterangan Domisili"} <= titles
    page = answer.content.decode()
    assert page.count('class="desk-sign') == 2
    assert page.count("<svg role=") >= 2  # a QR on each
    assert "SKTM 1" in words_of(answer)
    assert client.get("/contoh/kantor/tidak-ada/papan/").status_code == 404


def test_item_10_the_standard_says_in_one_sentence_what_the_service_asks(town: Town, client: Client) -> None:
    for key, said in (
        ("sktm", "Layanan ini meminta 5 berkas dan 1 kunjungan."),
        ("pengaduan", "Layanan ini tidak meminta berkas dan tidak perlu datang."),
    ):
        assert said in words_of(client.get(f"/contoh/layanan/{key}/standar/"))


def test_a_sign_names_no_more_than_can_be_read_and_counts_the_rest() -> None:
    many = [
        walls.Service(f"Surat Keterangan Nomor {place}", f"S{place}", 1, "Serahkan.") for place in range(40)
    ]
    sign = walls.Sign("loket-1", "1", "Loket 1", hand_in=many, fetch=many[:2])
    named = dict(sign.parts)
    assert 0 < len(named["hand-in"]) <= walls.MOST_LINES // 2
    assert len(named["fetch"]) == 2
    assert sign.more == 42 - len(named["hand-in"]) - 2
    assert sign.only is None


def test_a_flow_that_no_page_holds_is_said_to_be_too_long(town: Town) -> None:
    long = "Fotokopi kartu tanda penduduk elektronik pemohon dan kedua saksi yang masih berlaku"
    paper = '[[requirement]]\nkey      = "ktp"\n'
    many = "".join(
        f'[[requirement]]\nkey = "p{place}"\ntitle = {{ id = "{long}", en = "Paper" }}\n'
        f'lack = {{ id = "{long}", en = "Way out" }}\nrests_on = "perda-kebun#3"\n\n'
        for place in range(39)
    )
    short, tall = request(), request((paper, many + paper))
    assert walls.fits(short, flow.route(short)) == walls.WHOLE
    assert walls.fits(tall, flow.route(tall)) == walls.TOO_LONG


def test_item_52_opening_a_form_counts_as_begun_and_sending_it_does_not_count_twice(
    town: Town, client: Client
) -> None:
    beginning.forget()
    page = "/contoh/layanan/sktm/ajukan/"
    key_in(client, page)
    client.head(page)
    client.post(page, {"kunci": "x", "aksi": "kirim"})
    with clock.moved_to(moment() + timedelta(minutes=2)):
        client.get(page)
    assert list(FormsBegun.objects.values_list("flow_id", "count")) == [(town.flows["sktm"].pk, 2)]
