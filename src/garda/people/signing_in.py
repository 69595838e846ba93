"""Who may have an account: staff made by the city, never by signing up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from garda.people.fetching import fetch
from garda.people.models import Person
from garda.people.register import WITH_CITY


class Staff(AuthenticationBackend):  # type: ignore[misc]
    """The library's own, but whoever is signed in is read by a statement made once: every page asks."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person of a session; None when there is none, or their account was closed."""
        person = fetch(Person, "id", user_id, also=WITH_CITY)
        return person if person is not None and self.user_can_authenticate(person) else None


class StaffOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up page: an administrator makes the account of a person who holds a post."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed; residents need no account."""
        return False


class KnownPersonsOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in through the city's own identity server, for persons the administrator has linked."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never makes a new person by itself."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Link the stable `sub` to the person whose username equals it, on the first sign-in."""
        if sociallogin.is_existing:
            return
        person = Person.objects.filter(username=str(sociallogin.account.uid), is_active=True).first()
        if person is not None:
            sociallogin.connect(request, person)
