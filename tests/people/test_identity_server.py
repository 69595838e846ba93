"""Signing in through the city's own server: known persons only; deciders still need a second factor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.people.identity_server import CLIENT, SECRET, IdentityServer, identity_server
from tests.town import Town, build_town

DOOR = "/akun/oidc/kota/login/"


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


@pytest.fixture
def server(settings: Settings, town: Town) -> Iterator[IdentityServer]:
    """The city's server, which knows the officer at the counter of Melati."""
    with identity_server(town.persons["melati", "petugas-loket", 1].username) as found:
        app = {
            "provider_id": "kota",
            "name": "Akun kota",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": found.address, "oauth_pkce_enabled": True},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield found


def signed_in_through(server: IdentityServer, client: Client) -> Any:
    """The answer to coming back from the server."""
    away = client.post(DOOR)
    assert away.status_code == 302
    assert away["Location"].startswith(f"{server.address}/authorize?")
    back = server.authorize(away["Location"])
    return client.get(back.split("testserver", 1)[-1])


def test_item_4_an_officer_signs_in_through_the_citys_server(server: IdentityServer) -> None:
    client = Client()
    page = client.get("/akun/login/")
    assert "Masuk dengan Akun kota" in page.content.decode()
    answer = signed_in_through(server, client)
    assert (answer.status_code, answer["Location"]) == (302, "/kerja/")
    assert client.get("/kerja/meja/").status_code == 200


def test_item_4_the_second_time_the_same_link_serves(server: IdentityServer) -> None:
    for _ in range(2):
        client = Client()
        assert signed_in_through(server, client)["Location"] == "/kerja/"


def test_item_4_a_stranger_to_the_city_makes_no_account(server: IdentityServer, town: Town) -> None:
    server.sub = "orang-asing"
    before = type(town.persons["melati", "petugas-loket", 1]).objects.count()
    client = Client()
    answer = signed_in_through(server, client)
    if answer.status_code == 302:
        answer = client.get(answer["Location"])
    assert "belum dikenal" in answer.content.decode()
    assert client.get("/kerja/meja/").status_code == 302
    assert type(town.persons["melati", "petugas-loket", 1]).objects.count() == before


def test_item_4_a_post_that_decides_still_needs_its_second_factor(server: IdentityServer, town: Town) -> None:
    server.sub = town.persons["melati", "lurah", 1].username
    client = Client()
    signed_in_through(server, client)
    answer = client.get("/kerja/kepala/")
    assert (answer.status_code, answer["Location"]) == (302, "/akun/2fa/")


def test_a_forged_return_is_refused_with_a_sentence(server: IdentityServer) -> None:
    client = Client()
    client.post(DOOR)
    answer = client.get(f"{DOOR}callback/?code=palsu&state=palsu")
    assert answer.status_code < 500
    assert "Belum dapat masuk" in answer.content.decode()
    assert client.get("/kerja/meja/").status_code == 302
