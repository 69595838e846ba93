"""Taking requests in: a thread for every line, a few threads for the pages.

A phone at the edge of its signal takes a minute to send a photo. If the thread that reads it were one of
those that make pages, four such phones would keep a whole city waiting. So a request is read to its end
first, by a thread that does nothing else and holds no connection to the database; the few threads behind
see whole requests only.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# Lines that may be open at once in one process, and how the parent says how many threads make pages.
LINES = 256
THREADS = "_GARDA_PAGE_THREADS"
PIECE = 64 * 1024
# What is larger than this goes to a file while it arrives.
IN_MEMORY = 1024 * 1024


class Receiving:
    """A WSGI application that takes in what is sent, and lets `application` answer in a few threads."""

    def __init__(self, application: Application, *, threads: int, most: int) -> None:
        self.application = application
        self.most = most
        self.pages = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        length = _length(environ)
        if not length:
            return self.pages.submit(self._answer, environ, start).result()
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
            # Nobody reads what is too large: to the pages it is a body that never came.
            if length <= self.most:
                take_in(environ["wsgi.input"], body, length)
            body.seek(0)
            environ["wsgi.input"] = body
            return self.pages.submit(self._answer, environ, start).result()

    def _answer(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        answer = self.application(environ, start)
        if getattr(answer, "streaming", False):
            return answer  # a file: nothing of the database is in it
        try:
            return list(answer)
        finally:
            # Here, and not where it is sent: connections belong to this thread.
            getattr(answer, "close", lambda: None)()


def take_in(line: Any, body: IO[bytes], length: int) -> None:
    """Everything that comes, up to `length`; a line that breaks has simply ended."""
    while length > 0:
        try:
            piece = line.read(min(PIECE, length))
        except OSError:
            return
        if not piece:
            return
        body.write(piece)
        length -= len(piece)


def page_threads() -> int:
    """How many threads make pages in this process."""
    said = os.environ.get(THREADS, "")
    return int(said) if said.isdecimal() and int(said) else 4


def _length(environ: dict[str, Any]) -> int:
    said = str(environ.get("CONTENT_LENGTH") or "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else 0
