"""Back to a form that was sent, other words, sent again: another paper, and none of the words are lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from garda import clock
from garda.directives.models import Directive
from garda.dockets.models import Report as RuleReport
from garda.enquiries.models import Call
from garda.gatherings.models import Decision, Remark
from garda.integrity.models import Gift, Slip
from tests.dockets.land import build_land
from tests.office.staff import signed_in, text_of
from tests.office.test_call_pages import NEW as CALL
from tests.office.test_directive_pages import NEW as DIRECTIVE
from tests.town import Town, build_town, build_unit, moment

pytestmark = pytest.mark.django_db
ONE = "a" * 32
MEETING = {"title": "Evaluasi tertutup", "day": "4/11/2025", "shut": "ya", "words": "Pembukaan", "kunci": ONE}


@pytest.fixture
def town() -> Any:
    with clock.moved_to(moment()):
        new = build_land()
        build_unit(new, "ins", "INS", "Inspektorat", "inspektorat", "kota", "99.01")
        yield new


def held(town: Town, kunci: str = ONE) -> tuple[Client, str]:
    """A closed session of the Sekda."""
    sekda = signed_in(town, "setda", "sekda")
    return sekda, sekda.post("/kerja/pertemuan/baru/", {**MEETING, "kunci": kunci})["Location"]


def test_item_25_a_note_and_a_decision_from_one_page_are_both_kept(town: Town) -> None:
    sekda, here = held(town)
    key = re.search(r'name="kunci" value="([^"]+)"', text_of(sekda.get(here)))
    assert key is not None
    sent = {"kunci": key[1], "kind": "remark"}
    for words in ("Catatan pertama", "Catatan pertama", "Catatan kedua"):
        assert sekda.post(f"{here}catat/", {**sent, "words": words}).status_code == 302
    for _twice in range(2):
        assert sekda.post(f"{here}lepas/", {**sent, "words": "Loket buka pukul 07.30."}).status_code == 302
    assert Remark.objects.filter(kind="remark").count() == 2
    assert Decision.objects.get().words == "Loket buka pukul 07.30."


def test_item_25_the_key_of_one_session_sent_to_another_is_no_error(town: Town) -> None:
    sekda, first = held(town)
    other = held(town, "b" * 32)[1]
    for here in (first, other):
        sent = {"kunci": ONE, "kind": "remark", "words": "Catatan yang sama"}
        assert sekda.post(f"{here}catat/", sent).status_code == 302
    assert Remark.objects.filter(kind="remark").count() == 2


def test_item_25_a_key_that_another_city_sent_opens_another_session(town: Town) -> None:
    held(town)
    far = build_town(key="lain", flows=())
    here = signed_in(far, "setda", "sekda").post("/kerja/pertemuan/baru/", MEETING)
    assert here.status_code == 302
    assert signed_in(far, "setda", "sekda").get(here["Location"]).status_code == 200


@pytest.mark.parametrize("said", ["Kata Santi  Kirana, buka pagi", "kata\nsanti kirana"])
def test_item_25_a_decision_names_nobody_of_the_circle_also_without_degrees(town: Town, said: str) -> None:
    sekda = town.persons["setda", "sekda", 1]
    sekda.name = "Dr. Hj. Santi Kirana, S.H., M.Hum."
    sekda.save(update_fields=["name"])
    client, here = held(town)
    refused = client.post(f"{here}lepas/", {"words": said})
    assert refused.status_code == 422 and said.split()[-1] in text_of(refused)
    assert not Decision.objects.exists()


def test_items_20_and_24_other_words_are_another_call_and_another_directive(town: Town) -> None:
    giver, units = signed_in(town, "kota", "wali-kota"), {"units": ["melati"]}
    for who, path, form, table in (
        (signed_in(town, "setda", "sekda"), "/kerja/permintaan/baru/", CALL, Call),
        (giver, "/kerja/arahan/baru/", {**DIRECTIVE, **units}, Directive),
    ):
        titles = (form["title"], form["title"], "Judul lain")
        there = [who.post(path, {**form, "title": title}) for title in titles]
        assert [one.status_code for one in there] == [302] * 3, text_of(there[0])
        assert there[0]["Location"] == there[1]["Location"] != there[2]["Location"]
        assert table.objects.count() == 2


def test_items_21_and_36_other_words_are_another_report_and_another_gift(town: Town) -> None:
    loket = signed_in(town, "melati", "petugas-loket")
    report = {"kind": "hard", "basis": "?", "words": "Pengantar RT diminta dua kali di loket.", "key": ONE}
    gift = {"what": "Parsel", "giver": "Warga", "value": "150000", "got_on": "3/11/2025", "taken": "ya"}
    for words in ("", "", " Juga di kecamatan."):
        sent = {**report, "words": report["words"] + words}
        assert loket.post("/kerja/lapor-aturan/baru/", sent).status_code == 302
        again = {**gift, "what": gift["what"] + words, "kunci": ONE}
        assert loket.post("/kerja/ikrar/hadiah/", again).status_code == 302
    assert RuleReport.objects.count() == 2 and Gift.objects.count() == 2


@pytest.mark.parametrize("page", ["/contoh/kritik/", "/contoh/lapor-perilaku/"])
def test_items_26_and_36_what_is_added_after_going_back_falls_into_the_box_too(town: Town, page: str) -> None:
    sent = {"kantor": "melati", "tentang": "kantor", "penangan": "lain", "kunci": ONE}
    told = []
    for words in ("", "", " Juga kemarin sore."):
        answer = Client().post(page, {**sent, "kata": "Loketnya tutup sebelum waktunya." + words})
        assert answer.status_code == 200, text_of(answer)
        told.append(re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", text_of(answer)))
    assert told[0] == told[1] != told[2]
    assert Slip.objects.count() == 2
