"""Following without an account, and what a resident may do with a matter of theirs."""

from __future__ import annotations

import json
import re
from hashlib import sha256

import pytest
from django.test import Client

from garda import clock
from garda.cases import leading
from garda.cases.models import Case, Paper, Said
from garda.cases.moving import move_case
from garda.public import limiting
from tests.public.visitors import LETTER, code_shown, picture, report, send, words_of
from tests.town import Town, build_city, fresh, moment, photo


def moved(town: Town, case: Case, *moves: str, **words: str) -> Case:
    """The case after an officer of the kelurahan took these moves."""
    by = town.by("melati", "petugas-loket")
    for key in moves:
        said = {
            "reason": "Belum jelas tempatnya",
            "answer": "Lampu sudah diganti",
            "date": "2025-11-05",
            **words,
        }
        case = move_case(case.pk, key, by=by, at=clock.now(), words=said, proofs=[photo()])
    return case


def at_verdict(town: Town, case: Case) -> Case:
    """The case answered, waiting for the reporter."""
    return moved(town, case, "handling", "answered")


def test_wrong_number_and_wrong_code_get_the_same_answer(town: Town, client: Client) -> None:
    case = report(client)
    stranger = Client()
    wrong_code = stranger.post("/contoh/ikuti/", {"nomor": case.number, "kode": "AAAA-AAAA"})
    wrong_number = stranger.post("/contoh/ikuti/", {"nomor": "MLT-25-9999", "kode": code_shown(client, case)})
    bare = [re.sub(r'value="[^"]*"', "", one.content.decode()) for one in (wrong_code, wrong_number)]
    assert bare[0] == bare[1]
    assert wrong_code.status_code == wrong_number.status_code == 422


def test_wrong_tries_are_limited_per_number_and_the_right_code_waits_too(town: Town, client: Client) -> None:
    case = report(client)
    right = {"nomor": case.number, "kode": code_shown(client, case)}
    stranger = Client()
    for _ in range(limiting.PER_NUMBER):
        assert stranger.post("/contoh/ikuti/", {**right, "kode": "AAAA-AAAA"}).status_code == 422
    assert stranger.post("/contoh/ikuti/", right).status_code == 429
    assert stranger.post("/contoh/ikuti/", {**right, "nomor": "MLT-25-7777"}).status_code == 422
    with clock.moved_to(moment(time="09:30")):
        assert stranger.post("/contoh/ikuti/", right).status_code == 302


def test_however_a_number_is_written_its_tries_are_counted_together(town: Town, client: Client) -> None:
    case = report(client)
    written = [f" {case.number.lower()}", case.number.replace("-", " "), case.number.replace("-", "--")]
    for n in range(limiting.PER_NUMBER):
        client.post("/contoh/ikuti/", {"nomor": written[n % 3], "kode": "AAAA-AAAA"})
    right = {"nomor": f"{case.number} ", "kode": code_shown(client, case)}
    assert Client().post("/contoh/ikuti/", right).status_code == 429


def test_what_only_its_owner_may_see_is_kept_by_no_cache(town: Town, client: Client) -> None:
    case = report(client, foto=picture())
    for page in (
        "tanda-terima/{}/",
        "ikuti/{}/",
        "ikuti/{}/rekam.json",
        f"ikuti/{{}}/berkas/{Paper.objects.get().pk}/",
    ):
        assert "no-store" in client.get("/contoh/" + page.format(case.number))["Cache-Control"], page


def test_wrong_tries_are_limited_per_address(town: Town, client: Client) -> None:
    for n in range(limiting.PER_ADDRESS):
        client.post("/contoh/ikuti/", {"nomor": f"MLT-25-{n:04}", "kode": "AAAA-AAAA"})
    assert client.post("/contoh/ikuti/", {"nomor": "MLT-25-9998", "kode": "AAAA-AAAA"}).status_code == 429


def test_nobody_sees_a_story_receipt_paper_or_record_without_the_code(town: Town, client: Client) -> None:
    case = report(client, foto=picture())
    paper = Paper.objects.get()
    stranger = Client()
    for page in ("", "rekam.json", f"berkas/{paper.pk}/"):
        assert stranger.get(f"/contoh/ikuti/{case.number}/{page}")["Location"].startswith(
            "/contoh/ikuti/?nomor="
        )
        assert client.get(f"/contoh/ikuti/{case.number}/{page}").status_code == 200
    assert stranger.get(f"/contoh/tanda-terima/{case.number}/").status_code == 302
    assert stranger.post(f"/contoh/ikuti/{case.number}/cabut/", {}).status_code == 302
    assert fresh(case).state == "open"


def test_the_code_is_shown_to_its_sender_alone(town: Town, client: Client) -> None:
    case = report(client)
    code = code_shown(client, case)
    stranger = Client()
    stranger.post("/contoh/ikuti/", {"nomor": case.number, "kode": code})
    page = stranger.get(f"/contoh/tanda-terima/{case.number}/").content.decode()
    assert case.number in page
    assert code not in page
    assert code not in str(dict(client.session))


def test_what_is_asked_is_answered_and_the_clock_runs_again(town: Town, client: Client) -> None:
    case = moved(town, report(client), "asked", reason="Tiang yang mana?")
    page = words_of(client.get(f"/contoh/ikuti/{case.number}/"))
    assert "Menunggu Anda" in page
    assert "Tiang yang mana?" in page
    empty = client.post(f"/contoh/ikuti/{case.number}/jawab/", {"kata": " "})
    assert empty.status_code == 422
    assert "Tulis jawaban" in words_of(empty)
    client.post(f"/contoh/ikuti/{case.number}/jawab/", {"kata": "Tiang depan musala", "foto": picture()})
    assert fresh(case).state == "open"
    assert "Tiang depan musala" in words_of(client.get(f"/contoh/ikuti/{case.number}/"))


def test_item_11_what_was_asked_for_is_kept_under_its_requirement(town: Town, client: Client) -> None:
    sent = send(client, "/contoh/layanan/sktm/ajukan/", LETTER)
    case = Case.objects.get(number=sent["Location"].rstrip("/").rsplit("/", 1)[1])
    loket = town.by("melati", "petugas-loket")
    words = {"reason": "Ada yang kurang", "missing": ("ktp", "foto-rumah")}
    move_case(case.pk, "waiting", by=loket, at=clock.now(), words=words)
    page = client.get(f"/contoh/ikuti/{case.number}/").content.decode()
    assert 'name="berkas-ktp"' in page
    assert 'name="berkas-foto-rumah"' in page
    assert 'name="berkas-kk"' not in page, "only what was asked for"
    given = {"kata": "", "berkas-ktp": picture(), "berkas-kk": picture(shade=9)}
    assert client.post(f"/contoh/ikuti/{case.number}/jawab/", given).status_code == 302
    assert list(Paper.objects.filter(case=case).values_list("key", flat=True)) == ["ktp"]
    move_case(case.pk, "waiting", by=loket, at=clock.now(), words={**words, "missing": ("foto-rumah",)})
    client.post(f"/contoh/ikuti/{case.number}/jawab/", {"kata": "Ini", "foto": picture(shade=20)})
    assert Paper.objects.filter(case=case).order_by("-pk")[0].key == "foto-rumah", "only one thing was asked"


def test_item_11_what_is_not_there_yet_can_be_sent_later_under_its_name(town: Town, client: Client) -> None:
    sent = send(client, "/contoh/layanan/sktm/ajukan/", {**LETTER, "berkas-ktp": picture()})
    case = Case.objects.get(number=sent["Location"].rstrip("/").rsplit("/", 1)[1])
    page = client.get(f"/contoh/ikuti/{case.number}/")
    assert "Berkas di bawah ini belum ada pada kami" in words_of(page)
    assert 'name="berkas-ktp"' not in page.content.decode(), "that is there"
    given = {"kata": "Ini KK saya", "berkas-kk": picture(shade=30), "foto": picture(shade=60)}
    assert client.post(f"/contoh/ikuti/{case.number}/tambah/", given).status_code == 302
    assert sorted(Paper.objects.filter(case=case).values_list("key", flat=True)) == ["added", "kk", "ktp"]
    assert 'name="berkas-kk"' not in client.get(f"/contoh/ikuti/{case.number}/").content.decode()


def test_the_reporter_agrees(town: Town, client: Client) -> None:
    case = at_verdict(town, report(client, foto=picture(shade=5)))
    page = client.get(f"/contoh/ikuti/{case.number}/")
    words = words_of(page)
    assert "Benar sudah beres?" in words
    assert "Sebelum" in words
    assert "Sesudah" in words
    assert "Ya, sudah beres" in words
    client.post(f"/contoh/ikuti/{case.number}/setuju/", {"dilihat": fresh(case).seq})
    assert (fresh(case).state, fresh(case).outcome) == ("closed", "done")


def test_the_reporter_contests_and_the_first_clock_stays(town: Town, client: Client) -> None:
    case = at_verdict(town, report(client))
    due = fresh(case).due_at
    refused = client.post(f"/contoh/ikuti/{case.number}/sanggah/", {"kata": ""})
    assert refused.status_code == 422
    client.post(f"/contoh/ikuti/{case.number}/sanggah/", {"kata": "Masih gelap"})
    assert (fresh(case).state, fresh(case).contested, fresh(case).due_at) == ("open", 1, due)
    assert "Masih gelap" in words_of(client.get(f"/contoh/ikuti/{case.number}/"))


def test_a_closed_matter_is_contested_within_its_time_and_not_after(town: Town, client: Client) -> None:
    case = at_verdict(town, report(client))
    client.post(f"/contoh/ikuti/{case.number}/setuju/")
    with clock.moved_to(moment("2025-12-30")):
        late = client.post(f"/contoh/ikuti/{case.number}/sanggah/", {"kata": "Mati lagi"})
        assert "sudah lewat" in words_of(late)
        assert "Mati lagi" in late.content.decode() or "sanggah" not in words_of(late)
    client.post(f"/contoh/ikuti/{case.number}/sanggah/", {"kata": "Mati lagi"})
    assert fresh(case).reopened == 1


def test_rating_is_given_once(town: Town, client: Client) -> None:
    case = at_verdict(town, report(client))
    wrong = client.post(f"/contoh/ikuti/{case.number}/nilai/", {"nilai": "9"})
    assert "Pilih nilai 1 sampai 4" in words_of(wrong)
    client.post(f"/contoh/ikuti/{case.number}/nilai/", {"nilai": "4", "kata": "Cepat"})
    assert fresh(case).rating == 4
    again = client.post(f"/contoh/ikuti/{case.number}/nilai/", {"nilai": "1"})
    assert "sudah memberi nilai" in words_of(again)
    assert "Bagaimana pelayanan kami?" not in words_of(client.get(f"/contoh/ikuti/{case.number}/"))


def test_a_remark_and_a_photo_are_added(town: Town, client: Client) -> None:
    case = report(client)
    client.post(f"/contoh/ikuti/{case.number}/tambah/", {"kata": "Sudah dua malam", "foto": picture()})
    page = client.get(f"/contoh/ikuti/{case.number}/")
    assert "Sudah dua malam" in words_of(page)
    found = re.search(r'<img src="([^"]+/berkas/\d+/)"', page.content.decode())
    assert found
    image = client.get(found[1])
    assert image["Content-Type"] == "image/jpeg"
    assert "no-store" in image["Cache-Control"]


def test_withdrawing_and_then_erasing_ones_words(town: Town, client: Client) -> None:
    case = report(client, name="Bunga Contoh", foto=picture())
    early = client.post(f"/contoh/ikuti/{case.number}/hapus/", {"yakin": "ya"})
    assert "setelah urusan selesai" in words_of(early)
    client.post(f"/contoh/ikuti/{case.number}/cabut/", {"kata": ""})
    assert fresh(case).outcome == "withdrawn"
    page = words_of(client.get(f"/contoh/ikuti/{case.number}/"))
    assert "Hapus kata-kata dan berkas saya" in page
    unsure = client.post(f"/contoh/ikuti/{case.number}/hapus/", {})
    assert "Centang dulu" in words_of(unsure)
    client.post(f"/contoh/ikuti/{case.number}/hapus/", {"yakin": "ya"})
    assert not Said.objects.filter(case=case, erased_at__isnull=True).exists()
    after = words_of(client.get(f"/contoh/ikuti/{case.number}/"))
    assert "dihapus" in after
    assert "Lampu jalan mati di Gang 3" not in after


def test_a_page_that_was_overtaken_says_so_and_keeps_the_words(town: Town, client: Client) -> None:
    case = at_verdict(town, report(client))
    stale = client.post(f"/contoh/ikuti/{case.number}/sanggah/", {"kata": "Masih gelap", "dilihat": "1"})
    assert stale.status_code == 422
    assert "Masih gelap" in stale.content.decode()
    assert fresh(case).state == "answered"


def test_the_record_can_be_checked_by_hand(town: Town, client: Client) -> None:
    case = at_verdict(town, report(client))
    found = json.loads(client.get(f"/contoh/ikuti/{case.number}/rekam.json").content)
    events = found["events"]
    assert [sha256(one["text"].encode()).hexdigest() for one in events] == [
        one["fingerprint"] for one in events
    ]
    befores = [json.loads(one["text"])["before"] for one in events]
    assert befores == ["", *(one["fingerprint"] for one in events[:-1])]
    assert "Lampu jalan mati" not in str(events)


def test_another_citys_matter_is_not_there(town: Town, client: Client) -> None:
    case = report(client)
    build_city(key="lain", name="Kota Lain")
    assert client.get(f"/lain/ikuti/{case.number}/").status_code == 302
    told = Client().post("/lain/ikuti/", {"nomor": case.number, "kode": code_shown(client, case)})
    assert told.status_code == 422


def test_a_simulated_matter_wears_its_label(town: Town, client: Client) -> None:
    case = report(client)
    assert "Data simulasi" not in words_of(client.get(f"/contoh/ikuti/{case.number}/"))
    Case.objects.filter(pk=case.pk).update(simulated=True)
    for page in (f"/contoh/ikuti/{case.number}/", f"/contoh/tanda-terima/{case.number}/"):
        assert "Data simulasi" in words_of(client.get(page))


def test_an_unknown_act_is_not_there_and_reading_one_leads_to_the_page(town: Town, client: Client) -> None:
    case = report(client)
    assert client.post(f"/contoh/ikuti/{case.number}/terbang/", {}).status_code == 404
    assert client.get(f"/contoh/ikuti/{case.number}/cabut/")["Location"].endswith(f"/{case.number}/#cabut")


@pytest.mark.parametrize("size", ["", "?ukuran=80"])
def test_the_receipt_has_number_code_due_date_qr_and_fingerprint(
    town: Town, client: Client, size: str
) -> None:
    case = report(client)
    page = client.get(f"/contoh/tanda-terima/{case.number}/{size}")
    words = words_of(page)
    for wanted in (case.number, code_shown(client, case), "Selasa 11 November pukul 16.00", "Sidik"):
        assert wanted in words
    assert '<svg role="img" aria-label="Kode QR' in page.content.decode()
    assert case.head[:4] in words


def test_leading_is_told_to_the_resident_too(town: Town, client: Client) -> None:
    case = report(client)
    with clock.moved_to(moment("2025-11-12", "08:00")):
        by = town.by("melati", "lurah")
        leading.explain_late(case.pk, "Kabel pengganti baru tiba", by=by, at=clock.now())
        assert "Kabel pengganti baru tiba" in words_of(client.get(f"/contoh/ikuti/{case.number}/"))
