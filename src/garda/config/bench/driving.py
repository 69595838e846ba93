"""Requests over loopback on connections that stay open, and how long each answer took.

Plain sockets and a few threads: the driver shares the machine with the server, so it must cost little.
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

HOST = "127.0.0.1"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: *([^=\r\n]+)=([^;\r\n]*)", re.IGNORECASE)
PLACE = re.compile(rb"\r\nlocation: *([^\r\n]+)", re.IGNORECASE)


class Failed(Exception):
    """An answer that is not the one expected; names the request and the status."""


@dataclass(frozen=True)
class Answer:
    """Status, head and body of one answer."""

    status: int
    head: bytes
    body: bytes

    @property
    def cookies(self) -> dict[str, str]:
        """What it asks the browser to keep."""
        return {name.decode(): value.decode() for name, value in COOKIE.findall(self.head)}

    @property
    def place(self) -> str:
        """Where it sends the reader."""
        found = PLACE.search(self.head)
        return found[1].decode() if found else ""


class Line:
    """One open connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = self._open()

    def _open(self) -> socket.socket:
        line = socket.create_connection((HOST, self.port), timeout=60)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line

    def ask(self, request: bytes) -> Answer:
        """Send one request and read its whole answer."""
        self.socket.sendall(request)
        got = b""
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more(request)
        head = got[: end + 2]
        length = LENGTH.search(head)
        if length is None:
            raise Failed(f"no length: {head[:200]!r}")
        wanted = end + 4 + int(length[1])
        parts, have = [got], len(got)
        while have < wanted:
            parts.append(self._more(request))
            have += len(parts[-1])
        return Answer(int(head[9:12]), head, b"".join(parts)[end + 4 :])

    def _more(self, request: bytes) -> bytes:
        more = self.socket.recv(262_144)
        if not more:
            raise Failed(f"the server hung up on {request[:80]!r}")
        return more

    def close(self) -> None:
        """Hang up."""
        self.socket.close()


@contextlib.contextmanager
def line_to(port: int) -> Iterator[Line]:
    """A connection for as long as the block lasts."""
    line = Line(port)
    try:
        yield line
    finally:
        line.close()


def get(path: str, cookies: Mapping[str, str] | None = None) -> bytes:
    """A GET as bytes."""
    return _head("GET", path, cookies or {}) + b"\r\n"


def post(path: str, fields: Mapping[str, str], cookies: Mapping[str, str], parts: bool = False) -> bytes:
    """A POST as bytes; `parts` sends it as forms with files do."""
    if parts:
        border = "garda7f3a"
        body = (
            "".join(
                f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                for name, value in fields.items()
            )
            + f"--{border}--\r\n"
        ).encode()
        kind = f"multipart/form-data; boundary={border}"
    else:
        body, kind = urlencode(fields).encode(), "application/x-www-form-urlencoded"
    head = _head("POST", path, cookies)
    return head + f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def _head(method: str, path: str, cookies: Mapping[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "Connection: keep-alive"]
    if cookies:
        lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()))
    return ("\r\n".join(lines) + "\r\n").encode()


@dataclass
class Drive:
    """What came of a drive: wall seconds, each wait in milliseconds, the answers if they were kept."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    answers: dict[int, Answer] = field(default_factory=dict)


def drive(
    port: int, requests: Sequence[bytes], *, threads: int, count: int, wanted: int, keep: bool = False
) -> Drive:
    """Send `count` requests (the list over and over) from `threads` connections; each must get `wanted`."""
    found = Drive()
    lock = threading.Lock()
    places = iter(range(count))
    troubles: list[Exception] = []

    def work() -> None:
        waits: list[float] = []
        answers: dict[int, Answer] = {}
        try:
            with line_to(port) as line:
                while True:
                    with lock:
                        place = next(places, None)
                    if place is None or troubles:
                        break
                    request = requests[place % len(requests)]
                    begun = time.perf_counter()
                    answer = line.ask(request)
                    waits.append(1000 * (time.perf_counter() - begun))
                    if answer.status != wanted:
                        raise Failed(f"{request[:80]!r}: {answer.status} {answer.body[:300]!r}")
                    if keep:
                        answers[place] = answer
        except Exception as trouble:  # told to whoever drives, below
            troubles.append(trouble)
        with lock:
            found.waits += waits
            found.answers |= answers

    workers = [threading.Thread(target=work) for _ in range(threads)]
    begun = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    found.seconds = time.perf_counter() - begun
    if troubles:
        raise troubles[0]
    return found
