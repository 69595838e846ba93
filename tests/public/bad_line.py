"""A bad line: Garda's own server as `garda run` starts it, and visitors who speak to it over raw sockets."""

from __future__ import annotations

import contextlib
import io
import re
import socket
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from random import Random

import psycopg
from PIL import Image

from tests.config.place import answers, free_port, until
from tests.public.visitors import MELATI

HOST, FORM = "127.0.0.1", "/contoh/lapor/"
BORDER = "----GardaDiJalurBuruk7MA4YWxkTrZu0gW"
START = (
    "from garda.config.starting import started\n"
    "if __name__ == '__main__':\n"
    "    serve = started('garda.config.serving').serve\n"
    "    serve(host='127.0.0.1', port={port}, workers={workers}, tick=False)\n"
)
PATIENCE = 30.0


@dataclass
class Server:
    """The product's server on a database of its own."""

    port: int
    said: Path
    process: subprocess.Popen[bytes]

    def pages(self) -> list[int]:
        """The numbers of the processes that make pages."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError, ValueError):
                state, above = folder.joinpath("stat").read_text().rpartition(")")[2].split()[:2]
                command = folder.joinpath("cmdline").read_text()
                if int(above) == self.process.pid and state != "Z" and "spawn_main" in command:
                    found.append(int(folder.name))
        return found


@contextlib.contextmanager
def served(env: dict[str, str], folder: Path) -> Iterator[Server]:
    """Served as it is in service: one process of pages on SQLite, three on PostgreSQL."""
    workers = 1 if env["GARDA_DATABASE_URL"].startswith("sqlite") else 3
    port, said = free_port(), folder / "said.txt"
    with said.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-c", START.format(port=port, workers=workers)],
            env=env, stdout=sink, stderr=sink,
        )  # fmt: skip
    try:
        until(lambda: answers(port) or process.poll() is not None, 60)
        assert process.poll() is None, said.read_text("utf-8")
        yield Server(port, said, process)
    finally:
        process.terminate()
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 when nothing did, `whole` when all of it did."""

    status: int = 0
    heads: str = ""
    text: str = ""
    whole: bool = False

    def head(self, name: str) -> str:
        """One head of the answer, or ""."""
        found = re.search(rf"^{name}: *(.*?)\r?$", self.heads, re.MULTILINE | re.IGNORECASE)
        return found[1] if found else ""

    def cookie(self, name: str) -> str:
        """The value of one cookie that was set, or ""."""
        found = re.search(rf"^set-cookie: *{name}=([^;\r\n]*)", self.heads, re.MULTILINE | re.IGNORECASE)
        return found[1] if found else ""


@dataclass(frozen=True)
class Visitor:
    """Someone with the form open: its token, its one-time key, their cookie."""

    port: int
    token: str
    key: str
    cookie: str

    def fields(self) -> dict[str, str]:
        """What they type; the same each time."""
        return {
            "csrfmiddlewaretoken": self.token, "kunci": self.key, "what": "Lampu jalan mati di Gang 3",
            "story": f"{STORY}{LAST_WORDS}", "place": MELATI, "kategori": "penerangan-jalan",
            "name": "Bunga Contoh", "aksi": "kirim",
        }  # fmt: skip

    def sent(self, body: bytes | None = None, *, length: int | None = None, kind: str = "") -> bytes:
        """The whole request as it travels; `length` lies about the body where it is given."""
        content = parts(self.fields(), photo()) if body is None else body
        return (
            f"POST {FORM} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nCookie: csrftoken={self.cookie}\r\n"
            f"Referer: http://{HOST}:{self.port}{FORM}\r\nConnection: close\r\n"
            f"Content-Type: {kind or f'multipart/form-data; boundary={BORDER}'}\r\n"
            f"Content-Length: {len(content) if length is None else length}\r\n\r\n"
        ).encode() + content


STORY, LAST_WORDS = (
    "Sudah tiga malam gelap, anak-anak pulang mengaji lewat sini. " * 8,
    "Sekian dan terima kasih.",
)


@lru_cache
def photo(seed: int = 3) -> bytes:
    """A photo of some two hundred kilobytes: too large for one packet, and for the way of small forms."""
    out = io.BytesIO()
    Image.frombytes("RGB", (400, 300), Random(seed).randbytes(400 * 300 * 3)).save(out, "JPEG", quality=90)
    return out.getvalue()


def parts(fields: dict[str, str], picture: bytes | None) -> bytes:
    """The body of a form in parts, as a browser writes it."""
    pieces = [
        f'--{BORDER}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    if picture is not None:
        pieces.append(
            f'--{BORDER}\r\nContent-Disposition: form-data; name="foto"; filename="lampu.jpg"\r\n'
            "Content-Type: image/jpeg\r\n\r\n".encode()
            + picture
            + b"\r\n"
        )
    return b"".join(pieces) + f"--{BORDER}--\r\n".encode()


def visit(port: int) -> Visitor:
    """Open the form."""
    page = ask(port, FORM)
    assert page.status == 200, page
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    key = re.search(r'name="kunci" value="([^"]+)"', page.text)
    assert token
    assert key
    return Visitor(port, token[1], key[1], page.cookie("csrftoken"))


def ask(port: int, path: str, cookies: str = "") -> Answer:
    """A page, over a connection of its own."""
    with connected(port) as line:
        heads = f"Host: {HOST}:{port}\r\nCookie: {cookies}\r\nConnection: close"
        line.sendall(f"GET {path} HTTP/1.1\r\n{heads}\r\n\r\n".encode())
        return heard(line)


def code_on(receipt: Answer) -> str:
    """The code that a receipt shows."""
    found = re.search(r'class="code">([A-Z0-9-]+)<', receipt.text)
    assert found, receipt
    return found[1]


def kept(env: dict[str, str], key: str) -> list[tuple[str, int, int]]:
    """(number, photos, events) of every matter that came of a form with this key, whatever it said."""
    assert len(key) == 32
    asked = (
        "SELECT number, (SELECT count(*) FROM cases_paper WHERE case_id = one.id),"
        " (SELECT count(*) FROM cases_event WHERE case_id = one.id) FROM cases_case AS one"
        " WHERE substr(form_key, 1, 32) = "
    )
    where = env["GARDA_DATABASE_URL"]
    if where.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(where.removeprefix("sqlite:///"))) as embedded:
            return embedded.execute(f"{asked}?", [key]).fetchall()
    with psycopg.connect(where) as database:
        return database.execute(f"{asked}%s".encode(), [key]).fetchall()


def connected(port: int) -> socket.socket:
    """A line to the server."""
    return socket.create_connection((HOST, port), timeout=PATIENCE)


def heard(line: socket.socket) -> Answer:
    """Everything the server says on this line."""
    came = b""
    with contextlib.suppress(ConnectionError):
        while piece := line.recv(65536):
            came += piece
    heads, gap, rest = came.partition(b"\r\n\r\n")
    if not gap:
        return Answer()
    first = Answer(int(heads.split(b" ", 2)[1]), heads.decode("latin-1"))
    length = first.head("content-length")
    whole = not length.isdecimal() or len(rest) == int(length)
    return replace(first, text=rest.decode("utf-8", "replace"), whole=whole)


def close_hard(line: socket.socket) -> None:
    """Gone without a good-bye, as a phone that loses its signal: the other side gets a reset."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()
