"""Two people at one form of the administration: who was overtaken keeps every word and saves nothing.

A form carries the mark of what its reader had seen (`semula`). If something else is kept by then, the page
comes back with what was typed, beside what is kept now. Forms of one city are saved one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from django.http import HttpRequest
from django.utils.translation import gettext as _

from garda.office.asks import Ask
from garda.people.changes import Unfit
from garda.texts.cleaning import whole


class Overtaken(Unfit):
    """Somebody else has saved since this form was opened."""


def mark(kept: Mapping[str, str]) -> str:
    """The mark of what is kept, for the form that shows it."""
    return sha256(repr(sorted(kept.items())).encode()).hexdigest()[:16]


def seen_in(request: HttpRequest) -> int:
    """The number of the last line that the sender had read; -1, which is never right, where none came."""
    found = whole(request.POST.get("seen"), 9)
    return -1 if found is None else found


def not_overtaken(
    request: HttpRequest, kept: Mapping[str, str], typed: Mapping[str, str], asks: Sequence[Ask]
) -> None:
    """Raises Overtaken when the form was filled in beside something else than what is `kept` now."""
    seen = request.POST.get("semula")
    if seen is None or seen == mark(kept):
        return
    differing = [
        f"{ask.label}: {kept.get(ask.name) or '–'}"
        for ask in asks
        if kept.get(ask.name, "") != typed.get(ask.name, "")
    ]
    raise Overtaken(
        _(
            "Orang lain mendahului Anda, jadi belum ada yang tersimpan. Tulisan Anda masih di sini. "
            "Yang tersimpan sekarang: %(kept)s. Sesuaikan, lalu simpan lagi."
        )
        % {"kept": "; ".join(differing)}
    )


def status_of(errors: Mapping[str, str], wrong: Unfit | None) -> int:
    """409 for who was overtaken, 422 for what is wrong, 200 for a form that is only shown."""
    return 409 if isinstance(wrong, Overtaken) else 422 if errors else 200
