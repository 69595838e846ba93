"""What is sent arrives whole or is refused: half a form is no form.

A line that breaks in the middle of a form ends the body early, and a framework takes what came for all
there was: half a sentence would be filed as a matter, and sending it again would give the same half. So a
body shorter than it said, or in parts whose last border never came, is answered with 400 and a sentence.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import LimitedStream
from django.http import Http404, HttpRequest, HttpResponse

# Of the end of a body so much is kept to look for the last border.
TAIL = 1024


class Torn(BadRequest):
    """The body ended before its end."""


class Whole(io.IOBase):
    """A body that must be as long as it said, and end with `end` where there is one; else Torn."""

    def __init__(self, stream: Any, length: int, end: bytes) -> None:
        self._stream, self._left = stream, length
        self._end, self._tail = end, b""

    def read(self, size: int | None = -1, /) -> bytes:
        """`size` bytes, or all that is left where that is less; never fewer because a line is slow."""
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        pieces = []
        while wanted > 0:
            piece: bytes = self._stream.read(wanted)
            if not piece:
                raise Torn("the body is shorter than it said")
            pieces.append(piece)
            wanted -= len(piece)
            self._left -= len(piece)
        return self._looked_at(b"".join(pieces))

    def readline(self, size: int | None = -1, /) -> bytes:
        """One line; so a framework reads on to the end when it has all that it wants."""
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        if not wanted:
            return b""
        line: bytes = self._stream.readline(wanted)
        if not line:
            raise Torn("the body is shorter than it said")
        self._left -= len(line)
        return self._looked_at(line)

    def _looked_at(self, piece: bytes) -> bytes:
        if piece and self._end:
            self._tail = (self._tail + piece[-TAIL:])[-TAIL:]
            if not self._left and self._end not in self._tail:
                raise Torn("the last border is missing")
        return piece


class WholeForms:
    """Middleware: reads no form that did not come to its end, and no address with a zero byte in it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404  # no database takes such a text, and nothing has such a name
        stream = getattr(request, "_stream", None)
        if request.method not in ("GET", "HEAD") and isinstance(stream, LimitedStream):
            border = (request.content_params or {}).get("boundary", "")
            in_parts = request.content_type == "multipart/form-data" and border
            whole = Whole(stream, stream.limit, f"--{border}--".encode() if in_parts else b"")
            request._stream = whole  # type: ignore[assignment]
        return self.answer(request)
