"""Two cities in one database, seen by a resident: each wears its own name, none answers for the other."""

from __future__ import annotations

import pytest
from django.test import Client

from garda import shelf
from garda.people.loading import load_city
from garda.people.models import City, Unit
from tests.public.visitors import code_shown, report, words_of
from tests.town import Town, build_town

FRONT_LINE = ("kecamatan", "kelurahan")


def test_item_1_the_number_and_code_of_one_city_open_nothing_in_the_other(town: Town, client: Client) -> None:
    build_town(key="lain", flows=("pengaduan", "sktm"))
    case = report(client)
    code = code_shown(client, case)
    stranger = Client()
    knocked = stranger.post("/lain/ikuti/", {"nomor": case.number, "kode": code})
    assert knocked.status_code != 302
    assert "Lampu jalan mati" not in words_of(knocked)
    for page in (f"/lain/ikuti/{case.number}/", f"/lain/tanda-terima/{case.number}/"):
        answer = client.get(page)
        assert "Lampu jalan mati" not in words_of(answer)
    assert stranger.post("/contoh/ikuti/", {"nomor": case.number, "kode": code}).status_code == 302


def test_item_1_every_page_wears_the_city_and_its_vision(town: Town, client: Client) -> None:
    City.objects.filter(pk=town.city.pk).update(
        vision={"id": "Kota yang melayani", "en": "A city that serves"}
    )
    build_town(key="lain", flows=("pengaduan", "sktm"))
    for page in ("", "layanan/", "layanan/sktm/", "kantor/", "kantor/melati/", "lapor/", "ikuti/", "waktu/"):
        here = words_of(client.get(f"/contoh/{page}"))
        assert "Kota Contoh" in here, page
        assert "Kota yang melayani" in here, page
        assert "Kota yang melayani" not in words_of(client.get(f"/lain/{page}")), page


@pytest.mark.django_db
def test_item_1_mojokerto_is_loaded_with_its_21_units_and_banyuwangi_is_no_city(client: Client) -> None:
    city = load_city(shelf.folder("cities", "mojokerto")).city
    there = Unit.objects.filter(city=city, kind__in=FRONT_LINE)
    assert there.count() == 21
    assert {unit.kind for unit in there} == set(FRONT_LINE)
    assert not any("banyuwangi" in unit.name.lower() for unit in Unit.objects.all())
    assert not any("banyuwangi" in one.name for one in shelf.folder("cities").iterdir())
    assert client.get("/banyuwangi/").status_code == 404
    assert "Banyuwangi" not in words_of(client.get("/"))
