"""Coming and going in the browser: the device's cookie, the phone's place, the head's correction."""

from __future__ import annotations

import pytest
from django.test import Client

from garda import clock
from garda.people.models import Unit
from garda.rosters import devices
from garda.rosters.models import Device, Entry, Presence
from tests.office.staff import signed_in, text_of
from tests.rosters.test_attending import HERE, at, come, place
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return build_town(flows=())


def register(town: Town, client: Client, **typed: str) -> str:
    """The key in the cookie that the registered device got."""
    with clock.moved_to(at("07:00")):
        answer = client.post("/kerja/hadir/perangkat/", {"kind": "loket", "name": "Loket 1", **typed})
    assert answer.status_code == 302, text_of(answer)
    cookie = answer.cookies[devices.COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    return str(cookie.value)


def test_the_head_registers_a_device_and_those_on_duty_check_in_on_it(town: Town) -> None:
    key = register(town, signed_in(town, "melati", "lurah"))
    assert key not in str(list(Device.objects.values())), "only the key's hash is kept"
    officer = signed_in(town, "melati", "petugas-loket")
    officer.cookies[devices.COOKIE] = key
    with clock.moved_to(at("07:31")):
        assert "Loket 1" in text_of(officer.get("/kerja/hadir/"))
        said = text_of(officer.post("/kerja/hadir/datang/", follow=True))
        assert "Anda tercatat hadir sejak 07.31" in said
        officer.post("/kerja/hadir/datang/")
    with clock.moved_to(at("12:00")):
        said = text_of(officer.post("/kerja/hadir/pulang/", follow=True))
        assert "Anda belum tercatat hadir" in said
    row = Presence.objects.get()
    assert (row.how, row.left_how, row.left) == ("device", "device", at("12:00"))


def test_a_revoked_device_or_one_of_another_office_is_believed_no_more(town: Town) -> None:
    lurah = signed_in(town, "melati", "lurah")
    key = register(town, lurah)
    officer = signed_in(town, "kenanga", "petugas-loket")
    officer.cookies[devices.COOKIE] = key
    with clock.moved_to(at("07:31")):
        assert "tempat Anda tidak bertugas" in text_of(officer.get("/kerja/hadir/"))
        assert officer.post("/kerja/hadir/datang/").status_code == 422
        lurah.post(f"/kerja/hadir/perangkat/{Device.objects.get().pk}/cabut/")
        ours = signed_in(town, "melati", "petugas-loket")
        ours.cookies[devices.COOKIE] = key
        assert ours.post("/kerja/hadir/datang/").status_code == 422
    assert not Presence.objects.exists()


def test_a_phone_is_believed_nearby_and_has_a_plain_way_out_without_a_place(town: Town) -> None:
    place(town.units["melati"])
    Unit.objects.filter(key="melati").update(lat=HERE[0], lng=HERE[1])
    town.city.version += 1
    town.city.save()
    officer = signed_in(town, "melati", "petugas-loket")
    with clock.moved_to(at("07:31")):
        for typed in ("", "di sini", "1,2,3", "nan,nan", "-7.9,112.6"):
            refused = officer.post("/kerja/hadir/datang/", {"titik": typed})
            assert refused.status_code == 422
        assert "komputer loket" in text_of(officer.post("/kerja/hadir/datang/"))
        assert officer.post("/kerja/hadir/datang/", {"titik": "-7.9951,112.605"}).status_code == 302
    assert Presence.objects.get().how == "phone"


def test_only_a_head_or_deputy_registers_and_only_a_head_corrects(town: Town) -> None:
    officer = signed_in(town, "melati", "petugas-loket")
    seen = text_of(officer.get("/kerja/hadir/perangkat/"))
    assert "yang mendaftarkan" in seen and 'name="kind"' not in seen
    assert officer.post("/kerja/hadir/perangkat/", {"kind": "loket", "name": "X"}).status_code == 403
    assert not Device.objects.exists()
    assert officer.get("/kerja/hadir/perbaiki/").status_code == 403
    deputy = signed_in(town, "melati", "seklur")
    assert deputy.get("/kerja/hadir/perangkat/").status_code == 200
    assert deputy.get("/kerja/hadir/perangkat/?kantor=kenanga").status_code == 404
    assert deputy.get("/kerja/hadir/perbaiki/").status_code == 403
    lurah = signed_in(town, "melati", "lurah")
    assert lurah.get("/kerja/hadir/perbaiki/?kantor=kenanga").status_code == 404
    assert (
        signed_in(town, "kec-taman", "camat").get("/kerja/hadir/perbaiki/?kantor=kenanga").status_code == 200
    )


def test_the_head_corrects_in_the_browser_and_what_is_wrong_stands_at_its_field(town: Town) -> None:
    come(town, "08:00")
    stay = Presence.objects.get()
    lurah = signed_in(town, "melati", "lurah")
    address = "/kerja/hadir/perbaiki/?kantor=melati&hari=2025-11-04"
    typed = {"person": str(stay.person_id), "stay": str(stay.pk), "came": "07.30", "left": ""}
    with clock.moved_to(at("09:00")):
        assert 'value="08.00"' in text_of(lurah.get(f"{address}&catatan={stay.pk}"))
        for wrong in ({"reason": ""}, {"reason": "Listrik padam", "came": "99.99"}, {"person": "0"}):
            back = lurah.post(address, {**typed, "reason": "Listrik padam", **wrong})
            assert back.status_code == 422 and 'class="error"' in text_of(back)
        assert lurah.post(address, {**typed, "reason": "Listrik padam"}).status_code == 302
        assert "Listrik padam" in text_of(lurah.get(address))
    stay.refresh_from_db()
    assert stay.came == at("07:30") and stay.corrected
    assert Entry.objects.filter(name="presence.corrected").count() == 1


def test_bad_names_and_kinds_of_devices_are_said_at_their_field(town: Town) -> None:
    lurah = signed_in(town, "melati", "lurah")
    for typed in ({"kind": "kulkas", "name": "x"}, {"kind": "loket", "name": " "}, {}):
        back = lurah.post("/kerja/hadir/perangkat/", typed)
        assert back.status_code == 422 and 'class="error"' in text_of(back)
