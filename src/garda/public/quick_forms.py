"""Forms with files but without any file in them, read at once.

A report may carry photos, so its form travels in parts; most reports carry none. Django reads every part
as if it were a file of gigabytes, which takes as long as keeping the whole matter. Here a small body whose
parts are all plain text is split in memory; anything else, and anything odd, is left to Django.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import RawPostDataException, UnreadablePostError
from django.utils.datastructures import MultiValueDict

MOST = 64 * 1024
BORDER = re.compile(r'multipart/form-data; *boundary="?([0-9A-Za-z\'()+_,./:=?-]{1,70})"?', re.IGNORECASE)
HEAD = re.compile(
    rb'Content-Disposition: form-data; name="([^"\r\n]*)"(; filename=""\r\nContent-Type: [^\r\n]*)?',
    re.IGNORECASE,
)


class QuickForms:
    """Middleware: puts the fields of such a form where `request.POST` finds them."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and (border := BORDER.fullmatch(request.META.get("CONTENT_TYPE", ""))):
            _read(request, border[1])
        return self.answer(request)


def _read(request: HttpRequest, border: str) -> None:
    length = request.META.get("CONTENT_LENGTH", "")
    if not length.isdecimal() or int(length) > MOST:
        return
    try:
        body = request.body
    except (UnreadablePostError, RawPostDataException, OSError):
        return
    fields = fields_of(body, border.encode())
    if fields is None or len(fields) > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
        return
    found = QueryDict(mutable=True)
    for name, value in fields:
        found.appendlist(name, value)
    found._mutable = False
    request._post = found  # type: ignore[attr-defined]
    request._files = MultiValueDict()  # type: ignore[attr-defined]


def fields_of(body: bytes, border: bytes) -> list[tuple[str, str]] | None:
    """(name, value) of each part in order; None when one is a file, or is not as browsers send it."""
    first, *parts = (b"\r\n" + body).split(b"\r\n--" + border)
    if first or len(parts) < 2 or parts[-1].strip() != b"--":
        return None
    fields: list[tuple[str, str]] = []
    for part in parts[:-1]:
        head, gap, value = part.partition(b"\r\n\r\n")
        named = HEAD.fullmatch(head[2:]) if head.startswith(b"\r\n") else None
        if not gap or named is None or (named[2] and value):
            return None
        if named[2]:
            continue  # a place for a file, left empty
        try:
            fields.append((named[1].decode(), value.decode()))
        except UnicodeDecodeError:
            return None
    return fields
