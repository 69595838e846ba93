"""Surveys in the office: filling in with a mark, sheets of paper, flagged answers, instruments."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from garda import clock
from garda.surveys import inviting, owning, publishing, tallying
from garda.surveys.models import Invitation, PublishedInstrument, Response
from tests.office.staff import signed_in
from tests.surveys.asked import answered, asking_town, invited, sheet
from tests.surveys.test_instruments import larger
from tests.surveys.test_sources import served
from tests.surveys.test_survey_page import form
from tests.town import Town, moment

pytestmark = pytest.mark.django_db
MONTH = {"first": date(2025, 11, 1), "last": date(2025, 11, 30)}


@pytest.fixture
def town() -> Town:
    return asking_town()


def test_item_10_an_officer_fills_in_on_behalf_and_the_mark_goes_wherever_it_is_counted(town: Town) -> None:
    taken = served(town)
    with clock.moved_to(moment(time="09:40")):
        client = signed_in(town, "melati", "petugas-loket", 2)
        found = client.post("/kerja/survei/", {"kode": taken.code})
        assert found.status_code == 302 and "/kerja/survei/isi/" in found["Location"]
        page = client.get(found["Location"]).content.decode()
        assert "Diisikan Warga" in page and page.count("<fieldset") == 9
        for _ in range(2):
            client.post(found["Location"], form(town))
    row = Response.objects.get()
    assert row.channel == "desk" and row.assisted_by == town.persons["melati", "petugas-loket", 2]
    edition = publishing.in_force(town.city, "skm", MONTH["first"])
    assert edition is not None
    assert tallying.cells(edition, by=("marks",), **MONTH) == {("a",): 1}


def test_item_10_whoever_served_them_does_not_fill_it_in(town: Town) -> None:
    taken = served(town)
    with clock.moved_to(moment(time="09:40")):
        client = signed_in(town, "melati", "petugas-loket", 1)
        address = client.post("/kerja/survei/", {"kode": taken.code})["Location"]
        assert "rekan yang mengisikan" in client.get(address).content.decode()
        assert client.post(address, form(town)).status_code == 403
    assert Response.objects.count() == 0


def test_what_is_no_number_of_this_office_is_said_at_its_field(town: Town) -> None:
    other = invited(town, "kenanga")
    done = answered(town, [3] * 9)
    with clock.moved_to(moment()):
        client = signed_in(town, "melati", "petugas-loket")
        for code in ("", "A 999", "🙂" * 50, "x" * 5000, "A \0 1", other.token, "MLT-25-0001"):
            answer = client.post("/kerja/survei/", {"kode": code})
            assert answer.status_code == 422 and "Belum ada layanan" in answer.content.decode()
        assert client.get(f"/kerja/survei/isi/{other.token}/").status_code == 404
        assert client.get(f"/kerja/survei/?kode={done.token}").status_code == 302  # the short one is left
        far = asking_town(key="lain")
        strange = invited(far)
        assert client.get(f"/kerja/survei/isi/{strange.token}/").status_code == 404


def test_item_10_sheets_of_paper_have_a_code_each_and_the_same_form_gives_the_same(town: Town) -> None:
    with clock.moved_to(moment()):
        client = signed_in(town, "melati", "petugas-loket")
        key = re.search(r'name="key" value="([^"]+)"', client.get("/kerja/survei/lembar/").content.decode())
        assert key
        sent = {"count": "5", "service": "sktm", "key": key.group(1)}
        codes = [
            re.findall(
                r'class="code">([A-Z0-9-]{11})<', client.post("/kerja/survei/lembar/", sent).content.decode()
            )
            for _ in range(2)
        ]
        assert codes[0] == codes[1] and len(set(codes[0])) == 5 == Invitation.objects.count()
        assert all(inviting.invitation(town.city, code) for code in codes[0])
        for bad in ({"count": "0"}, {"count": "999"}, {"count": "x"}, {"count": "²"}, {"service": "ngawur"}):
            assert client.post("/kerja/survei/lembar/", sent | bad).status_code == 422


def test_item_10_flagged_answers_are_set_aside_by_the_head_above_alone(town: Town) -> None:
    for minute in range(5):
        answered(town, [3] * 9, device="phone", at=moment(time=f"09:{minute * 4:02d}"))
    edition = publishing.in_force(town.city, "skm", MONTH["first"])
    assert edition is not None
    address = f"/kerja/survei/tanda/{edition.pk}/2025-11-04/?kantor=melati"
    sent = {"act": "set-aside", "reason": "one-person", "seen": "0"}
    with clock.moved_to(moment(time="11:00")):
        assert signed_in(town, "melati", "petugas-loket").get("/kerja/survei/tanda/").status_code == 403
        assert signed_in(town, "kenanga", "lurah").get(address).status_code == 404
        own = signed_in(town, "melati", "lurah")
        assert "kantor Anda sendiri" in own.get(address).content.decode()
        assert own.post(address, sent).status_code == 422
        camat = signed_in(town, "kec-taman", "camat")
        assert "5 jawaban bertanda" in camat.get("/kerja/survei/tanda/").content.decode()
        assert camat.post(address, sent | {"reason": ""}).status_code == 422
        assert camat.post(address, {"seen": "0"}).status_code == 422, "no act chosen"
        assert camat.post(address, sent).status_code == 302
        assert camat.post(address, sent).status_code == 422
        assert camat.post(address, {"act": "take-back", "seen": "0"}).status_code == 409
        assert "Satu orang mengisi" in camat.get(address).content.decode()
        for wrong in ("2025-99-99", "x", "2025-11-03"):
            there = f"/kerja/survei/tanda/{edition.pk}/{wrong}/?kantor=melati"
            assert camat.get(there).status_code == 404
    assert Response.objects.filter(aside=True).count() == 5
    with clock.moved_to(moment("2025-12-06", "23:00")):
        assert 'name="act"' in camat.get(address).content.decode()
    with clock.moved_to(moment("2025-12-07", "00:30")):
        page = signed_in(town, "kec-taman", "camat")
        assert "tidak berubah lagi" in page.get(address).content.decode()
        assert 'name="act"' not in page.get(address).content.decode()
        answer = page.post(address, {"act": "take-back", "seen": "1"})
        assert (answer.status_code, "sudah dihitung dan tidak berubah lagi" in answer.content.decode()) == (
            422, True,
        )  # fmt: skip
    assert Response.objects.filter(aside=True).count() == 5


def test_a_doubted_scale_stands_on_the_page_in_words(town: Town) -> None:
    with clock.moved_to(moment()):
        page = signed_in(town, "setda", "sekda").get("/kerja/instrumen/skm/").content.decode()
    assert "Skala “Tidak kompeten” sampai “Sangat kompeten”: kata pada jawaban" in page
    assert "“kompeten”" not in page and "“pengaduan”" not in page


def test_item_79_the_page_of_an_instrument_names_exactly_the_new_elements_without_owner(town: Town) -> None:
    new = publishing.publish(town.city, larger(town, more=2), at=moment())
    with clock.moved_to(moment()):
        client = signed_in(town, "setda", "sekda")
        every = client.get("/kerja/instrumen/").content.decode()
        assert "Survei Kepuasan Masyarakat" in every and "perlu diperiksa" in every
        address = f"/kerja/instrumen/skm/?edisi={new.pk}"
        page = client.get(address).content.decode()
        assert "2 unsur baru belum punya penanggung jawab" in page and "<b>Baru 0, Baru 1</b>" in page
        own = f"/kerja/instrumen/skm/pemilik/?edisi={new.pk}"
        assert client.post(own, {"element": "baru-0", "unit": "pu"}).status_code == 302
        assert owning.owners(town.city, new)["baru-0"] == town.units["pu"]
        assert "1 unsur baru" in client.get(address).content.decode()
        for bad in ({"element": "x", "unit": "pu"}, {"element": "baru-1", "unit": "x"}, {}):
            assert client.post(own, bad).status_code == 422
        assert client.get("/kerja/instrumen/skm/?edisi=999999").status_code == 404
        assert client.get("/kerja/instrumen/ngawur/").status_code == 404
        old = client.get("/kerja/instrumen/skm/").content.decode()
        assert "belum diperiksa" in old or "periksa" in old
        assert signed_in(town, "melati", "petugas-loket").post(own, {}).status_code == 403


def test_item_48_an_edition_is_published_with_the_checkers_findings_and_a_second_yes(town: Town) -> None:
    with clock.moved_to(moment()):
        client = signed_in(town, "setda", "sekda")
        count = PublishedInstrument.objects.count()
        text = larger(town)
        wrong = client.post("/kerja/instrumen/naskah/", {"text": text.replace('"1/11"', "0.11")})
        assert "temuan melarang terbit" in wrong.content.decode()
        for bad in ("", "bukan toml [", "\0" * 10, "🙂", "x" * 400_000):
            answer = client.post("/kerja/instrumen/naskah/", {"text": bad, "aksi": "terbitkan"})
            assert answer.status_code == 422
        checked = client.post("/kerja/instrumen/naskah/", {"text": text}).content.decode()
        assert "siap diterbitkan" in checked and "Baru 0" in checked
        mark = re.search(r'name="sidik" value="([0-9a-f]{64})"', checked)
        assert mark
        sent = {"text": text, "aksi": "terbitkan", "sidik": mark.group(1)}
        assert client.post("/kerja/instrumen/naskah/", sent).status_code == 422
        assert (
            client.post("/kerja/instrumen/naskah/", sent | {"yakin": "ya", "sidik": "x"}).status_code == 422
        )
        assert PublishedInstrument.objects.count() == count
        for _ in range(2):
            assert client.post("/kerja/instrumen/naskah/", sent | {"yakin": "ya"}).status_code == 302
        assert PublishedInstrument.objects.count() == count + 1


def test_below_five_the_number_of_answers_is_not_said(town: Town) -> None:
    for minute in range(4):
        answered(town, [minute] * 9, at=moment(time=f"08:{minute:02d}"))
    with clock.moved_to(moment(time="12:00")):
        client = signed_in(town, "melati", "petugas-loket")
        assert "Baru beberapa jawaban" in client.get("/kerja/survei/").content.decode()
        answered(town, sheet_places(), at=moment(time="09:00"))
        assert "5 jawaban survei" in client.get("/kerja/survei/").content.decode()
    assert sheet(town, [0] * 9)["time"] == 0


def sheet_places() -> list[int | None]:
    """Everything "3"."""
    return [2] * 9


def test_pages_ask_as_many_queries_with_many_answers_as_with_few(town: Town) -> None:
    addresses = {
        "/kerja/survei/": ("melati", "petugas-loket"),
        "/kerja/survei/tanda/": ("kec-taman", "camat"),
        "/kerja/instrumen/skm/": ("setda", "sekda"),
        "/kerja/suara/": ("kec-taman", "camat"),
    }
    asked: dict[str, list[int]] = {address: [] for address in addresses}
    with clock.moved_to(moment(time="15:00")):
        for lot in range(2):
            for at in range(10):
                office, when = ("melati", "kenanga")[at % 2], moment(time=f"{9 + lot}:{at * 5:02d}".zfill(5))
                answered(
                    town, [at % 4] * 9, unit=office, device="one", at=when, service=f"layanan-{lot}-{at}"
                )
            for address, who in addresses.items():
                client = signed_in(town, *who)
                client.get(address)
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(address).status_code == 200
                asked[address].append(len(queries))
    assert all(few == many for few, many in asked.values()), asked
    assert max(asked["/kerja/survei/"]) <= 14 and max(asked["/kerja/survei/tanda/"]) <= 12
