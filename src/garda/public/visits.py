"""The memory of a visit without an account: signed, on the visitor's own device, not in a table.

A resident who files writes one row more if their session is a row, in a transaction of its own, and a
city of a million matters keeps a million sessions. So a session that holds nothing but what a resident's
visit leaves (which matters they opened, their codes and their draft, both sealed) travels as a signed
cookie. Any other session (signing in, second factor, staff) is a row as usual: it can be ended here, and
nobody can play an old one again.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.core import signing
from django.db import connection
from django.utils import timezone

from garda.public import placing, receipts
from garda.sight import doors

# What may travel: nothing in it grants more than the visitor already has on paper.
LIGHT = frozenset({doors.ENTERED, receipts.CODES, placing.DRAFT})
MARK = "v1."
MOST = 3500  # characters; browsers keep cookies of 4,096 bytes
SALT = "garda.visit"


class SessionStore(db.SessionStore):
    """Django's session in the database, but light ones in the cookie itself."""

    def load(self) -> dict[str, Any]:
        """What the session holds; empty when its signature is wrong or it is too old."""
        key = self.session_key or ""
        if not key.startswith(MARK):
            return self._kept(key)
        try:
            found = signing.loads(key[len(MARK) :], salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
        except signing.BadSignature:
            self._session_key = None
            return {}
        return {key: value for key, value in found.items() if key in LIGHT} if isinstance(found, dict) else {}

    def _kept(self, key: str) -> dict[str, Any]:
        """What `super().load()` gives, by a statement that is not built anew for every page of an officer."""
        # By the machine's clock, as Django wrote it: a session ends with the browser's day, not the office's.
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s",
                [key, now],
            )
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        return dict(self.decode(found[0]))

    def exists(self, session_key: str) -> bool:
        """A cookie exists wherever it comes from; a row is looked up."""
        return session_key.startswith(MARK) or super().exists(session_key)

    def save(self, must_create: bool = False) -> None:
        """Keep it where it belongs now; what grew heavy moves to a row, what grew light leaves it."""
        held = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        signed = MARK + signing.dumps(held, salt=SALT, compress=True) if held.keys() <= LIGHT else ""
        key = self.session_key or ""
        if signed and len(signed) <= MOST:
            if key and not key.startswith(MARK):
                super().delete(key)
            self._session_key = signed
            return
        if key.startswith(MARK):
            self._session_key = None
        super().save(must_create)

    def delete(self, session_key: str | None = None) -> None:
        """Forget a row; a cookie is dropped by the answer."""
        key = session_key or self.session_key or ""
        if key and not key.startswith(MARK):
            super().delete(key)
