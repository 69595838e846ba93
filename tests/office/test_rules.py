"""The office's register of rules: what a changed article touches, versions, corrections, two at one form."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from garda import clock, shelf
from garda.people.models import Change
from garda.rules.loading import load_rules
from garda.rules.models import Article, Rule
from garda.rules.reading import look_up
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment

STANDARD = "/kerja/aturan/standar-pelayanan/"


@pytest.fixture
def town(db: None, tmp_path: Path) -> Any:
    """The town on a Tuesday morning, with the shelf's rules and a standard of its own."""
    load_rules(shelf.folder("rules"))
    own = shelf.folder("rules", "malang.toml").read_text("utf-8").replace("malang", "contoh")
    (tmp_path / "contoh.toml").write_text(own, "utf-8")
    load_rules(tmp_path)
    with clock.moved_to(moment()):
        yield build_town(flows=("pengaduan", "sktm", "domisili"))


def keeper(town: Town) -> Any:
    """The officer in charge of services."""
    return signed_in(town, "pu", "penyelenggara")


def words_of(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text_of(answer))).split())


def article(key: str = "sktm", city: str = "contoh", rule: str = "standar-pelayanan") -> Article:
    return Article.objects.filter(rule__city_key=city, rule__key=rule, key=key).latest("first")


def form(client: Any, address: str, **changed: str) -> dict[str, str]:
    """What the browser would send back from that form, with some of it changed."""
    body = text_of(client.get(address))
    sent = dict(re.findall(r'<input type="(?:hidden|text)"[^>]* name="([^"]+)" value="([^"]*)"', body))
    sent |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)<', body))
    chosen = re.findall(
        r'<select[^>]* name="([^"]+)"(?:(?!</select>).)*?<option value="([^"]*)" selected', body, re.DOTALL
    )
    ticked = re.findall(r'type="checkbox"[^>]* name="([^"]+)" value="ya" checked', body)
    sent |= dict(chosen) | dict.fromkeys(ticked, "ya")
    return {name: html.unescape(said) for name, said in sent.items()} | changed


def test_item_21_a_changed_article_lists_every_service_and_step_before_and_after_saving(town: Town) -> None:
    client, row = keeper(town), article()
    address = f"{STANDARD}pasal/?dari={row.pk}"
    before = text_of(client.get(address))
    sent = form(client, address, first="1/1/2026", words_id="Syaratnya empat.", words_en="Four papers.")
    answer = client.post(address, sent)
    assert answer.status_code == 302
    after = text_of(client.get(answer.headers["Location"]))
    for page in (before, after):
        assert 'href="/kerja/alur/sktm/"' in page
        assert 'href="/kerja/alur/domisili/"' not in page, "it rests on an article of its own"
        steps = set(re.findall(r'href="/kerja/alur/sktm/#langkah-([a-z-]+)"', page))
        assert steps == {"received", "checking", "signing"}
        assert "Foto rumah" in page
    assert "Bunyi baru mulai berlaku Kamis 1 Januari 2026." in words_of(
        client.get(answer.headers["Location"])
    )


def test_item_21_what_was_decided_before_stays_readable_as_it_stood(town: Town) -> None:
    client, row = keeper(town), article()
    sent = form(
        client, f"{STANDARD}pasal/?dari={row.pk}", first="1/1/2026", words_id="Baru.", words_en="New."
    )
    assert client.post(f"{STANDARD}pasal/?dari={row.pk}", sent).status_code == 302
    said = {
        day: cited.words
        for day in (date(2025, 12, 31), date(2026, 1, 1))
        if (cited := look_up("standar-pelayanan#sktm", city_key="contoh", on=day))
    }
    assert list(said.values()) == [row.words_id, "Baru."]
    row.refresh_from_db()
    assert row.last == date(2025, 12, 31)
    again = client.post(f"{STANDARD}pasal/?dari={row.pk}", {**sent, "semula": ""})
    assert again.status_code == 409
    same_day = form(client, f"{STANDARD}pasal/?dari={row.pk}", first="1/1/2026", words_id="x", words_en="x")
    answer = client.post(f"{STANDARD}pasal/?dari={row.pk}", same_day)
    assert answer.status_code == 422
    assert "Sudah ada bunyi yang mulai hari itu" in words_of(answer)


def test_item_21_a_requirement_without_an_article_is_reported_in_the_register(town: Town) -> None:
    client = keeper(town)
    assert "Persyaratan tanpa pasal" not in words_of(client.get("/kerja/aturan/"))
    text = town.flows["sktm"].text.replace('"standar-pelayanan#sktm"\nlack', '"standar-pelayanan"\nlack', 1)
    draft = client.post("/kerja/alur/naskah/", {"text": text})
    assert "menyebut aturan tanpa pasalnya" in words_of(draft)
    sign = re.findall(r'name="sidik" value="([0-9a-f]+)"', text_of(draft))[0]
    sent = {"text": text, "aksi": "terbitkan", "yakin": "ya", "sidik": sign}
    assert client.post("/kerja/alur/naskah/", sent).status_code == 302
    assert "Persyaratan tanpa pasal Surat Keterangan Tidak Mampu (SKTM)" in words_of(
        client.get("/kerja/aturan/")
    )
    assert "Tanpa pasal: Pengantar RT dan RW" in words_of(client.get("/kerja/standar/"))


def test_the_register_goes_from_law_to_decree_and_is_searched(town: Town) -> None:
    client = keeper(town)
    page = words_of(client.get("/kerja/aturan/"))
    levels = (
        "Undang-undang",
        "Peraturan pemerintah",
        "Peraturan menteri atau lembaga",
        "Keputusan dan standar",
    )
    places = [page.index(f" {level} ") if f" {level} " in page else page.index(level) for level in levels]
    assert places == sorted(places)
    found = words_of(client.get("/kerja/aturan/?q=pelayanan publik 2009"))
    assert "Undang-Undang Nomor 25 Tahun 2009" in found
    assert "Peraturan Wali Kota" not in found
    assert "Tidak ada aturan yang cocok" in words_of(client.get("/kerja/aturan/?q=zzzz"))


NEW = {
    "key": "perwal-3-2025", "kind": "perwal", "issuer": "Contoh", "number": "3", "year": "2025",
    "about_id": "Loket", "about_en": "Desks", "first": "1/3/2025", "last": "", "review": "1/3/2028",
    "owner": "setda", "rests_on": "uu-25-2009#21, standar-pelayanan", "replaced_by": "", "source": "contoh",
}  # fmt: skip


def test_a_rule_is_added_with_its_owner_and_its_first_article(town: Town) -> None:
    client = keeper(town)
    answer = client.post("/kerja/aturan/baru/", NEW)
    assert answer.headers["Location"] == "/kerja/aturan/perwal-3-2025/"
    rule = Rule.objects.get(key="perwal-3-2025")
    assert (rule.city_key, rule.owner, rule.review) == ("contoh", "setda", date(2028, 3, 1))
    page = words_of(client.get("/kerja/aturan/perwal-3-2025/"))
    assert "Dirawat Sekretariat Daerah" in page
    assert "belum diperiksa" in page
    sent = {"key": "5", "first": "", "words_id": "Loket buka.", "words_en": "The desk opens."}
    assert client.post("/kerja/aturan/perwal-3-2025/pasal/", sent).status_code == 302
    cited = look_up("perwal-3-2025#5", city_key="contoh", on=date(2025, 11, 4))
    assert cited is not None
    assert cited.sentence.endswith("Pasal 5")
    assert client.post("/kerja/aturan/baru/", NEW).status_code == 422


@pytest.mark.parametrize(
    ("field", "said", "sentence"),
    [
        ("key", "Perwal Baru!", "Huruf kecil, angka"),
        ("kind", "surat-edaran", "Pilih jenis aturannya."),
        ("year", "25", "Tahunnya empat angka"),
        ("about_id", "", "Tulis tentang apa"),
        ("first", "kapan", "Tulis tanggalnya seperti"),
        ("last", "1/1/2020", "Hari terakhirnya sebelum"),
        ("rests_on", "uu-hilang", "“uu-hilang” tidak ada di daftar aturan."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(
    town: Town, field: str, said: str, sentence: str
) -> None:
    answer = keeper(town).post("/kerja/aturan/baru/", {**NEW, "source": "catatan saya", field: said})
    assert answer.status_code == 422
    body = text_of(answer)
    assert f'id="f-{field}-salah"' in body
    assert sentence in words_of(answer)
    assert "catatan saya" in body
    assert not Rule.objects.filter(key="perwal-3-2025").exists()


def test_a_correction_keeps_the_words_of_before_in_the_log(town: Town) -> None:
    client, row = keeper(town), article()
    address = f"{STANDARD}pasal/{row.pk}/"
    was = row.words_id
    sent = form(client, address, words_id="Syaratnya lima, ditulis lebih jelas.")
    assert client.post(address, sent).status_code == 302
    assert article().words_id == "Syaratnya lima, ditulis lebih jelas."
    assert Article.objects.filter(rule=row.rule, key="sktm").count() == 1
    assert Change.objects.filter(city=town.city, what="rule:standar-pelayanan").count() == 1
    assert was in words_of(client.get(STANDARD))


def test_a_city_changes_a_law_of_the_nation_for_itself_alone(town: Town) -> None:
    client = keeper(town)
    row = article("21", "", "uu-25-2009")
    address = f"/kerja/aturan/uu-25-2009/pasal/{row.pk}/"
    assert "Perubahan Anda menjadi salinan milik kota ini saja." in words_of(
        client.get("/kerja/aturan/uu-25-2009/")
    )
    assert client.post(address, form(client, address, words_id="Empat belas butir.")).status_code == 302
    row.refresh_from_db()
    assert row.words_id != "Empat belas butir."
    day = date(2025, 11, 4)
    ours = look_up("uu-25-2009#21", city_key="contoh", on=day)
    theirs = look_up("uu-25-2009#21", city_key="malang", on=day)
    assert ours is not None
    assert theirs is not None
    assert (ours.words, theirs.words) == ("Empat belas butir.", row.words_id)
    assert Rule.objects.get(city_key="contoh", key="uu-25-2009").articles.count() > 1
    assert client.get(address).status_code == 200, "the old address leads to the city's own copy"


def test_who_was_overtaken_keeps_every_word_and_saves_nothing(town: Town) -> None:
    client, row = keeper(town), article()
    address = f"{STANDARD}pasal/{row.pk}/"
    mine = form(client, address, words_id="Tulisan saya yang panjang.")
    assert client.post(address, form(client, address, words_id="Tulisan orang lain.")).status_code == 302
    answer = client.post(address, mine)
    assert answer.status_code == 409
    assert "Orang lain mendahului Anda" in words_of(answer)
    assert "Tulisan saya yang panjang." in text_of(answer)
    assert article().words_id == "Tulisan orang lain."
    facts = form(client, STANDARD, about_id="Standar satu")
    assert client.post(STANDARD, form(client, STANDARD, about_id="Standar dua")).status_code == 302
    assert client.post(STANDARD, facts).status_code == 409
    assert Rule.objects.get(city_key="contoh", key="standar-pelayanan").about_id == "Standar dua"


def test_only_who_may_publish_changes_a_rule(town: Town) -> None:
    head = signed_in(town, "melati", "lurah")
    assert head.get(STANDARD).status_code == 200
    assert "Bunyi baru" not in words_of(head.get(STANDARD))
    assert head.get("/kerja/aturan/baru/").status_code == 403
    assert head.post(STANDARD, {"about_id": "x"}).status_code == 200
    assert head.get(f"{STANDARD}pasal/").status_code == 403
    clerk = signed_in(town, "melati", "petugas-loket")
    assert clerk.get("/kerja/aturan/").status_code == 403
    assert keeper(town).get("/kerja/aturan/tidak-ada/").status_code == 404
    assert keeper(town).get(f"{STANDARD}pasal/999999/").status_code == 404


def test_item_74_the_figure_opens_to_what_is_missing_by_service_office_and_day(town: Town) -> None:
    client = keeper(town)
    assert "Standar semua layanan lengkap" in words_of(client.get("/kerja/standar/"))
    text = town.flows["sktm"].text.replace("fee      = 0\n", "", 1)
    draft = text_of(client.post("/kerja/alur/naskah/", {"text": text}))
    sign = re.findall(r'name="sidik" value="([0-9a-f]+)"', draft)[0]
    client.post("/kerja/alur/naskah/", {"text": text, "aksi": "terbitkan", "yakin": "ya", "sidik": sign})
    page = words_of(client.get("/kerja/standar/"))
    assert "41 dari 42 komponen standar sudah ada" in page
    assert "Belum ada: 4. Biaya." in page
    melati = words_of(client.get("/kerja/standar/?unit=melati"))
    assert "Kelurahan Melati, Selasa 4 November 2025." in melati
    assert "41 dari 42" in melati
    assert "Standar semua layanan lengkap" in words_of(client.get("/kerja/standar/?pada=3/11/2025"))
    assert client.get("/kerja/standar/?pada=kapan").status_code == 422
    assert client.get("/kerja/standar/?unit=hilang").status_code == 404


def test_item_74_who_audits_sees_the_figure_and_follows_it_to_the_flow(town: Town) -> None:
    auditor = signed_in(town, *next((unit, kind) for unit, kind, _ in town.posts if kind == "admin"))
    page = text_of(auditor.get("/kerja/standar/"))
    assert 'href="/kerja/standar/" aria-current="page"' in page
    assert auditor.get("/kerja/alur/sktm/").status_code == 200
    assert auditor.get("/kerja/alur/sktm/alur.bpmn").status_code == 200
    assert auditor.get(STANDARD).status_code == 200
    assert auditor.get(f"{STANDARD}pasal/").status_code == 403
    assert auditor.get("/kerja/alur/sktm/paket.json").status_code == 403
