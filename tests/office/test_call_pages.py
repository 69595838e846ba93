"""Item 20 on its pages: a call is opened, answered on a short form, watched on a board, put together."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import Any

import pytest

from garda import clock, shelf
from garda.dockets.models import Docket
from garda.enquiries import reminding
from garda.enquiries.models import Answer, Asked, Call
from garda.rosters.models import Bell
from garda.rules.loading import load_rules
from tests.enquiries import asked
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, forget_kept, moment

pytestmark = pytest.mark.django_db
PAGE = "/kerja/permintaan/"
NEW: dict[str, Any] = {
    "title": "Pelaksanaan SKTM di lapangan", "words": "Untuk memperbaiki aturannya.", "until": "14/11/2025",
    "services": ["sktm"], "named": "Penerimaan tamu di pintu", "form_key": "c" * 32,
    "question1": "Bagaimana jalannya di kantor Anda?", "shape1": "words", "example1": "ya",
    "question2": "Apakah syaratnya dimengerti warga?", "shape2": "yesno",
    "question3": "Berapa menit rata-rata di loket?", "shape3": "number",
    "units": ["kind:kelurahan", "kec-taman"],
}  # fmt: skip
REPLY = {
    "answer1": "Warga datang dua kali karena surat RT.", "example1": "Surat RT ketinggalan.",
    "answer2": "tidak", "answer3": "12,5",
}  # fmt: skip


@pytest.fixture
def town(db: None) -> Any:
    """The town with its rules, on a Tuesday morning."""
    load_rules(shelf.folder("rules"))
    with clock.moved_to(moment()):
        yield build_town()


def press(client: Any, address: str, act: str = "", **data: Any) -> Any:
    """Press one act, having seen the page as it stands."""
    found = re.search(r'name="seen" value="(\d+)"', text_of(client.get(address)))
    assert found, "no form on the page"
    return client.post(f"{address}{act}", {"seen": found[1], **data})


def answer(town: Town, address: str, unit: str, **more: str) -> Any:
    """The first officer of a ward answers about both procedures and sends."""
    officer, here = signed_in(town, unit, "petugas-loket"), f"{address}unit/{unit}/"
    assert press(officer, f"{here}1/", **{**REPLY, **more})["Location"] == f"{here}2/"
    assert press(officer, f"{here}2/", not_ours="ya")["Location"] == here
    return press(officer, here, "kirim/")


def test_item_20_a_call_from_the_secretary_to_the_answers_put_together(town: Town) -> None:
    sekda = signed_in(town, "setda", "sekda")
    address = sekda.post(f"{PAGE}baru/", NEW)["Location"]
    board = text_of(sekda.get(address))
    assert "0 dari 3 kantor sudah menjawab" in board
    assert all(name in board for name in ("Kelurahan Melati", "Kelurahan Kenanga", "Kecamatan Taman"))
    officer = signed_in(town, "melati", "petugas-loket")
    assert "1 permintaan menunggu jawaban kantor Anda" in text_of(officer.get(PAGE))
    assert answer(town, address, "melati").status_code == 302
    assert answer(town, address, "kenanga", answer2="ya", answer3="10").status_code == 302
    board = text_of(sekda.get(address))
    assert "2 dari 3 kantor sudah menjawab" in board
    missing = board.partition("Belum menjawab")[2].partition("Menurut tata laksana")[0]
    assert "Kecamatan Taman" in missing and "Kelurahan Melati" not in missing
    together = text_of(sekda.get(f"{address}tata/1/"))
    assert "2 dari 2 kantor menjawab tentang" in together
    assert "Ya 1, tidak 1" in together and "Warga datang dua kali karena surat RT." in together
    assert f"{address}unit/melati/#p1" in together, "each answer links to where it was given"
    totals = re.findall(r"<tfoot>.*?<td class=\"num\"[^>]*>(\d+)</td>", board, re.DOTALL)
    assert totals == ["6", "6"] == [str(Answer.objects.count())] * 2, (
        "counted by procedure and by office alike"
    )
    assert "Jawaban Kelurahan Melati sudah dikirim" in text_of(sekda.get(f"{address}unit/melati/"))


def test_item_20_the_board_reminds_once_and_the_call_closes_by_itself(town: Town) -> None:
    sekda = signed_in(town, "setda", "sekda")
    address = sekda.post(f"{PAGE}baru/", NEW)["Location"]
    answer(town, address, "melati")
    assert "Ingatkan 2 kantor" in text_of(sekda.get(address))
    assert press(sekda, address, "ingatkan/").status_code == 302
    assert Bell.objects.filter(name="call.reminded").count() == 2
    assert "Ingatkan 2 kantor" not in text_of(sekda.get(address))
    assert press(sekda, address, "ingatkan/").status_code == 422
    reminding.remind(moment("2025-11-13", "08:00"))
    reminding.remind(moment("2025-11-15", "00:01"))
    assert "Ditutup: 1 dari 3 kantor menjawab" in text_of(sekda.get(address))
    kenanga = signed_in(town, "kenanga", "petugas-loket")
    late = press(kenanga, f"{address}unit/kenanga/1/", **REPLY)
    assert late.status_code == 422 and "sudah ditutup" in text_of(late) and REPLY["answer1"] in text_of(late)


def test_item_20_the_form_saves_as_one_goes_and_any_colleague_goes_on(town: Town) -> None:
    call = asked.opened(town)
    here = f"{PAGE}{call}/unit/melati/"
    first, second = (signed_in(town, "melati", "petugas-loket", seat) for seat in (1, 2))
    assert press(first, f"{here}1/", answer1="Separuh dulu.").status_code == 302
    page = text_of(second.get(f"{here}1/"))
    assert "Separuh dulu." in page
    early = second.post(f"{here}kirim/", {"seen": "1"})
    assert early.status_code == 422 and "Belum lengkap" in text_of(early)
    press(second, f"{here}1/", **REPLY)
    assert "12,5" in text_of(first.get(f"{here}1/"))
    press(second, f"{here}2/", not_ours="ya")
    press(second, here, "kirim/")
    assert press(first, here, "tarik/").status_code == 302
    assert asked.asked_of(town, call, "melati").state == "draft"


def test_item_20_an_article_named_in_an_answer_comes_into_its_docket(town: Town) -> None:
    sekda = signed_in(town, "setda", "sekda")
    address = sekda.post(f"{PAGE}baru/", NEW)["Location"]
    officer = signed_in(town, "melati", "petugas-loket")
    options = re.findall(r'<option value="([^"]+#[^"]+)"', text_of(officer.get(f"{address}unit/melati/1/")))
    assert options, "the articles of the service are offered"
    answer(
        town, address, "melati", kind="hard", reference=options[0],
        hindrance="Satu syarat diminta dua kali.", lacks="printer",
    )  # fmt: skip
    assert Docket.objects.get().reference == options[0]
    board, together = text_of(sekda.get(address)), text_of(sekda.get(f"{address}tata/1/"))
    assert "printer" in board and "Satu syarat diminta dua kali." in together
    assert "Sudah masuk berkas aturan." in text_of(officer.get(f"{address}unit/melati/"))


def test_item_20_who_was_overtaken_keeps_what_was_typed(town: Town) -> None:
    call = asked.opened(town)
    here = f"{PAGE}{call}/unit/melati/1/"
    one, other = (signed_in(town, "melati", "petugas-loket", seat) for seat in (1, 2))
    assert 'name="seen" value="0"' in text_of(one.get(here))
    press(other, here, **REPLY)
    late = one.post(here, {"seen": "0", **REPLY, "answer1": "Kata-kata saya."})
    assert late.status_code == 409
    assert "Kata-kata saya." in text_of(late) and "Orang lain baru saja" in text_of(late)
    assert press(one, here, **{**REPLY, "answer1": "Kata-kata saya."}).status_code == 302


WRONG = (
    ("title", ""), ("title", "x" * 5000), ("until", "besok"), ("until", "1/1/2020"),
    ("question1", "🙂" * 5000), ("shape1", "tabel"), ("services", "tak-ada"), ("units", "tak-ada"),
    ("named", "\n".join(f"Nama {n}" for n in range(30))), ("until", "\0"),
)  # fmt: skip


def test_item_20_bad_input_is_said_at_its_field(town: Town) -> None:
    sekda = signed_in(town, "setda", "sekda")
    for field, value in WRONG:
        answered = sekda.post(f"{PAGE}baru/", {**NEW, field: value})
        assert answered.status_code == 422, (field, value[:20])
        assert 'class="error"' in text_of(answered), (field, value[:20])
    assert Call.objects.count() == 0


def test_item_20_bad_answers_are_said_at_their_field(town: Town) -> None:
    call = asked.opened(town)
    officer, here = signed_in(town, "melati", "petugas-loket"), f"{PAGE}{call}/unit/melati/1/"
    for wrong in (
        {"answer3": "banyak"}, {"answer1": "x" * 5000}, {"example1": "y" * 5000}, {"answer2": "\0"},
        {"kind": "hard"},
        {"kind": "hard", "hindrance": "Syarat dua kali diminta.", "reference": "x#" + "y" * 500},
    ):  # fmt: skip
        answered = press(officer, here, **{**REPLY, **wrong})
        assert answered.status_code in (422, 302), wrong
        if answered.status_code == 422:
            assert 'class="error"' in text_of(answered)


def test_item_20_each_sees_what_is_theirs(town: Town) -> None:
    call = asked.opened(town)
    other = build_town(key="lain")
    for unit, kind in (("setda", "sekda"), ("kota", "wali-kota"), ("melati", "petugas-loket")):
        stranger = signed_in(other, unit, kind)
        for address in ("", "tata/1/", "unit/melati/"):
            assert stranger.get(f"{PAGE}{call}/{address}").status_code == 404, (kind, address)
    forget_kept()
    melati = signed_in(town, "melati", "petugas-loket")
    assert melati.get(f"{PAGE}{call}/").status_code == 404, "the board is the asker's"
    assert melati.get(f"{PAGE}{call}/unit/kenanga/").status_code == 404
    assert melati.get(f"{PAGE}{call}/unit/melati/").status_code == 200
    mayor = signed_in(town, "kota", "wali-kota")
    assert mayor.get(f"{PAGE}{call}/").status_code == 200
    assert mayor.post(f"{PAGE}{call}/ingatkan/", {"seen": "1"}).status_code == 403
    assert mayor.post(f"{PAGE}{call}/unit/melati/kirim/", {"seen": "1"}).status_code == 403
    assert melati.post(f"{PAGE}baru/", NEW).status_code == 403
    camat = signed_in(town, "kec-taman", "camat")
    form = text_of(camat.get(f"{PAGE}baru/"))
    assert "Kelurahan Melati" in form and "Dinas Pekerjaan Umum" not in form


def test_item_20_the_same_form_twice_is_one_call_and_more_time_can_be_given(town: Town) -> None:
    sekda = signed_in(town, "setda", "sekda")
    address = sekda.post(f"{PAGE}baru/", NEW)["Location"]
    assert sekda.post(f"{PAGE}baru/", NEW)["Location"] == address
    assert (Call.objects.count(), Asked.objects.count()) == (1, 3)
    assert press(sekda, address, "perpanjang/", until="13/11/2025").status_code == 422
    assert press(sekda, address, "perpanjang/", until="21/11/2025").status_code == 302
    assert "21 November 2025" in text_of(sekda.get(address))
    assert "1 hal menunggu Anda" in text_of(signed_in(town, "melati", "lurah").get("/kerja/kebijakan/"))


def test_item_20_a_docket_leads_to_a_call_about_its_services(town: Town) -> None:
    call = asked.opened(town)
    sekda = signed_in(town, "setda", "sekda")
    officer = signed_in(town, "melati", "petugas-loket")
    options = re.findall(
        r'<option value="([^"]+#[^"]+)"', text_of(officer.get(f"{PAGE}{call}/unit/melati/1/"))
    )
    asked.answered(town, call, "melati", kind="hard", reference=options[0], hindrance="Diminta dua kali.")
    docket = text_of(sekda.get(f"/kerja/berkas-aturan/{Docket.objects.get().pk}/"))
    assert f"{PAGE}baru/?layanan=sktm" in docket
    form = text_of(sekda.get(f"{PAGE}baru/?layanan=sktm"))
    assert re.search(r'value="sktm" checked', form), "the service is ticked beforehand"


def table_of(client: Any, address: str) -> list[dict[str, str]]:
    """The rows of the export."""
    response = client.get(f"{address}jawaban.csv")
    assert response.status_code == 200 and response["Content-Type"].startswith("text/csv")
    assert "attachment" in response["Content-Disposition"] and response["Cache-Control"] == "no-store"
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def test_item_20_the_table_has_as_many_rows_as_the_board_counts_by_procedure_and_by_unit(town: Town) -> None:
    sekda = signed_in(town, "setda", "sekda")
    address = sekda.post(f"{PAGE}baru/", NEW)["Location"]
    answer(town, address, "melati", kind="hard", hindrance="Satu syarat diminta dua kali.", lacks="printer")
    answer(town, address, "kenanga", answer2="ya", answer3="10")
    press(signed_in(town, "kec-taman", "camat"), f"{address}unit/kec-taman/1/", answer1="Baru separuh.")
    rows, board = table_of(sekda, address), text_of(sekda.get(address))
    kinds = Counter(row["baris"] for row in rows)
    assert kinds == {"jawaban": 6, "tidak dijalankan": 2, "aturan": 1, "sarana": 1, "belum mengirim": 1}
    answers = [row for row in rows if row["baris"] == "jawaban"]
    shown = dict(
        re.findall(r'<tr><th scope="row"><a[^>]*>([^<]+)</a>.*?<td class="num"[^>]*><b>(\d+)</b>', board)
    )
    for column in ("tata_laksana", "kantor"):
        for name, n in Counter(row[column] for row in answers).items():
            assert shown[name] == str(n), (column, name)
    assert "Baru separuh." not in str(rows), "what was not sent is told of nowhere"
    melati = [row["jawaban"] for row in answers if row["kode_kantor"] == "melati"]
    assert melati == ["Warga datang dua kali karena surat RT.", "tidak", "12.5"]


FORMULAS = ("=1+1 SKTM di lapangan", "+62 lewat dua hari", "-2 orang tidak datang", "@SUM(A1)", "=HTTP(0)")


def test_item_20_no_cell_of_the_table_is_a_formula_to_a_spreadsheet(town: Town) -> None:
    sekda = signed_in(town, "setda", "sekda")
    typed = {"title": FORMULAS[0], "question1": FORMULAS[1], "named": FORMULAS[2]}
    address = sekda.post(f"{PAGE}baru/", {**NEW, **typed})["Location"]
    answer(town, address, "melati", answer1=FORMULAS[3], example1=FORMULAS[4], answer3="12")
    rows = table_of(sekda, address)
    assert not [cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "-", "@")]
    assert {f"'{one}" for one in FORMULAS} <= {cell for row in rows for cell in row.values()}


def test_item_20_the_table_is_for_those_who_see_the_board(town: Town) -> None:
    call = asked.opened(town)
    for unit, kind, code in (
        ("setda", "sekda", 200), ("kota", "wali-kota", 200), ("melati", "petugas-loket", 404),
        ("melati", "lurah", 404), ("pu", "kepala-opd", 404),
    ):  # fmt: skip
        assert signed_in(town, unit, kind).get(f"{PAGE}{call}/jawaban.csv").status_code == code, kind
    other = build_town(key="lain")
    assert signed_in(other, "setda", "sekda").get(f"{PAGE}{call}/jawaban.csv").status_code == 404
