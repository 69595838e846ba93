"""Ways in which a report arrives, or does not: each takes a visitor with the form open, and sends it so."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable

from tests.public.bad_line import BORDER, Answer, Visitor, close_hard, connected, heard, parts, photo

Way = Callable[[Visitor], Answer]


def whole(visitor: Visitor) -> Answer:
    """As it should be."""
    return _spoken(visitor, visitor.sent())


def slow(visitor: Visitor) -> Answer:
    """In small pieces with pauses, the head broken in two."""
    said = visitor.sent()
    with connected(visitor.port) as line, contextlib.suppress(OSError):
        for piece in (said[:40], said[40:700], said[700:2000], said[2000:-30], said[-30:]):
            line.sendall(piece)
            time.sleep(0.03)
        return heard(line)
    return Answer()


def begun(visitor: Visitor) -> socket.socket:
    """A line on which the first two thousand bytes have been sent."""
    line = connected(visitor.port)
    line.sendall(visitor.sent()[:2000])
    return line


def ended(line: socket.socket, visitor: Visitor) -> Answer:
    """The rest of what was begun."""
    with line:
        line.sendall(visitor.sent()[2000:])
        return heard(line)


def promised(visitor: Visitor, length: int) -> Answer:
    """A body of that length announced, of which hardly anything is sent."""
    with connected(visitor.port) as line:
        line.sendall(visitor.sent(b"--", length=length))
        return heard(line)


# ---- sent, but the answer is not waited for --------------------------------------------------------
def _left(visitor: Visitor) -> Answer:
    line = connected(visitor.port)
    line.sendall(visitor.sent())
    line.close()
    return Answer()


def _lost(visitor: Visitor) -> Answer:
    line = connected(visitor.port)
    line.sendall(visitor.sent())
    close_hard(line)
    return Answer()


def _deaf(visitor: Visitor) -> Answer:
    """Ten bytes of the answer are read, and no more."""
    line = connected(visitor.port)
    line.sendall(visitor.sent())
    line.recv(10)
    close_hard(line)
    return Answer()


# ---- broken on the way -----------------------------------------------------------------------------
def _spoken(visitor: Visitor, said: bytes, *, half_closed: bool = False) -> Answer:
    with connected(visitor.port) as line:
        try:
            line.sendall(said)
            if half_closed:
                line.shutdown(socket.SHUT_WR)
        except OSError:
            return Answer()
        return heard(line)


def _until(mark: bytes, how: str) -> Way:
    """Sent up to a mark, then the line is closed, reset, or only its own side is."""

    def send(visitor: Visitor) -> Answer:
        said = visitor.sent()
        said = said[: said.index(mark) + len(mark)]
        if how == "half-closed":
            return _spoken(visitor, said, half_closed=True)
        line = connected(visitor.port)
        line.sendall(said)
        (close_hard if how == "reset" else socket.socket.close)(line)
        return Answer()

    return send


def _short(mark: bytes) -> Way:
    """A Content-Length that ends at a mark inside the body."""

    def send(visitor: Visitor) -> Answer:
        body = visitor.sent().partition(b"\r\n\r\n")[2]
        return _spoken(visitor, visitor.sent(body, length=body.index(mark)))

    return send


def _long(visitor: Visitor) -> Answer:
    body = visitor.sent().partition(b"\r\n\r\n")[2]
    return _spoken(visitor, visitor.sent(body, length=len(body) + 500), half_closed=True)


def _changed(old: bytes, new: bytes) -> Way:
    """The body with something in it changed on the way."""

    def send(visitor: Visitor) -> Answer:
        body = visitor.sent().partition(b"\r\n\r\n")[2]
        return _spoken(visitor, visitor.sent(body.replace(old, new)))

    return send


def _half_a_photo(visitor: Visitor) -> Answer:
    """A whole form with half a picture in it."""
    picture = photo()
    return _spoken(visitor, visitor.sent(parts(visitor.fields(), picture[: len(picture) // 2])))


def _no_photo_at_all(visitor: Visitor) -> Answer:
    """A form without a photo, cut in its words: the way that reads small forms at once."""
    body = parts(visitor.fields(), None)
    return _spoken(visitor, visitor.sent(body)[: -len(body) + body.index(b"anak-anak")], half_closed=True)


def _in_chunks(visitor: Visitor) -> Answer:
    """Without a length, in chunks, as no browser sends a form."""
    head, _gap, body = visitor.sent().partition(b"\r\n\r\n")
    heads = [one for one in head.split(b"\r\n") if not one.lower().startswith(b"content-length")]
    said = b"\r\n".join([*heads, b"Transfer-Encoding: chunked", b"", b""])
    return _spoken(visitor, said + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))


UNHEARD: dict[str, Way] = {"left": _left, "lost": _lost, "deaf": _deaf}
STORY, PHOTO = b"anak-anak pulang", b"image/jpeg\r\n\r\n\xff\xd8"
BROKEN: dict[str, Way] = {
    "closed in the head": _until(b"Content-Type: multi", "closed"),
    "half-closed in the head": _until(b"Content-Le", "half-closed"),
    "closed before the body": _until(b"\r\n\r\n", "closed"),
    "closed in the words": _until(STORY, "closed"),
    "reset in the words": _until(STORY, "reset"),
    "half-closed in the words": _until(STORY, "half-closed"),
    "closed in the photo": _until(PHOTO, "closed"),
    "reset in the photo": _until(PHOTO, "reset"),
    "half-closed in the photo": _until(PHOTO, "half-closed"),
    "half-closed before the last border": _until(f"\r\n--{BORDER}-".encode(), "half-closed"),
    "a length that ends in the words": _short(STORY),
    "a length that ends in the photo": _short(PHOTO),
    "a length of nothing": _short(BORDER.encode()),
    "a length beyond the end": _long,
    "no border as announced": _changed(BORDER.encode(), b"----AnotherBorder"),
    "the last border gone": _changed(f"\r\n--{BORDER}--\r\n".encode(), b"\r\n"),
    "the heads of parts gone": _changed(b"Content-Disposition: form-data; ", b""),
    "half a photo": _half_a_photo,
    "a small form cut in its words": _no_photo_at_all,
    "in chunks": _in_chunks,
}
