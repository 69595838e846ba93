"""The standard in fourteen parts, its entry in the national catalogue, its printed sheet, the rules below."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from garda import clock, shelf
from garda.cases import moving, publishing
from garda.flow.completing import ORDER
from garda.rules.loading import load_rules
from garda.rules.models import Article, Rule
from tests.public.visitors import forget, report
from tests.town import Town, build_town, moment

OWN = """
[[rule]]
key = "perwal-5-2025"
city = "contoh"
kind = "perwal"
issuer = "Contoh"
number = "5"
year = 2025
about = { id = "Surat lurah", en = "Letters of the ward" }
rests_on = ["uu-25-2009"]
owner = "setda"
sure = true

  [[rule.article]]
  key = "7"
  words = { id = "Pengantar RT diminta.", en = "A letter of the RT is asked for." }
  sure = true

  [[rule.article]]
  key = "7"
  from = 2025-11-01
  words = { id = "Pengantar RT dan RW diminta.", en = "A letter of RT and RW is asked for." }
  sure = false
"""


@pytest.fixture
def town(db: None, tmp_path: Path) -> Any:
    """The town with the shelf's rules and its own: a standard, and a perwal with two versions."""
    load_rules(shelf.folder("rules"))
    own = shelf.folder("rules", "malang.toml").read_text("utf-8").replace("malang", "contoh")
    (tmp_path / "contoh.toml").write_text(own, "utf-8")
    (tmp_path / "perwal.toml").write_text(OWN, "utf-8")
    load_rules(tmp_path)
    forget()
    with clock.moved_to(moment()):
        yield build_town()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def republish(town: Town, *changes: tuple[str, str]) -> None:
    text = town.flows["sktm"].text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    publishing.publish(town.city, text, at=moment("2025-11-03"))


def test_item_11_the_standard_says_fourteen_parts_in_their_order(town: Town, client: Client) -> None:
    body = page(client, "/contoh/layanan/sktm/standar/")
    assert re.findall(r'<div id="([a-z]+)"><dt>', body) == list(ORDER)
    assert [int(n) for n in re.findall(r"<dt>(\d+)\. ", body)] == list(range(1, 15))
    assert "belum ditulis" not in body


def test_item_74_a_missing_fee_is_said_on_the_page_the_entry_and_the_sheet(
    town: Town, client: Client, tmp_path: Path
) -> None:
    republish(town, ("fee      = 0\n", ""))
    assert page(client, "/contoh/layanan/sktm/standar/").count("belum ditulis") == 1
    entry = json.loads(page(client, "/api/contoh/layanan/sktm/standar/"))
    assert entry["biaya_tarif"] is None
    assert (entry["komponen_ada"], entry["komponen_diminta"], entry["belum_ada"]) == (13, 14, ["Biaya"])


def test_item_8_an_entry_of_the_national_catalogue_holds_what_the_flow_says(
    town: Town, client: Client
) -> None:
    entry = json.loads(page(client, "/api/contoh/layanan/sktm/standar/"))
    flow = publishing.flow_of(town.flows["sktm"])
    assert [one["uraian"] for one in entry["persyaratan"]] == [one.title.id for one in flow.requirements]
    assert all(one["dasar"] for one in entry["persyaratan"])
    assert entry["jangka_waktu"] == {"uraian": "30 menit kerja", "jumlah": 30, "satuan": "menit kerja"}
    assert (entry["biaya_tarif"]["rupiah"], entry["sidik_naskah"]) == (0, town.flows["sktm"].fingerprint)
    assert entry["nomor_sk"] is None, "the city has not set its standard yet"
    Rule.objects.filter(city_key="contoh", key="standar-pelayanan").update(number="188/12", year=2025)
    decided = json.loads(page(client, "/api/contoh/layanan/sktm/standar/"))
    assert (decided["nomor_sk"], decided["tahun_sk"]) == ("188/12", 2025)
    every = json.loads(page(client, "/api/contoh/standar/"))["layanan"]
    assert {one["kunci"] for one in every} == set(town.flows)
    assert client.get("/api/contoh/layanan/terbang/standar/").status_code == 404


@pytest.mark.parametrize("lang", ["id", "en"])
def test_item_8_the_printed_sheet_is_a_tagged_pdf_with_the_same_words(
    town: Town, client: Client, tmp_path: Path, lang: str
) -> None:
    client.cookies["bahasa"] = lang
    answer = client.get("/contoh/layanan/sktm/standar/standar.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    file = tmp_path / "standar.pdf"
    file.write_bytes(answer.content)
    said = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
    about = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged:\s+yes", about)
    assert b"pdfaid:part" in answer.content or "PDF/A" in about
    title = publishing.flow_of(town.flows["sktm"]).title.of(lang)
    assert title.split("(")[0].strip() in said.stdout
    assert all(f"{place}. " in said.stdout for place in range(1, 15))


def test_words_in_a_sheet_are_data_and_never_part_of_the_template(town: Town, client: Client) -> None:
    wild = '#panic() $x$ [*a*] \\"/etc/passwd\\"'
    republish(town, ('id = "Surat Keterangan Tidak Mampu (SKTM)"', f'id = "{wild}"'))
    answer = client.get("/contoh/layanan/sktm/standar/standar.pdf")
    assert answer.content.startswith(b"%PDF")


def test_item_21_a_requirement_is_one_click_from_its_article_and_the_version_in_force(
    town: Town, client: Client
) -> None:
    republish(town, ('rests_on = "standar-pelayanan#sktm"\nlack', 'rests_on = "perwal-5-2025#7"\nlack'))
    for where in ("", "standar/"):
        assert 'href="/contoh/aturan/perwal-5-2025/#7"' in page(client, f"/contoh/layanan/sktm/{where}")
    body = page(client, "/contoh/aturan/perwal-5-2025/")
    article = body.split('<div id="7">')[1]
    assert article.index("Pengantar RT dan RW diminta.") < article.index("Pengantar RT diminta.")
    assert "Bunyi ini sejak Sabtu 1 November 2025." in article
    assert "sampai Jumat 31 Oktober 2025" in article
    assert "perlu diperiksa" in article
    assert 'href="/contoh/layanan/sktm/"' in article
    assert "Loket 1" in body, "the steps that rest on it"


def test_item_21_what_was_decided_earlier_is_read_as_it_stood_on_its_day(town: Town, client: Client) -> None:
    body = page(client, "/contoh/aturan/perwal-5-2025/?pada=2025-10-15")
    article = body.split('<div id="7">')[1]
    assert article.index("Pengantar RT diminta.") < article.index("Pengantar RT dan RW diminta.")
    assert "Seperti berlaku pada Rabu 15 Oktober 2025." in body
    assert "Mulai berlaku Sabtu 1 November 2025." in article
    assert page(client, "/contoh/aturan/perwal-5-2025/?pada=kapan-kapan")


def test_item_21_the_ladder_from_law_to_perwal_is_shown_both_ways(town: Town, client: Client) -> None:
    body = page(client, "/contoh/aturan/perwal-5-2025/")
    assert "Peraturan wali kota" in body
    assert 'href="/contoh/aturan/uu-25-2009/"' in body
    assert 'href="/contoh/aturan/perwal-5-2025/"' in page(client, "/contoh/aturan/uu-25-2009/")
    rule = Rule.objects.get(key="perwal-5-2025")
    rule.rests_on = ["perwal-5-2025", "standar-pelayanan"]
    rule.save()
    Rule.objects.filter(city_key="contoh", key="standar-pelayanan").update(rests_on=["perwal-5-2025"])
    assert page(client, "/contoh/aturan/perwal-5-2025/"), "a circle of rules ends"
    assert date(2025, 11, 1) in rule.articles.values_list("first", flat=True)


def test_item_21_a_refused_matter_leads_to_its_article_as_it_stood_that_day(
    town: Town, client: Client
) -> None:
    case, by = report(client), town.by("melati", "petugas-loket")
    words = {"reason": "Bukan kewenangan kota", "rule": "perwal-5-2025#7"}
    moving.move_case(case.pk, "refused", by=by, at=moment(time="09:40"), words=words)
    link = "/contoh/aturan/perwal-5-2025/?pada=2025-11-04#7"
    with clock.moved_to(moment(time="09:41")):
        assert f'href="{link}"' in page(client, f"/contoh/ikuti/{case.number}/")
    Article.objects.create(
        rule=Rule.objects.get(key="perwal-5-2025"), key="7", first=date(2026, 1, 1), words_id="Lain.",
        words_en="Other.", label_id="Pasal 7", label_en="article 7",
    )  # fmt: skip
    Article.objects.filter(first=date(2025, 11, 1)).update(last=date(2025, 12, 31))
    with clock.moved_to(moment("2026-02-03")):
        article = page(client, link).split('<div id="7">')[1]
        assert article.index("RT dan RW diminta.") < article.index("Lain.")


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/contoh/aturan/uu-25-2009/", 12),
        ("/contoh/aturan/perwal-5-2025/", 12),
        ("/contoh/layanan/sktm/standar/", 10),
        ("/contoh/layanan/sktm/standar/standar.pdf", 12),
        ("/api/contoh/layanan/sktm/standar/", 6),
    ],
)
def test_pages_of_rules_and_standards_ask_little(
    town: Town, client: Client, address: str, most: int, django_assert_max_num_queries: Any
) -> None:
    client.get(address)
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200
