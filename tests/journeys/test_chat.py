"""A report that begins in a chat and is answered there; what nobody can place is sorted by a person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from garda import clock
from garda.cases.errands import work_off
from garda.notices import talking
from garda.notices.sending import Carrier
from tests.journeys.walking import Stage
from tests.notices.cloud import Cloud, Phone, mark_of
from tests.town import photo

pytestmark = pytest.mark.journey


@pytest.fixture
def cloud(settings: Any) -> Iterator[Cloud]:
    cloud = Cloud()
    cloud.connect(settings)
    yield cloud
    cloud.close()


def telephone(stage: Stage, cloud: Cloud, number: str) -> Phone:
    """A phone whose messages come to the served application as the API delivers them."""

    def deliver(told: Any) -> Any:
        body = json.dumps(told).encode()
        headers = {"X-Hub-Signature-256": mark_of(body), "Content-Type": "application/json"}
        return requests.post(f"{stage.address}/api/whatsapp/", data=body, headers=headers, timeout=10)

    def turn() -> None:
        at = clock.now()
        talking.work_off(at)
        while work_off(at):
            pass
        Carrier().work_off(at)

    return Phone(cloud, turn, clock.now, number, post=deliver)


def test_a_report_with_photo_and_position_is_made_and_answered_in_a_chat(
    stage: Stage, cloud: Cloud, settings: Any
) -> None:
    settings.SITE_ADDRESS = stage.address
    phone = telephone(stage, cloud, "6281200000001")
    phone.writes("Lampu jalan mati di depan musala, sudah tiga malam")
    phone.photo(photo(shade=77).content)
    phone.place(-7.995, 112.605)
    assert "Kami kirim laporan ini?" in phone.shown[-1]
    phone.presses("Ya, kirim")
    receipt = phone.shown[-1]
    number = re.search(r"Nomor: (\S+)", receipt)[1]  # type: ignore[index]
    link = re.search(r"http\S+", receipt)[0]  # type: ignore[index]

    resident = stage.resident()
    resident.goes_to(urlsplit(link).path).heads("Lampu jalan mati").looks_around("dari-chat")
    resident.reads("Kelurahan Melati", "Laporan Anda sudah kami terima dan sedang kami periksa.")

    officer = stage.officer("melati", "petugas-loket").signs_in().opens_the_matter(number)
    officer.reads("Minta dikabari lewat WhatsApp", "Foto 1").looks_around("urusan-chat")
    officer.takes("Minta keterangan", reason="Tiang nomor berapa?")
    phone.turn()
    assert number in phone.shown[-1] and "Tiang nomor berapa" not in phone.shown[-1]
    phone.writes("Tiang nomor 14")
    assert "Jawaban Anda" in phone.shown[-1]
    officer.opens_the_matter(number).reads("Tiang nomor 14")
    officer.takes("Jelas, tindak lanjuti").takes("Jawab sekarang", answer="Lampunya sudah kami ganti.")
    phone.turn()
    phone.presses("Ya, sudah beres")
    assert f"{number} selesai" in phone.shown[-1]
    resident.goes_to(f"/contoh/ikuti/{number}/").reads("Lampunya sudah kami ganti.").looks_around(
        "chat-selesai"
    )


def test_news_that_cannot_be_delivered_stands_before_the_officer_and_the_head(
    stage: Stage, cloud: Cloud
) -> None:
    phone = telephone(stage, cloud, "6281200000009")
    officer = stage.officer("melati", "petugas-loket").signs_in()
    other = stage.resident().goes_to("/contoh/lapor/").looks_around("lapor-dengan-centang")
    other.writes("Apa masalahnya?", "Got mampet").chooses("Di mana?", "Melati")
    other.ticks("Kabari saya lewat WhatsApp").presses("Kirim laporan").is_told_what_is_wrong()
    other.reads("Tulis nomor WhatsApp Anda di atas").writes("Nomor telepon", "081200000002")
    other.presses("Kirim laporan").keeps_the_receipt()
    cloud.fails = [(400, {"error": {"code": 131026}})]
    phone.turn()
    officer.opens_the_matter(other.number).reads("Nomor ini tidak memakai WhatsApp", "Telepon warga")
    officer.looks_around("kabar-gagal")
    lurah = stage.officer("melati", "lurah").signs_in().goes_to("/kerja/tidak-terkirim/")
    lurah.reads(other.number).looks_around("tidak-terkirim")
    lurah.opens("Sudah diurus?").writes("Apa yang dilakukan", "Sudah ditelepon").presses(
        "Catat, sudah dikabari"
    )
    lurah.heads("Semua kabar sampai ke warga").looks_around("semua-sampai")


def test_a_message_after_the_end_is_sorted_by_a_person(stage: Stage, cloud: Cloud) -> None:
    phone = telephone(stage, cloud, "6281200000003")
    phone.writes("Pohon tumbang menutup gang")
    phone.writes("Kelurahan Melati, Gang 5")
    phone.presses("Ya, kirim")
    number = re.search(r"Nomor: (\S+)", phone.shown[-1])[1]  # type: ignore[index]
    officer = stage.officer("melati", "petugas-loket").signs_in().opens_the_matter(number)
    officer.takes("Jelas, tindak lanjuti").takes("Jawab sekarang", answer="Sudah kami potong.")
    phone.turn()
    phone.presses("Ya, sudah beres")
    phone.writes(f"Untuk {number}: rantingnya masih di jalan, hubungi 081200000003")
    assert "Petugas akan membacanya" in phone.shown[-1]

    officer.goes_to("/kerja/pesan/").heads("1 pesan menunggu").reads("rantingnya masih di jalan")
    officer.does_not_read("081200000003").looks_around("pesan")
    officer.follows("Baca dan pilah").heads("Ke mana pesan ini?").looks_around("pilah")
    officer.presses("Masukkan ke urusan itu").reads("Urusan ini sudah selesai").looks_around("pilah-salah")
    officer.opens("Jadikan laporan baru").chooses("Kelurahan", "Melati").presses("Catat laporan")
    officer.heads("Semua pesan sudah dipilah").looks_around("pesan-habis")
    phone.turn()
    assert "Nomor: " in phone.shown[-1]


def test_an_announcement_is_quoted_approved_read_and_asked_about(stage: Stage) -> None:
    writer = stage.officer("melati", "seklur").signs_in().goes_to("/kerja/pengumuman/").heads("Pengumuman")
    writer.chooses("Dari catatan umum", "Kelurahan Melati tutup Rabu 12 November 2025")
    writer.writes("Tambahan", "Telepon saja 081234567890").presses("Buat naskah").is_told_what_is_wrong()
    writer.looks_around("pengumuman-salah").writes("Tambahan", "Loket buka lagi Kamis pagi.")
    writer.presses("Buat naskah").reads("menunggu persetujuan").looks_around("pengumuman-naskah")
    lurah = stage.officer("melati", "lurah").signs_in().goes_to("/kerja/kepala/").follows("Pengumuman")
    lurah.presses("Setujui dan umumkan").reads("sudah diumumkan").looks_around("pengumuman-disetujui")
    resident = stage.resident().opens_the_front_page().follows("Pengumuman", exact=True)
    resident.reads("Hari Jadi Kota Contoh", "Loket buka lagi Kamis pagi.").looks_around("pengumuman")
    resident.follows("Tanya atau lapor tentang ini").reads("Tentang pengumuman: Kelurahan Melati tutup")
    resident.looks_around("lapor-tentang").writes("Apa masalahnya?", "Apakah surat bisa diambil Selasa?")
    resident.chooses("Di mana?", "Melati").presses("Kirim laporan").keeps_the_receipt()
    writer.goes_to("/kerja/pengumuman/").reads("1 laporan tentang ini")
