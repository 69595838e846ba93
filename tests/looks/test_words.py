"""Times, numbers and languages as a page writes them, and the pages that say what went wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from garda.flow import Words
from garda.looks import context, views, wording

AT = datetime(2025, 11, 27, 7, 0, tzinfo=UTC)


def said(text: str, **given: object) -> str:
    return Template(text).render(Context(given))


def test_item_88_a_moment_is_written_in_the_city_s_zone_and_the_page_s_language() -> None:
    with timezone.override("Asia/Jakarta"):
        assert said("{{ at|moment }}", at=AT) == "Kamis 27 November 2025 pukul 14.00"
        assert said("{{ at|moment_near }}", at=AT) == "Kamis 27 November pukul 14.00"
        assert said("{{ at|moment_near:'Asia/Jayapura' }}", at=AT) == "Kamis 27 November pukul 16.00"
        assert said("{{ at|hour }} {{ at|day_near }}", at=AT) == "14.00 Kamis 27 November"
        with translation.override("en"):
            assert said("{{ at|moment }}", at=AT) == "Thursday 27 November 2025 at 14:00"


def test_nothing_is_written_for_nothing() -> None:
    assert (
        said("{{ at|moment }}{{ at|day }}{{ at|hour }}{{ n|number }}{{ n|rupiah }}{{ w|words }}", at=None)
        == ""
    )


def test_item_88_numbers_and_money() -> None:
    assert said("{{ n|number }} {{ n|rupiah }} {{ nil|rupiah }}", n=12345, nil=0) == "12.345 Rp12.345 Rp0"
    assert said("{{ d|day }}", d=date(2025, 11, 21)) == "Jumat 21 November 2025"


def test_two_language_words() -> None:
    assert wording.words(Words("surat", "letter")) == "surat"
    with translation.override("en"):
        assert wording.words(Words("surat", "letter")) == "letter"
        assert wording.words({"id": "surat", "en": ""}) == "surat"
    assert wording.words("sudah") == "sudah"


def test_lists_show_initials_only() -> None:
    assert wording.initials("Siti Rahayu") == "S. R."


def test_the_page_knows_its_city_and_zone() -> None:
    request = RequestFactory().get("/")
    request.city = SimpleNamespace(key="x", name="Kota X", zone="Asia/Makassar")  # type: ignore[attr-defined]
    with timezone.override(None):
        known = context.page(request)
        assert timezone.get_current_timezone_name() == "Asia/Makassar"
    assert known["zone"] == "Asia/Makassar"
    assert known["person"] is None
    assert known["simulated"] is False


def test_the_language_is_remembered_and_leads_back(client: Client) -> None:
    answer = client.get("/bahasa/en/?ke=/manifes.webmanifest")
    assert answer["Location"] == "/manifes.webmanifest"
    assert client.cookies["bahasa"].value == "en"
    assert client.get("/manifes.webmanifest")["Content-Language"] == "en"


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_language_link_never_leads_away(client: Client, back: str) -> None:
    assert client.get("/bahasa/en/", {"ke": back})["Location"] == "/"


def test_an_unknown_language_is_not_found(client: Client) -> None:
    assert client.get("/bahasa/xx/").status_code == 404


def test_item_88_a_browser_set_to_english_still_meets_indonesian(client: Client) -> None:
    assert client.get("/manifes.webmanifest", headers={"accept-language": "en"})["Content-Language"] == "id"


@pytest.mark.parametrize(
    ("view", "status", "says"),
    [
        (views.bad_request, 400, "tidak bisa kami baca"),
        (views.forbidden, 403, "bukan untuk jabatan Anda"),
        (views.not_found, 404, "Belum ada halaman"),
        (views.broken, 500, "Maaf"),
        (views.csrf_failure, 403, "terlalu lama"),
    ],
)
def test_an_error_says_what_to_do(view: object, status: int, says: str) -> None:
    answer = view(RequestFactory().get("/tidak/ada/"))  # type: ignore[operator]
    page = answer.content.decode()
    assert answer.status_code == status
    assert says in page
    assert "Yang bisa Anda lakukan" in page
    assert page.count("<li><span>") >= 2


class Small(forms.Form):
    """One of each kind that the field group draws in its own way."""

    name = forms.CharField(label="Nama", help_text="Seperti di KTP.")
    sure = forms.BooleanField(label="Benar")
    kind = forms.ChoiceField(label="Jenis", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def test_a_wrong_field_is_tied_to_its_sentence() -> None:
    form = Small({})
    page = said("{% errors form %}{% for field in form %}{{ field.as_field_group }}{% endfor %}", form=form)
    assert 'href="#id_name"' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_name_error"' in page
    assert "<legend>Jenis" in page
    assert "Ada 3 yang perlu diperbaiki" in page


def test_no_errors_no_box() -> None:
    assert said("{% errors form %}", form=Small()).strip() == ""
