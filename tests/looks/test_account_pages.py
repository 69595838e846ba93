"""The pages of signing in: Indonesian throughout, and no door to a password by email."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.town import PASSWORD, Town, build_town

# None of these is an Indonesian word, too.
ENGLISH = frozenset(
    "the and of your you with please submit sign login logout home dashboard confirm access authenticator "
    "two-factor authentication key keys passkey recovery codes code activate deactivate add edit remove "
    "manage view download generate password change current new again username forgot use used not are sure "
    "alternative options cancel enter save security email upload update added last trust browser name".split()
)
PAGES = (
    "/akun/password/change/",
    "/akun/2fa/",
    "/akun/2fa/totp/activate/",
    "/akun/2fa/webauthn/",
    "/akun/2fa/webauthn/add/",
    "/akun/2fa/recovery-codes/generate/",
    "/akun/reauthenticate/",
    "/akun/logout/",
)


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


def words_of(response: Any) -> str:
    """What a reader sees, and what the attributes say aloud."""
    page = response.content.decode()
    page = re.sub(r"<(script|style|head)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r"<a[^>]+hreflang=\"en\".*?</a>", " ", page, flags=re.DOTALL)
    spoken = " ".join(re.findall(r"\b(?:aria-label|title|placeholder|alt)=\"([^\"]*)\"", page))
    return " ".join(re.sub(r"<[^>]+>", " ", page).split()) + " " + spoken


def english_in(response: Any) -> set[str]:
    """Words of a page that betray a sentence left in English."""
    return (
        set(re.findall(r"(?<![0-9a-z])[a-z]+(?:-[a-z]+)*(?![0-9a-z])", words_of(response).lower())) & ENGLISH
    )


def entered(town: Town, kind: str = "petugas-loket") -> Client:
    """A browser in which someone of Kelurahan Melati signed in by hand, a moment ago."""
    client = Client()
    name = town.persons["melati", kind, 1].username
    client.post("/akun/login/", {"login": name, "password": PASSWORD})
    client.post("/akun/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("page", PAGES)
def test_item_88_account_pages_hold_no_english(town: Town, page: str) -> None:
    response = entered(town).get(page)
    assert response.status_code == 200, response.get("Location")
    assert english_in(response) == set()


def test_item_88_a_wrong_entry_is_refused_in_indonesian(town: Town) -> None:
    client = entered(town)
    answers = [
        Client().post("/akun/login/", {"login": "tidak.ada", "password": "bukan-kata-sandinya"}),
        client.post("/akun/reauthenticate/", {"password": "bukan-kata-sandinya"}),
        client.post(
            "/akun/password/change/", {"oldpassword": PASSWORD, "password1": "pendek", "password2": "lain"}
        ),
        client.post("/akun/2fa/totp/activate/", {"code": "000000"}),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert "perlu diperbaiki" in words_of(answer)
        assert english_in(answer) == set()


def test_item_88_the_second_step_is_asked_for_in_indonesian(town: Town) -> None:
    person = town.persons["melati", "lurah", 1]
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    response = entered(town, "lurah").get("/akun/2fa/authenticate/")
    assert response.status_code == 200
    assert english_in(response) == set()


@pytest.mark.parametrize("page", ["/akun/login/", "/akun/reauthenticate/", "/akun/password/change/"])
def test_a_lost_password_is_asked_of_the_administrator(town: Town, page: str) -> None:
    client = Client() if "login" in page else entered(town)
    response = client.get(page)
    assert "admin kota" in words_of(response)
    assert "/password/reset/" not in response.content.decode()


def test_addresses_of_the_account_library_that_nobody_needs_are_closed(town: Town) -> None:
    client = Client()
    client.force_login(town.persons["melati", "petugas-loket", 1])
    for address in ("/akun/email/", "/akun/3rdparty/"):
        for answer in (client.get(address), client.post(address, {"email": "a@contoh.id"})):
            assert answer.status_code == 404


def test_what_a_signed_in_person_sees_is_kept_by_no_cache(town: Town) -> None:
    client = Client()
    client.force_login(town.persons["melati", "petugas-loket", 1])
    for page in ("/akun/password/change/", "/akun/2fa/", "/akun/logout/"):
        assert "no-store" in client.get(page).headers.get("Cache-Control", ""), page
