"""Carrying a service on the pages: a parcel out and in, drawings out and in, whose key it was."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from garda import clock, shelf
from garda.cases.carrying import own_fingerprint
from garda.cases.models import Parcel, PublishedFlow
from garda.flow.bpmn_writing import draw_bpmn
from garda.people.changes import changed
from garda.people.models import Post
from garda.rules.loading import load_rules
from garda.rules.models import Rule
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment


@pytest.fixture
def towns(db: None, tmp_path: Path) -> Any:
    """Two cities: the first gives the statement of domicile, the second does not yet."""
    load_rules(shelf.folder("rules"))
    own = shelf.folder("rules", "malang.toml").read_text("utf-8").replace("malang", "contoh")
    (tmp_path / "contoh.toml").write_text(own, "utf-8")
    load_rules(tmp_path)
    with clock.moved_to(moment()):
        first = build_town(flows=("pengaduan", "domisili"))
        yield first, build_town(key="tetangga", flows=("pengaduan",))


def keeper(town: Town) -> Any:
    return signed_in(town, "pu", "penyelenggara")


def words_of(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text_of(answer))).split())


def handed_in(client: Any, content: bytes) -> Any:
    return client.post("/kerja/alur/paket/", {"paket": SimpleUploadedFile("a.paket.json", content)})


def hidden(answer: Any) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text_of(answer))
    return {name: html.unescape(said) for name, said in found if name != "csrfmiddlewaretoken"}


def test_item_8_a_service_is_carried_from_one_city_to_another(towns: tuple[Town, Town]) -> None:
    first, second = towns
    Post.objects.filter(unit__city=second.city, kind="kasi-pemerintahan").delete()
    changed(second.city)
    sent = keeper(first).get("/kerja/alur/domisili/paket.json")
    assert sent.headers["Content-Disposition"] == 'attachment; filename="domisili-contoh-v1.paket.json"'
    client = keeper(second)
    page = handed_in(client, sent.content)
    said = words_of(page)
    assert "dari Kota Contoh" in said
    assert "Kunci ini belum pernah kami temui" in said
    assert own_fingerprint()[:4] in said
    assert "belum ada di sini. Dibawa sebagai salinan yang perlu dicocokkan." in said
    assert "Meja “" in said
    assert not Parcel.objects.exists(), "looking keeps nothing"
    refused = client.post("/kerja/alur/paket/", hidden(page))
    assert refused.status_code == 422
    assert "Cocokkan dulu sidik kuncinya" in words_of(refused)
    brought = client.post("/kerja/alur/paket/", {**hidden(page), "yakin": "ya"})
    assert brought.status_code == 302
    draft = client.get(brought.headers["Location"])
    assert "Naskah ini dibawa dari Kota Contoh, versi 1." in words_of(draft)
    assert "siap diterbitkan" in words_of(draft)
    text = PublishedFlow.objects.get(city=first.city, key="domisili").text
    sign = hidden(draft)["sidik"]
    done = client.post(
        "/kerja/alur/naskah/", {"text": text, "aksi": "terbitkan", "yakin": "ya", "sidik": sign, "versi": "0"}
    )
    assert done.headers["Location"] == "/kerja/alur/domisili/"
    shown = words_of(client.get("/kerja/alur/domisili/"))
    assert "Dibawa dari Kota Contoh, versi 1 di sana, Selasa 4 November 2025." in shown
    assert own_fingerprint()[:16] in shown
    assert "Naskah yang berlaku sama dengan yang dibawa." in shown
    assert not Rule.objects.filter(city_key="tetangga", sure=True).exists()
    again = handed_in(client, keeper(first).get("/kerja/alur/pengaduan/paket.json").content)
    assert "Kunci ini dikenal sejak Selasa 4 November 2025" in words_of(again)


def test_a_changed_byte_is_refused_with_a_sentence_on_the_page(towns: tuple[Town, Town]) -> None:
    first, second = towns
    content = keeper(first).get("/kerja/alur/domisili/paket.json").content
    answer = handed_in(keeper(second), content.replace(b"Domisili", b"Domisilu", 1))
    assert answer.status_code == 422
    assert "Paket ini berubah sejak ditandatangani" in words_of(answer)
    assert handed_in(keeper(second), b"halo").status_code == 422
    assert keeper(second).post("/kerja/alur/paket/", {"aksi": "bawa", "isi": "karangan"}).status_code == 422
    assert not Parcel.objects.exists()


def test_only_who_may_publish_opens_a_parcel(towns: tuple[Town, Town]) -> None:
    first, _ = towns
    assert (
        signed_in(first, "melati", "petugas-loket").get("/kerja/alur/domisili/paket.json").status_code == 403
    )
    assert signed_in(first, "melati", "lurah").get("/kerja/alur/paket/").status_code == 403
    assert keeper(first).get("/kerja/alur/hilang/paket.json").status_code == 404
    assert "Kunci kita" in words_of(keeper(first).get("/kerja/alur/paket/"))


def test_item_8_a_drawing_goes_out_with_lanes_and_comes_back_as_a_draft(towns: tuple[Town, Town]) -> None:
    client = keeper(towns[0])
    drawn = client.get("/kerja/alur/domisili/alur.bpmn")
    assert 'name="Petugas Loket"' in text_of(drawn)
    redrawn = drawn.content.replace(b'name="Verifikasi"', b'name="Pencocokan"')
    assert redrawn != drawn.content
    page = client.post("/kerja/alur/naskah/", {"flow": SimpleUploadedFile("alur.bpmn", redrawn)})
    assert page.status_code == 200
    assert "Kalimat bahasa Inggris (en) belum ada." in words_of(page)
    assert "Persyaratan" not in words_of(page).split("Selisih")[-1], "the rest of the service stays"
    assert "Pencocokan" in text_of(page)
    same = client.post("/kerja/alur/naskah/", {"flow": SimpleUploadedFile("alur.bpmn", drawn.content)})
    assert "Tidak ada yang berubah bagi warga." in words_of(same)


def test_a_foreign_or_hostile_drawing_gives_findings_or_a_sentence(towns: tuple[Town, Town]) -> None:
    client = keeper(towns[0])
    text = towns[0].flows["domisili"].text
    bare = re.sub(rb"<bpmn:extensionElements>.*?</bpmn:extensionElements>", b"", draw_bpmn(text), flags=re.S)
    page = client.post("/kerja/alur/naskah/", {"flow": SimpleUploadedFile("a.bpmn", bare)})
    assert "Yang belum ada di gambar" in words_of(page)
    assert "belum punya meja (desk)" in words_of(page)
    assert "Tidak boleh terbit" in words_of(page)
    for hostile in (b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", b"<html></html>", b"<" * 1000):
        answer = client.post("/kerja/alur/naskah/", {"flow": SimpleUploadedFile("a.bpmn", hostile)})
        assert answer.status_code == 422
        assert "Berkas ini" in words_of(answer)
