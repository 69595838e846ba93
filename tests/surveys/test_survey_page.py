"""The survey as a visitor meets it: from the matter, the number, the kiosk and the sheet of paper."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from garda import clock
from garda.rosters import devices
from garda.surveys import answering, inviting, sources
from garda.surveys.models import Response, Taken
from tests.office.staff import signed_in
from tests.surveys.asked import answered, asking_town, invited, sheet
from tests.surveys.test_sources import end, served
from tests.town import Town, fresh, moment, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return asking_town()


def form(town: Town, place: int = 3, key: str = "skm", **more: str) -> dict[str, str]:
    """The form of a survey with the same place ticked everywhere."""
    edition = answering.in_force(town.city, key, moment().date())
    assert edition is not None
    ticked = {f"j-{one.key}": str(place) for one in edition.instrument.elements}
    return {"survei": key, **ticked, **more}


def test_item_10_nine_questions_once_then_a_short_one_that_may_be_skipped(town: Town) -> None:
    one = invited(town)
    address = f"/contoh/survei/{one.token}/"
    with clock.moved_to(moment()):
        page = Client().get(address).content.decode()
        assert page.count("<fieldset") == 9 and page.count('type="radio"') == 36
        assert "Jangan tulis nama" in page
        for _ in range(2):
            assert Client().post(address, form(town, saran="Kursi kurang")).status_code == 302
        assert Response.objects.count() == 1 and Response.objects.get().channel == "page"
        again = Client().get(address).content.decode()
        assert "Boleh dilewati" in again and "saran" not in re.findall(r'name="([^"]+)"', again)
        further = re.search(r'name="survei" value="([^"]+)"', again)
        assert further and further.group(1) in answering.BY_TURN
        assert "Terima kasih" in Client().get(f"{address}?cukup=1").content.decode()
        Client().post(address, form(town, 1, further.group(1)))
        done = Client().get(address).content.decode()
        assert "Terima kasih" in done and "<fieldset" not in done
    assert Taken.objects.count() == 2


def test_item_79_one_visit_answers_what_it_is_asked_and_nothing_else(town: Town) -> None:
    one = invited(town)
    address = f"/contoh/survei/{one.token}/"
    with clock.moved_to(moment()):
        for key in answering.BY_TURN:  # not before the first survey
            assert Client().post(address, form(town, 0, key)).status_code == 404
        Client().post(address, form(town))
        answers = [Client().post(address, form(town, 0, key)).status_code for key in answering.BY_TURN]
        assert sorted(answers) == [302, *[404] * 5]
        answers = [Client().post(address, form(town, 0, key)).status_code for key in answering.BY_TURN]
        assert sorted(answers) == [302, *[404] * 5]  # the same again: thanked, not counted
    assert Response.objects.count() == 2


def test_what_was_typed_stays_when_it_cannot_be_taken(town: Town) -> None:
    one = invited(town)
    with clock.moved_to(moment()):
        empty = Client().post(f"/contoh/survei/{one.token}/", {"survei": "skm", "saran": "Panas 🙂\0"})
        assert empty.status_code == 422 and "Panas 🙂" in empty.content.decode()
        long = Client().post(f"/contoh/survei/{one.token}/", form(town, 2, saran="x" * 5000))
        assert long.status_code == 422 and long.content.decode().count(" checked") == 9
        strange = {"survei": "skm", "j-time": "99", "j-cost": "²", "j-product": ["1", "x"]}
        assert Client().post(f"/contoh/survei/{one.token}/", strange).status_code == 422
        for key in ("denyut", "standar-14", "ngawur", "\0"):
            assert (
                Client().post(f"/contoh/survei/{one.token}/", form(town) | {"survei": key}).status_code == 404
            )
        assert Client().get("/contoh/survei/tidak-ada/").status_code == 404
    assert Response.objects.count() == 0


def test_item_10_an_officer_signed_in_is_sent_to_the_page_that_marks_it(town: Town) -> None:
    one = invited(town)
    with clock.moved_to(moment()):
        client = signed_in(town, "kenanga", "petugas-loket")
        page = client.get(f"/contoh/survei/{one.token}/")
        assert "Anda masuk sebagai petugas" in page.content.decode()
        assert client.post(f"/contoh/survei/{one.token}/", form(town)).status_code == 403
    assert Response.objects.count() == 0


def test_item_10_an_answer_from_a_computer_of_the_office_is_flagged(town: Town) -> None:
    head, unit = town.persons["melati", "lurah", 1], town.units["melati"]
    _desk, secret = devices.register(unit, kind="loket", name="Loket 1", by=head, at=moment())
    client = Client()
    client.cookies[devices.COOKIE] = secret
    with clock.moved_to(moment()):
        client.post(f"/contoh/survei/{invited(town).token}/", form(town))
    assert Response.objects.get().flags == ["own-device"]


def test_item_10_the_number_served_opens_its_survey_at_the_kiosk_alone(town: Town) -> None:
    unit = town.units["melati"]
    taken = served(town)
    with clock.moved_to(moment(time="09:30")):
        address = "/contoh/kios/melati/survei/"
        strange = Client().post(address, {"nomor": taken.code})
        assert strange.status_code == 422 and "belum didaftarkan" in strange.content.decode()
        kiosk = Client()
        _placed, secret = devices.register(
            unit, kind="kios", name="Kios", by=town.persons["melati", "lurah", 1], at=moment()
        )
        kiosk.cookies[devices.COOKIE] = secret
        assert kiosk.post(address, {"nomor": "Z 999"}).status_code == 422
        opened = kiosk.post(address, {"nomor": taken.code.lower()})
        assert opened.status_code == 302
        kiosk.post(opened["Location"], form(town))
        row = Response.objects.get()
        assert (row.channel, row.flags, row.own_device) == ("kiosk", [], False)


def test_the_page_of_a_number_leads_to_its_survey(town: Town) -> None:
    taken = served(town)
    with clock.moved_to(moment(time="09:30")):
        page = Client().get(f"/contoh/antrean/{taken.token}/").content.decode()
        assert f"/contoh/antrean/{taken.token}/survei/" in page
        opened = Client().post(f"/contoh/antrean/{taken.token}/survei/")
        one = sources.of_ticket(town.city, taken.token, moment(time="09:31"))
        assert one is not None and opened["Location"] == f"/contoh/survei/{one.token}/"
        assert Client().post("/contoh/antrean/lain/survei/").status_code == 404


def test_the_page_of_a_matter_that_ended_leads_to_its_survey(town: Town) -> None:
    opened = report(town)
    case = fresh(opened)
    with clock.moved_to(moment(time="10:00")):
        client = Client()
        client.post("/contoh/ikuti/", {"nomor": case.number, "kode": opened.code})
        assert "survei/" not in client.get(f"/contoh/ikuti/{case.number}/").content.decode()
        type(case).objects.filter(pk=case.pk).update(state="closed", outcome="done", closed_at=moment())
        sources.ask(end(case), moment())
        one = sources.of_case(case)
        assert one is not None
        assert f"/contoh/survei/{one.token}/" in client.get(f"/contoh/ikuti/{case.number}/").content.decode()
        answering.answer(one, "skm", sheet(town, [3] * 9), at=moment())
        assert "survei/" not in client.get(f"/contoh/ikuti/{case.number}/").content.decode()


def test_item_10_a_code_from_paper_is_typed_once(town: Town) -> None:
    head = town.persons["melati", "lurah", 1]
    one = sources.print_sheets(town.units["melati"], 1, by=head, at=moment())[0]
    with clock.moved_to(moment()):
        client = Client()
        wrong = client.post("/contoh/survei/", {"kode": "SALAH-SALAH"})
        assert wrong.status_code == 422 and "SALAH-SALAH" in html.unescape(wrong.content.decode())
        found = client.post("/contoh/survei/", {"kode": f"{one.token[:5]}-{one.token[5:]}".lower()})
        assert found["Location"] == f"/contoh/survei/{one.token}/"
        client.post(found["Location"], form(town))
    assert Response.objects.get().channel == "paper"


def test_another_city_does_not_know_the_invitation(town: Town) -> None:
    asking_town(key="lain")
    one = invited(town)
    assert inviting.invitation(town.city, one.token) is not None
    assert Client().get(f"/lain/survei/{one.token}/").status_code == 404


def test_many_from_one_device_many_in_a_minute_and_the_same_sheet_in_a_row_are_flagged(town: Town) -> None:
    for minute in range(4):
        answered(town, [minute] * 9, device="phone", at=moment(time=f"08:{minute * 5:02d}"))
    assert {tuple(flags) for flags in Response.objects.values_list("flags", flat=True)} == {("device",)}
    for place in range(5):
        answered(town, [place % 4, *[2] * 8], unit="kenanga", at=moment(time="10:00"))
    assert all("burst" in row.flags for row in Response.objects.filter(unit=town.units["kenanga"]))
    later = [
        answered(town, [3] * 9, unit="kenanga", at=moment("2025-11-05", f"09:{at * 3:02d}"))
        for at in range(8)
    ]
    rows = Response.objects.filter(unit=town.units["kenanga"], day="2025-11-05")
    assert len(later) == 8 and all(row.flags == ["identical"] for row in rows)
