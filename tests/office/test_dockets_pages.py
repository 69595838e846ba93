"""The loop of the rule in the office's pages: reporting, ranking, deciding, answering, acknowledging."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from garda import clock
from garda.cases.publishing import flow_by_id
from garda.dockets import renewing, replying, urging
from garda.dockets.models import Docket, Report
from garda.trails.models import Line
from garda.trails.reading import last_seq
from tests.dockets.land import (
    ARTICLE,
    WORDS,
    build_land,
    decide,
    decider,
    new_version,
    new_wording,
    officer,
    send,
    send_twelve,
)
from tests.office.staff import signed_in, text_of
from tests.town import Town, ask_letter, build_town, moment

NOW = moment("2025-11-11")
FORM = {"kind": "hard", "basis": f"requirement:pengantar|{ARTICLE}", "words": WORDS, "service": "sktm"}


@pytest.fixture
def town(db: Any) -> Any:
    with clock.moved_to(moment()):
        yield build_land()


def said(answer: Any) -> str:
    """The words of a page."""
    body = re.sub(r"<(script|style).*?</\1>", " ", text_of(answer), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def sekda(town: Town) -> Any:
    return signed_in(town, "setda", "sekda")


def teller(town: Town, unit: str = "melati", seat: int = 1) -> Any:
    return signed_in(town, unit, "petugas-loket", seat)


def test_item_22_report_this_rule_from_inside_a_case(town: Town) -> None:
    case = ask_letter(town, unit="melati").case
    client = teller(town)
    page = text_of(client.get(f"/kerja/urusan/{case.number}/"))
    address = html.unescape(re.findall(r'href="(/kerja/lapor-aturan/baru/[^"]*)"', page)[0])
    form = text_of(client.get(address))
    assert f'value="{case.number}"' in form and "Pengantar RT dan RW" in form
    sent = {
        **FORM,
        "cases": case.number,
        "burden": "20",
        "proposal": "Cukup kartu keluarga.",
        "key": "k" * 22,
    }
    assert client.post("/kerja/lapor-aturan/baru/", sent).status_code == 302
    assert client.post("/kerja/lapor-aturan/baru/", sent).status_code == 302
    row = Report.objects.get()
    assert (row.reference, row.part, row.burden) == (ARTICLE, "requirement:pengantar", 20)
    assert [one.case for one in row.proofs.all()] == [case]


def test_item_22_nobody_takes_up_the_key_of_a_call_that_will_report(town: Town) -> None:
    sent = {**FORM, "key": "call-0000000000000000001"}
    assert teller(town).post("/kerja/lapor-aturan/baru/", sent).status_code == 302
    assert teller(town).post("/kerja/lapor-aturan/baru/", {**sent, "key": "call-1"}).status_code == 302
    assert not Report.objects.filter(form_key__startswith="call-").exists() and Report.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("kind", "", "Pilih: menyulitkan"),
        ("words", "x" * 5000, "sampai 1500 huruf"),
        ("words", "😀\0", "Tulis apa yang terjadi"),
        ("burden", "banyak", "Tulis menit"),
        ("cases", "MLT-25-9999", "tidak ada atau di luar jangkauan"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    town: Town, field: str, typed: str, words: str
) -> None:
    answer = teller(town).post(
        "/kerja/lapor-aturan/baru/", {**FORM, "proposal": "Usul yang panjang", field: typed}
    )
    assert answer.status_code == 422
    assert words in said(answer) and "Usul yang panjang" in text_of(answer)
    assert not Report.objects.exists()


def test_a_matter_out_of_reach_cannot_be_named_as_proof(town: Town) -> None:
    case = ask_letter(town, unit="kenanga").case
    answer = teller(town).post("/kerja/lapor-aturan/baru/", {**FORM, "cases": case.number})
    assert answer.status_code == 422 and "di luar jangkauan" in said(answer)


def test_item_22_the_sekda_reads_ranked_dockets_with_numbers(town: Town) -> None:
    for _n in range(3):
        ask_letter(town, unit="melati")
    send_twelve(town)
    page = said(sekda(town).get("/kerja/berkas-aturan/"))
    assert "1 pasal menunggu" in page
    assert "12 laporan, 7 kelurahan, 3 pengunjung" in page
    assert "8 menyulitkan, 4 perlu disempurnakan" in page


def test_item_22_no_article_goes_to_a_sorting_list_and_is_sorted_there(town: Town) -> None:
    teller(town).post("/kerja/lapor-aturan/baru/", {**FORM, "basis": "?"})
    row = Report.objects.get()
    assert row.docket is None
    client = sekda(town)
    assert "1 laporan belum tahu pasalnya" in said(client.get("/kerja/berkas-aturan/pilah/"))
    where = f"/kerja/berkas-aturan/pilah/{row.pk}/"
    assert WORDS in said(client.get(where))
    assert client.post(where, {"basis": "|x#y"}).status_code == 422
    assert client.post(where, {"basis": f"|{ARTICLE}"}).status_code == 302
    assert Docket.objects.get().reports == 1
    assert client.post(where, {"basis": f"|{ARTICLE}"}).status_code == 302  # a second press: nothing more
    assert Docket.objects.get().reports == 1
    late = client.post(where, {"basis": "-", "words": "Jawaban dari tab kedua."})
    assert late.status_code == 409 and "Jawaban dari tab kedua." in said(late)
    assert not Report.objects.exclude(reply="").exists()
    assert teller(town).get("/kerja/berkas-aturan/pilah/").status_code == 403


def test_item_23_the_whole_loop_on_the_docket_page(town: Town) -> None:
    send_twelve(town)
    docket = Docket.objects.get()
    where = f"/kerja/berkas-aturan/{docket.pk}/"
    client = sekda(town)
    assert "Simpan keputusan" in said(client.get(where))
    short = client.post(f"{where}putuskan/", {"decision": "change", "reason": "ya"})
    assert short.status_code == 422 and "Tulis 10 sampai 2000 huruf" in said(short)
    reason = "Kartu keluarga sudah cukup sebagai bukti."
    with clock.moved_to(NOW):
        client.post(f"{where}putuskan/", {"decision": "change", "reason": reason})
        new_wording(town)
        flow = new_version(town)
        page = said(client.get(where))
        assert "12 pelapor belum dijawab" in page and "Belum bisa ditutup" in page
        assert client.post(f"{where}tutup/").status_code == 422
        client.post(f"{where}pasal/", {"first": "2025-11-10"})
        client.post(f"{where}layanan/", {"flow": flow.pk})
        client.post(f"{where}jawab/", {"words": "Mulai 10 November tidak diminta lagi."})
        page = said(client.get(where))
        assert "12 dari 12 sudah dijawab" in page and "belum cukup data" in page
        assert re.search(r"0 dari \d+ petugas sudah membacanya", page)
        assert client.post(f"{where}tutup/").status_code == 302
    docket.refresh_from_db()
    assert docket.state == "closed"


def test_item_23_whoever_was_overtaken_changes_nothing_and_keeps_every_word(town: Town) -> None:
    send(town)
    docket = Docket.objects.get()
    where, client = f"/kerja/berkas-aturan/{docket.pk}/", sekda(town)
    stale = last_seq(town.city, "docket", docket.pk)
    first = {"decision": "keep", "reason": "Undang-undang memintanya begitu.", "seen": stale}
    assert client.post(f"{where}putuskan/", first).status_code == 302
    second = client.post(f"{where}putuskan/", first | {"decision": "change", "reason": "Kata tab kedua."})
    assert second.status_code == 409 and "Kata tab kedua." in said(second)
    assert "mendahului" in said(second) and Docket.objects.get().decision == "keep"
    stale = last_seq(town.city, "docket", docket.pk)
    reply = {"words": "Jawaban tab pertama.", "seen": stale}
    assert client.post(f"{where}jawab/", reply).status_code == 302
    late = client.post(f"{where}jawab/", reply | {"words": "Jawaban tab kedua."})
    assert late.status_code == 409 and "Jawaban tab kedua." in said(late)
    assert Report.objects.get().reply == "Jawaban tab pertama."


def test_item_23_what_became_of_my_report(town: Town) -> None:
    sent = send(town, proposal="Cukup kartu keluarga.")
    docket = decide(town, "keep")
    replying.reply(town.city, docket.pk, "Tetap, karena UU memintanya.", at=NOW, **decider(town))
    client = teller(town)
    assert "1 jawaban baru untuk laporan Anda" in said(client.get("/kerja/lapor-aturan/"))
    page = said(client.get(f"/kerja/lapor-aturan/{sent.id}/"))
    assert "Tetap, karena UU memintanya." in page and WORDS in page and "Cukup kartu keluarga." in page
    assert teller(town, "kenanga").get(f"/kerja/lapor-aturan/{sent.id}/").status_code == 404


def test_item_23_an_officer_reads_the_change_and_acknowledges_it(town: Town) -> None:
    send(town)
    docket = decide(town)
    renewing.reword(town.city, docket.pk, new_wording(town), at=NOW, **decider(town))
    renewing.renew(town.city, docket.pk, new_version(town).pk, at=NOW, **decider(town))
    client = teller(town, "kenanga")
    with clock.moved_to(NOW):
        assert "1 perubahan belum Anda baca" in said(client.get("/kerja/perubahan/"))
        page = said(client.get(f"/kerja/perubahan/{docket.pk}/"))
        assert "Pengantar RT tidak diminta lagi" in page
        assert client.post(f"/kerja/perubahan/{docket.pk}/").status_code == 302
        assert "Tidak ada perubahan yang belum Anda baca" in said(client.get("/kerja/perubahan/"))
        whole = said(sekda(town).get(f"/kerja/berkas-aturan/{docket.pk}/"))
    assert re.search(r"1 dari \d+ petugas sudah membacanya", whole)


def test_another_kantors_words_are_counted_not_read(town: Town) -> None:
    send(town, "kenanga", words="Kata dari kenanga saja di sini.")
    docket = Docket.objects.get()
    where = f"/kerja/berkas-aturan/{docket.pk}/laporan/"
    assert "Kata dari kenanga" not in said(teller(town).get(where))
    assert "Kata dari kenanga" in said(teller(town, "kenanga").get(where))
    assert "Kata dari kenanga" in said(sekda(town).get(where))


def test_reading_a_residents_words_leaves_one_line(town: Town) -> None:
    send(town, source="citizen")
    docket = Docket.objects.get()
    client = sekda(town)
    for _again in range(2):
        assert client.get(f"/kerja/berkas-aturan/{docket.pk}/laporan/").status_code == 200
    assert Line.objects.filter(name="report.read").count() == 1


def test_whoever_was_overtaken_keeps_what_was_typed(town: Town) -> None:
    send(town)
    docket = Docket.objects.get()
    answer = sekda(town).post(
        f"/kerja/berkas-aturan/{docket.pk}/putuskan/",
        {"decision": "keep", "reason": "Alasan saya yang panjang.", "seen": "0"},
    )
    assert answer.status_code == 409
    assert "Alasan saya yang panjang." in said(answer) and "mendahului" in said(answer)
    docket.refresh_from_db()
    assert docket.state == "open"


def test_item_4_only_who_decides_about_the_article_acts_and_another_city_finds_nothing(town: Town) -> None:
    send(town)
    docket = Docket.objects.get()
    where = f"/kerja/berkas-aturan/{docket.pk}/"
    sent = {"decision": "keep", "reason": "Alasan yang cukup panjang."}
    assert teller(town).post(f"{where}putuskan/", sent).status_code == 403
    assert signed_in(town, "pu", "kepala-opd").post(f"{where}putuskan/", sent).status_code == 404
    assert "Simpan keputusan" not in said(signed_in(town, "pu", "kepala-opd").get(where))
    other = build_town(key="lain")
    stranger = signed_in(other, "setda", "sekda")
    assert stranger.get(where).status_code == 404
    assert stranger.post(f"{where}putuskan/", sent).status_code == 404
    assert sekda(town).post(f"{where}entah/", sent).status_code == 404
    assert Docket.objects.get().state == "open"


def test_the_officers_name_is_not_needed_for_the_hub(town: Town) -> None:
    send(town)
    page = said(sekda(town).get("/kerja/kebijakan/"))
    assert re.search(r"Berkas aturan ?, 1 menunggu", page)
    assert officer(town, "melati").name not in page


def test_item_23_the_page_names_what_still_runs_an_old_version_and_keeps_what_was_typed(town: Town) -> None:
    send(town)
    docket = decide(town)
    where = f"/kerja/berkas-aturan/{docket.pk}/"
    client = sekda(town)
    page = said(client.get(where))
    assert "Versi layanan yang baru belum ditautkan: Surat Keterangan Tidak Mampu" in page
    short = client.post(f"{where}layanan-tetap/", {"services": ["sktm"], "stays": "ya"})
    assert short.status_code == 422 and "Tulis 10 sampai 2000 huruf" in said(short)
    assert 'value="sktm" checked' in text_of(short)
    assert client.post(f"{where}layanan-tetap/", {"stays": "Alasan yang cukup panjang."}).status_code == 422
    why = "Loket sudah menerima berkas itu, jadi alurnya sama."
    sent = client.post(f"{where}layanan-tetap/", {"services": ["sktm"], "stays": why})
    assert sent.status_code == 302
    page = said(client.get(where))
    assert why in page and "Alurnya tetap, dengan alasan" in page and "Tarik alasan ini" in page
    assert client.post(f"{where}tidak-tetap/", {"services": "sktm"}).status_code == 302
    page = said(client.get(where))
    assert "Tarik alasan ini" not in page and "Alurnya tetap, ditarik" in page
    assert client.post(f"{where}tidak-tetap/", {"services": "sktm"}).status_code == 422
    assert client.post(f"{where}layanan-tetap/", {"services": ["sktm"], "stays": why}).status_code == 302
    with clock.moved_to(NOW):
        renewing.reword(town.city, docket.pk, new_wording(town), at=NOW, **decider(town))
        replying.reply(town.city, docket.pk, "Sudah kami ubah.", at=NOW, **decider(town))
        assert client.post(f"{where}tutup/").status_code == 302
        for one in ("", f"{docket.pk}/"):
            assert why in said(Client().get(f"/contoh/perubahan/{one}"))


def test_item_23_the_head_reads_who_of_their_own_office_has_not_read_it(town: Town) -> None:
    send(town)
    docket = decide(town)
    renewing.renew(town.city, docket.pk, new_version(town).pk, at=NOW, **decider(town))
    with clock.moved_to(NOW):
        page = said(signed_in(town, "melati", "lurah").get(f"/kerja/perubahan/{docket.pk}/"))
        assert "Yang belum membacanya di kantor Anda" in page and officer(town, "melati").name in page
        assert officer(town, "kenanga").name not in page
        mine = said(teller(town, "kenanga").get(f"/kerja/perubahan/{docket.pk}/"))
        assert "Dibaca paling lambat" in mine and "belum membacanya di kantor" not in mine
    docket.refresh_from_db()
    assert docket.urge_at is not None
    urging.remind(docket.urge_at)
    lurah = said(signed_in(town, "melati", "lurah").get("/kerja/kabar/"))
    assert "petugas Anda belum membaca perubahan" in lurah and officer(town, "melati").name in lurah
    assert "berubah dan belum Anda baca" in said(teller(town).get("/kerja/kabar/"))


def test_item_22_each_requirement_of_a_matter_leads_to_its_own_article_filled_in(town: Town) -> None:
    case = ask_letter(town, unit="melati").case
    client = teller(town)
    page = text_of(client.get(f"/kerja/urusan/{case.number}/"))
    links = [html.unescape(one) for one in re.findall(r'class="felt" href="([^"]*)"', page)]
    flow = flow_by_id(case.flow_id)
    assert len(links) == len(flow.requirements) + 1  # and the step at which it lies
    for one, link in zip(flow.requirements, [link for link in links if "requirement:" in link], strict=True):
        form = text_of(client.get(link))
        chosen = re.findall(r'<option value="([^"]*)" selected', form)
        assert chosen == [f"requirement:{one.key}|{ARTICLE}"], link
        assert f'value="{case.number}"' in form and "Surat Keterangan Tidak Mampu" in form
    step = next(link for link in links if "step:" in link)
    assert re.findall(r'<option value="([^"]*)" selected', text_of(client.get(step))) == [
        f"step:{case.step}|{ARTICLE}"
    ]


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("requirement:pengantar|", [f"requirement:pengantar|{ARTICLE}"]),
        ("requirement:sudah-tidak-ada|uu-25-2009%2321", ["|uu-25-2009#21"]),
        ("requirement:entah|tidak%23ada", []),
        ("|", []),
        ("%00", []),
        ("x" * 500, []),
    ],
)
def test_an_address_names_a_part_of_the_service_else_its_article_else_nothing(
    town: Town, typed: str, chosen: list[str]
) -> None:
    answer = teller(town).get(f"/kerja/lapor-aturan/baru/?layanan=sktm&dasar={typed}")
    assert answer.status_code == 200
    assert re.findall(r'<option value="([^"]*)" selected', text_of(answer)) == chosen


def test_item_23_the_headline_of_the_dockets_speaks_of_what_its_reader_sees(town: Town) -> None:
    send(town, "melati")
    send(town, "kenanga", reference="uu-25-2009#21")
    where = "/kerja/berkas-aturan/"
    whole = said(sekda(town).get(where))
    assert "2 pasal menunggu" in whole and "Hanya yang dilaporkan" not in whole
    mine = said(signed_in(town, "melati", "lurah").get(where))
    assert "1 pasal kantor Anda menunggu" in mine and "Yang berubah di seluruh kota" in mine
    assert "Kurang dari 30 hari 1 berkas aturan" in mine
    none = said(signed_in(town, "mawar", "lurah").get(where))
    assert "Tidak ada berkas aturan kantor Anda yang terbuka" in none
    assert "Kurang dari 30 hari 0 berkas aturan" in none and "2 pasal" not in none
    head = signed_in(town, "pu", "kepala-opd")
    assert "2 pasal menunggu" in (page := said(head.get(where))) and "Hanya yang dilaporkan" in page
    own = said(head.get(where, {"lingkup": "kantor", "urut": "usia"}))
    assert "Tidak ada berkas aturan kantor Anda" in own and "Lihat seluruh kota" in own
