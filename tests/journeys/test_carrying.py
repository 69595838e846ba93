"""The journey of a service: seen in Malang, brought home to Mojokerto; and of a rule that changes there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from garda.cases.publishing import publish
from garda.people.loading import load_city
from garda.people.models import City, Post, Term
from garda.shelf import folder
from tests import town as towns
from tests.journeys.walking import Officer, Stage

pytestmark = pytest.mark.journey


def keeper_of(stage: Stage, city: City) -> Officer:
    """The officer in charge of services in a city from the shelf."""
    post = Post.objects.filter(unit__city=city, kind="penyelenggara").order_by("pk").first()
    assert post is not None
    username = f"penyelenggara.{city.key}"
    person = towns.build_person(username=username, name=f"Pengelola {city.short}", city=city)
    Term.objects.create(post=post, person=person, first=stage.now.date())
    return stage.person(person, "penyelenggara")


def downloaded(officer: Any, words: str, to: Path) -> Path:
    """Follows a link that gives a file."""
    with officer.page.expect_download() as waiting:
        officer.page.get_by_role("link", name=words).click()
    waiting.value.save_as(to)
    return to


def test_a_flow_is_brought_from_malang_to_mojokerto(stage: Stage, tmp_path: Path) -> None:
    malang = load_city(folder("cities", "malang")).city
    text = folder("flows", "domisili.toml").read_text("utf-8")
    publish(malang, text, at=towns.moment(towns.FOUNDED, "07:30"))
    sender = keeper_of(stage, malang).signs_in().goes_to("/kerja/alur/")
    sender.follows("Surat Keterangan Domisili", exact=True).looks_around("alur-malang")
    parcel = downloaded(sender, "Unduh paket untuk kota lain", tmp_path / "domisili.paket.json")

    mojokerto = City.objects.get(key="mojokerto")
    resident = stage.resident(city="mojokerto").goes_to("/mojokerto/layanan/")
    resident.does_not_read("Surat Keterangan Domisili")
    receiver = keeper_of(stage, mojokerto).signs_in().goes_to("/kerja/alur/")
    receiver.follows("Bawa masuk dari kota lain").reads("Kunci kita").looks_around("paket")

    spoilt = tmp_path / "rusak.paket.json"
    spoilt.write_bytes(parcel.read_bytes().replace(b"Domisili", b"Domisilu", 1))
    receiver.hands_in("Berkas paket", spoilt).presses("Buka paket").is_told_what_is_wrong()
    receiver.reads("Paket ini berubah sejak ditandatangani")

    receiver.hands_in("Berkas paket", parcel).presses("Buka paket").heads("dari Kota Malang")
    receiver.reads("Kunci ini belum pernah kami temui", "Yang berbeda di sini").looks_around("paket-dibuka")
    receiver.presses("Bawa sebagai naskah").is_told_what_is_wrong()
    receiver.ticks("Saya sudah mencocokkan").presses("Bawa sebagai naskah")
    receiver.reads("Naskah ini dibawa dari Kota Malang, versi 1.").looks_around("naskah-dibawa")
    receiver.ticks("Saya sudah membaca temuan dan selisihnya").presses("Terbitkan layanan")
    receiver.reads("versi 1 berlaku mulai sekarang", "Dibawa dari Kota Malang, versi 1 di sana")

    resident.goes_to("/mojokerto/layanan/").follows("Surat Keterangan Domisili").looks_around("layanan")
    resident.follows("dasarnya").reads("Standar Pelayanan").looks_around("aturan")


def test_a_changed_article_shows_its_services_and_a_drawing_comes_back(stage: Stage, tmp_path: Path) -> None:
    keeper = stage.officer("pu", "penyelenggara").signs_in().goes_to("/kerja/alur/")
    keeper.follows("Daftar aturan").looks_around("aturan-kantor").writes("Cari aturan", "standar kelurahan")
    keeper.presses("Cari", exact=True).follows("Standar Pelayanan").heads("Standar Pelayanan")
    keeper.looks_around("aturan-satu").follows("Bunyi baru").reads("Yang tersentuh bila Anda menyimpan")
    keeper.looks_around("pasal").writes("Berlaku sejak", "1/12/2030")
    keeper.writes("Isinya, dengan kata sehari-hari", "Syaratnya empat saja, tanpa foto rumah.")
    keeper.writes("Isinya (Inggris)", "Only four requirements, no photo of the house.")
    keeper.presses("Simpan", exact=True).heads("layanan bersandar pada").looks_around("tersentuh")
    keeper.reads("Langkah yang tersentuh", "Bunyi baru mulai berlaku Minggu 1 Desember 2030.")
    keeper.goes_to("/kerja/standar/").reads("Per kantor").looks_around("kelengkapan")
    keeper.goes_to("/kerja/alur/kematian/")
    drawing = downloaded(keeper, "Unduh gambar BPMN", tmp_path / "kematian.bpmn")
    redrawn = drawing.read_text("utf-8").replace('name="Verifikasi"', 'name="Pencocokan data"')
    drawing.write_text(redrawn, "utf-8")
    keeper.goes_to("/kerja/alur/naskah/").hands_in("Atau pilih berkasnya", drawing)
    keeper.presses("Periksa naskah").reads("Kalimat bahasa Inggris (en) belum ada.").looks_around(
        "naskah-gambar"
    )
