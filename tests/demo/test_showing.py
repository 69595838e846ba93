"""The code page of a demonstration shows a made-up person's code, and a real person's to nobody."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import LazySettings
from django.conf import settings as ours

from tests.town import PASSWORD, Town, build_town


@pytest.fixture
def town(db: None) -> Town:
    """The town without flows."""
    return build_town(flows=())


def code_page(client: Any, person: Any) -> str:
    """The page that asks for the second factor, after the password."""
    TOTP.activate(person, generate_totp_secret())
    answer = client.post("/akun/login/", {"login": person.username, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/akun/2fa/authenticate")
    return str(answer.content.decode())


def shown(settings: LazySettings) -> None:
    """Let the pages be those of a demonstration."""
    templates = [{**ours.TEMPLATES[0], "OPTIONS": {**ours.TEMPLATES[0]["OPTIONS"]}}]
    processors = templates[0]["OPTIONS"]["context_processors"]
    if "garda.demo.showing.code" not in processors:
        templates[0]["OPTIONS"]["context_processors"] = [*processors, "garda.demo.showing.code"]
    settings.TEMPLATES = templates


def test_a_made_up_persons_code_stands_on_the_page_and_lets_them_in(
    town: Town, client: Any, settings: Any
) -> None:
    shown(settings)
    person = town.persons["melati", "lurah", 1]
    person.is_demo = True
    person.save()
    page = code_page(client, person)
    code = page.split('class="mono">')[1].split("<")[0]
    answer = client.post("/akun/2fa/authenticate/", {"code": code}, follow=True)
    assert answer.redirect_chain[-1][0] == "/kerja/kepala/"


def test_a_real_persons_code_is_shown_to_nobody(town: Town, client: Any, settings: Any) -> None:
    shown(settings)
    assert 'class="mono"' not in code_page(client, town.persons["melati", "lurah", 1])
