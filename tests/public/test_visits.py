"""A resident's visit is a signed cookie; whoever signs in gets a row."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.core import signing

from garda.public.visits import LIGHT, MARK, MOST, SALT, SessionStore
from garda.sight import doors

pytestmark = pytest.mark.django_db


def kept(**data: object) -> SessionStore:
    """A session with that in it, saved."""
    session = SessionStore()
    session.update(data)
    session.save()
    return session


def test_a_visit_leaves_no_row_and_comes_back_from_its_cookie() -> None:
    session = kept(**{doors.ENTERED: [4, 7]})
    assert str(session.session_key).startswith(MARK)
    assert SessionStore(session.session_key)[doors.ENTERED] == [4, 7]
    assert not Session.objects.exists()


def test_a_cookie_changed_by_one_letter_holds_nothing() -> None:
    key = str(kept(**{doors.ENTERED: [4]}).session_key)
    for wrong in (key[:-1] + ("A" if key[-1] != "A" else "B"), MARK + "x", MARK + signing.dumps({"a": 1})):
        assert dict(SessionStore(wrong).items()) == {}


def test_signing_in_makes_a_row_and_what_was_opened_before_goes_along() -> None:
    session = kept(**{doors.ENTERED: [4]})
    session["_auth_user_id"] = "1"
    session.cycle_key()
    session.save()
    assert not str(session.session_key).startswith(MARK)
    again = SessionStore(session.session_key)
    assert again["_auth_user_id"] == "1" and again[doors.ENTERED] == [4]
    session.flush()
    assert not Session.objects.exists()


def test_a_cookie_that_claims_more_than_a_visit_is_signed_by_us_or_empty() -> None:
    """Even a signed cookie of ours never carries a sign-in: `save` would not have made one."""
    assert "_auth_user_id" not in LIGHT
    forged = MARK + signing.dumps({"_auth_user_id": "1"}, salt=SALT)
    assert "_auth_user_id" not in SessionStore(forged)


def test_what_is_too_long_for_a_cookie_becomes_a_row() -> None:
    session = kept(draft="".join(chr(0x4E00 + n % 5000) for n in range(MOST)))
    assert not str(session.session_key).startswith(MARK)
    assert len(SessionStore(session.session_key)["draft"]) == MOST
