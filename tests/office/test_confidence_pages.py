"""Items 25, 26, 36 in the browser's own words: pages, forms, doors, and nothing that tells who wrote."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from garda import clock
from garda.gatherings import keeping
from garda.integrity import boxing, declaring, emptying
from garda.integrity.models import Criticism, Gift, Interest, Pledge, Report, Slip
from garda.rosters.models import Bell, Entry
from garda.trails.models import Line
from tests.office.staff import do, signed_in, text_of
from tests.town import Town, build_town, build_unit, moment, report

pytestmark = pytest.mark.django_db
WORDS = "Loket Melati sering tutup sebelum pukul tiga, padahal antreannya masih panjang."
NOW, OPENED = moment(), moment("2025-11-07")
CODE = re.compile(r"<b>([A-Z0-9]{4}(?:-[A-Z0-9]{4}){3})</b>")


@pytest.fixture
def town() -> Any:
    with clock.moved_to(NOW):
        found = build_town(flows=("pengaduan",))
        build_unit(found, "ins", "INS", "Inspektorat", "inspektorat", "kota")
        yield found


def write(client: Client, address: str, **more: str) -> Any:
    """Send the form as it came, with these words."""
    key = re.search(r'name="kunci" value="([^"]+)"', text_of(client.get(address)))
    assert key is not None
    return client.post(
        address,
        {"kantor": "melati", "tentang": "kantor", "penangan": "lain", "kata": WORDS, "kunci": key[1], **more},
    )


def rows() -> dict[str, int]:
    """How many rows every table has, sessions too."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names()
        counted = {}
        for name in names:
            cursor.execute(f'SELECT COUNT(*) FROM "{name}"')
            counted[name] = cursor.fetchone()[0]
    return counted


def test_item_26_a_citizen_writes_without_an_account_and_reads_the_answer_by_code(town: Town) -> None:
    client = Client()
    page = write(client, "/contoh/kritik/")
    code = CODE.search(text_of(page))
    assert code is not None
    again = client.post("/contoh/kritik/jawaban/", {"kode": code[1]})
    assert "masih di dalam kotak" in text_of(again)
    emptying.remind(OPENED)
    lurah = signed_in(town, "melati", "lurah")
    with clock.moved_to(OPENED):
        row = Criticism.objects.get()
        assert "1 kritik menunggu jawaban Anda" in text_of(lurah.get("/kerja/kritik/"))
        shown = lurah.get(f"/kerja/kritik/{row.pk}/")
        assert WORDS in text_of(shown)
        seen = re.search(r'name="seen" value="(\d+)"', text_of(shown))
        assert seen is not None
        sent = {
            "seen": seen[1], "verdict": "accepted", "reason": "Benar, kami kurang orang di sore hari.",
            "action": "Menambah petugas sore.", "action_due": "17/11/2025",
        }  # fmt: skip
        wrong = lurah.post(f"/kerja/kritik/{row.pk}/", {**sent, "action": ""})
        assert wrong.status_code == 422
        assert "perlu tindakan" in text_of(wrong)
        assert sent["reason"] in text_of(wrong)
        assert lurah.post(f"/kerja/kritik/{row.pk}/", {**sent, "seen": "9"}).status_code == 409
        assert lurah.post(f"/kerja/kritik/{row.pk}/", sent).status_code == 302
        late = lurah.post(f"/kerja/kritik/{row.pk}/", {**sent, "reason": "Alasan dari tab yang kedua."})
        assert late.status_code == 409 and "Alasan dari tab yang kedua." in text_of(late)
        read = text_of(client.post("/contoh/kritik/jawaban/", {"kode": code[1]}))
    assert "Kritik Anda diterima" in read
    assert "Menambah petugas sore." in read
    assert WORDS not in read


def test_item_26_what_is_written_changes_the_box_alone(town: Town) -> None:
    loket = signed_in(town, "melati", "petugas-loket")
    for client, address in ((Client(), "/contoh/kritik/"), (loket, "/kerja/kritik/tulis/")):
        client.get(address)
        client.get("/kerja/kritik/")
        before, sessions = rows(), str(list(Session.objects.values()))
        assert write(client, address).status_code == 200
        after = rows()
        assert {name for name in after if after[name] != before.get(name)} == {"integrity_slip"}
        assert str(list(Session.objects.values())) == sessions
    assert not Line.objects.exists()
    assert not Bell.objects.exists()
    assert not Entry.objects.exists()


LINE = (
    ("melati", "lurah"), ("melati", "seklur"), ("kec-taman", "camat"), ("pu", "kepala-opd"),
    ("setda", "sekda"), ("kota", "wali-kota"), ("ins", "inspektur"), ("kota", "admin"),
)  # fmt: skip


@pytest.mark.parametrize(("unit", "kind"), LINE)
def test_item_26_no_page_of_anybody_in_the_line_names_the_officer_who_wrote(
    town: Town, unit: str, kind: str
) -> None:
    author = town.persons["melati", "petugas-loket", 2]
    author.name = "Kartikasari Penulisnya"
    author.save()
    client = signed_in(town, "melati", "petugas-loket", 2)
    write(client, "/kerja/kritik/tulis/", dikenal="ya")
    write(client, "/kerja/kritik/tulis/", dikenal="ya", kantor=unit if unit != "ins" else "pu")
    emptying.remind(OPENED)
    reader = signed_in(town, unit, kind)
    with clock.moved_to(OPENED):
        pages = [
            "/kerja/kritik/",
            "/kerja/kritik/kota/",
            "/kerja/kabar/",
            "/kerja/suara/",
            "/kerja/perilaku/",
        ]
        pages += [f"/kerja/kritik/{row.pk}/" for row in Criticism.objects.all()]
        for page in pages:
            answer = reader.get(page)
            assert author.name not in text_of(answer), page
        for row in Criticism.objects.all():
            asked = reader.post(f"/kerja/kritik/{row.pk}/penulis/", follow=True)
            told = author.name in text_of(asked)
            assert told == (kind == "inspektur"), (unit, kind)
            assert not asked.redirect_chain and "messages" not in asked.cookies, "no name lies in a cookie"


def test_item_36_a_report_of_conduct_is_read_by_the_inspector_and_nobody_else(town: Town) -> None:
    citizen = Client()
    page = write(citizen, "/contoh/lapor-perilaku/", kata="Petugas loket dua meminta uang rokok kepada saya.")
    code = CODE.search(text_of(page))
    assert code is not None
    emptying.remind(OPENED)
    row = Report.objects.get()
    address = f"/kerja/perilaku/{row.pk}/"
    with clock.moved_to(OPENED):
        for unit, kind in LINE:
            client = signed_in(town, unit, kind)
            expected = {"inspektur": 200, "wali-kota": 404}.get(kind, 403)
            assert client.get(address).status_code == expected, kind
            assert client.post(address, {"act": "review", "seen": "1"}).status_code in (expected, 422)
        inspector = signed_in(town, "ins", "inspektur")
        assert "uang rokok" not in text_of(inspector.get(address))
        opened = inspector.post(f"{address}buka/", {"concerns": "outside", "seen": "1"}, follow=True)
        assert "uang rokok" in text_of(opened)
        sent = {"act": "review", "words": "Kami telaah bersama dua saksi.", "seen": "1"}
        assert inspector.post(address, sent).status_code == 302
        assert inspector.post(address, sent).status_code == 409
        asked = {"act": "ask", "words": "Di loket mana dan kapan kira-kira?", "seen": "2"}
        assert inspector.post(address, asked).status_code == 302
        followed = text_of(citizen.post("/contoh/lapor-perilaku/jawaban/", {"kode": code[1]}))
        assert "Di loket mana" in followed
        assert "uang rokok" not in followed
        key = re.search(r'name="kunci" value="([^"]+)"', followed)
        assert key is not None
        reply = {"kode": code[1], "aksi": "jawab", "kata": "Di loket dua, awal bulan ini.", "kunci": key[1]}
        assert "sudah di dalam kotak" in text_of(citizen.post("/contoh/lapor-perilaku/jawaban/", reply))
        numbers = text_of(citizen.get("/contoh/lapor-perilaku/"))
        assert "Kurang dari lima laporan" in numbers


@pytest.mark.parametrize("address", ["/contoh/kritik/", "/contoh/lapor-perilaku/", "/kerja/kritik/tulis/"])
@pytest.mark.parametrize("words", ["", "pendek", "x" * 5000, "\0\0", "😀" * 6000])
def test_items_26_and_36_bad_input_is_a_sentence_and_keeps_what_was_typed(
    town: Town, address: str, words: str
) -> None:
    client = signed_in(town, "melati", "petugas-loket")
    page = write(client, address, kata=words)
    assert page.status_code == 422
    assert 'aria-invalid="true"' in text_of(page)
    assert write(client, address, kantor="tidak-ada").status_code == 422
    assert not Slip.objects.exists()


def test_item_36_who_declared_an_interest_decides_nothing_there_and_a_colleague_may(town: Town) -> None:
    case = report(town).case
    loket, rekan = (
        signed_in(town, "melati", "petugas-loket", 1),
        signed_in(town, "melati", "petugas-loket", 2),
    )
    assert loket.get(f"/kerja/ikrar/kepentingan/?urusan={case.number}").status_code == 200
    sent = {"number": case.number, "why": "Pelapornya adik saya."}
    assert loket.post("/kerja/ikrar/kepentingan/", sent).status_code == 302
    assert Interest.objects.count() == 1
    page = text_of(loket.get(f"/kerja/urusan/{case.number}/"))
    move = re.search(rf"/kerja/urusan/{case.number}/(langkah/[a-z-]+)/", page)
    assert move is not None
    assert "Anda menyatakan kepentingan" in page
    barred = do(loket, case, move[1])
    assert barred.status_code == 422
    assert "orang lain yang memutus" in text_of(barred)
    case.refresh_from_db()
    assert case.seq == 1
    for act in ("perpanjang", "cabut", "satukan", "pisahkan", "terima", "tanda-tangan", "kelas"):
        assert do(loket, case, act, reason="Menunggu").status_code in (403, 422), act
    case.refresh_from_db()
    assert case.seq == 1
    assert do(rekan, case, move[1]).status_code == 302


def test_item_36_pledge_gift_and_dilemma_in_the_browser(town: Town) -> None:
    loket, inspector = signed_in(town, "melati", "petugas-loket"), signed_in(town, "ins", "inspektur")
    assert "belum ada" in text_of(loket.get("/kerja/ikrar/"))
    for _ in range(2):
        assert loket.post("/kerja/ikrar/setuju/").status_code == 302
    assert Pledge.objects.count() == 1
    assert "Anda sudah berikrar" in text_of(loket.get("/kerja/ikrar/"))
    key = boxing.fresh_form()
    sent = {
        "what": "Parsel",
        "giver": "Warga",
        "value": "Rp150.000",
        "got_on": "3/11/2025",
        "taken": "ya",
        "kunci": key,
    }
    assert loket.post("/kerja/ikrar/hadiah/", {**sent, "value": "banyak"}).status_code == 422
    for _ in range(2):
        assert loket.post("/kerja/ikrar/hadiah/", sent).status_code == 302
    gift = Gift.objects.get()
    assert gift.value == 150_000
    page = text_of(inspector.get("/kerja/ikrar/daftar/"))
    assert "Parsel" in page
    assert "1 dari" in page
    assert loket.get("/kerja/ikrar/daftar/").status_code == 404
    inspector.post(f"/kerja/ikrar/hadiah/{gift.pk}/", {"outcome": declaring.TO_STATE})
    gift.refresh_from_db()
    assert gift.outcome == declaring.TO_STATE
    before = rows()
    chosen = text_of(loket.get("/kerja/ikrar/dilema/bingkisan/?pilih=1"))
    assert "paling sesuai kode etik" in chosen
    assert rows() == before, "nothing that somebody chooses is kept"


def test_item_25_a_closed_session_in_the_browser(town: Town) -> None:
    sekda, head = signed_in(town, "setda", "sekda"), town.persons["pu", "kepala-opd", 1]
    key = boxing.fresh_form()
    sent = {
        "title": "Evaluasi tertutup", "day": "4/11/2025", "place": "Balai Kota", "shut": "ya",
        "circle": [str(head.pk)], "words": "Laporan pelaksanaan.", "kunci": key,
    }  # fmt: skip
    assert sekda.post("/kerja/pertemuan/baru/", {**sent, "day": "kapan"}).status_code == 422
    first = sekda.post("/kerja/pertemuan/baru/", sent)
    assert sekda.post("/kerja/pertemuan/baru/", sent)["Location"] == first["Location"]
    address = first["Location"]
    member, lurah = signed_in(town, "pu", "kepala-opd"), signed_in(town, "melati", "lurah")
    assert "Evaluasi tertutup" in text_of(member.get(address))
    assert head.name in text_of(sekda.get(address))
    assert lurah.get(address).status_code == 404
    assert lurah.post(f"{address}catat/", {"words": "Saya ikut"}).status_code == 404
    assert "Evaluasi" not in text_of(lurah.get("/kerja/pertemuan/"))
    assert member.post(f"{address}catat/", {"words": "Catatan saya", "kind": "remark"}).status_code == 302
    assert member.post(f"{address}lepas/", {"words": f"Kata {head.name}: buka pagi"}).status_code == 422
    assert member.post(f"{address}lepas/", {"words": "Loket buka pukul 07.30."}).status_code == 302
    public = text_of(Client().get("/contoh/keputusan/"))
    assert "Loket buka pukul 07.30." in public
    assert "Evaluasi" not in public


@pytest.mark.parametrize("unit", ["melati", "setda"])
def test_items_25_26_36_another_citys_officer_finds_nothing(town: Town, unit: str) -> None:
    sekda = town.persons["setda", "sekda", 1]
    pk = keeping.keep(
        town.city, town.units["setda"], title="Tertutup", day=NOW.date(), closed=True, by=sekda, at=NOW
    )
    for kind in (boxing.CRITICISM, boxing.REPORT):
        boxing.drop(town.city, town.units["melati"], WORDS, kind=kind, at=NOW, form_key=kind * 4)
    emptying.remind(OPENED)
    other = build_town(key="lain", flows=())
    build_unit(other, "ins", "INS", "Inspektorat", "inspektorat", "kota")
    far = signed_in(other, "setda", "sekda") if unit == "setda" else signed_in(other, "ins", "inspektur")
    for address in (f"/kerja/pertemuan/{pk}/", f"/kerja/kritik/{Criticism.objects.get().pk}/",
                    f"/kerja/perilaku/{Report.objects.get().pk}/"):  # fmt: skip
        assert far.get(address).status_code in (403, 404)
