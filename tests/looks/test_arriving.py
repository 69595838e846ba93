"""Half a form is no form: what ends before its end is refused with a sentence, whatever server brought it."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from garda.looks.arriving import Torn, Whole, WholeForms

FORM = encode_multipart(BOUNDARY, {"login": "seseorang", "password": "kata sandi"})


class Line:
    """A line on which the pieces come one by one, and then nothing."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = list(pieces)

    def read(self, _size: int = -1) -> bytes:
        """The next piece."""
        return self.pieces.pop(0) if self.pieces else b""


def body(length: int, *pieces: bytes, end: bytes = b"") -> Whole:
    return Whole(Line(*pieces), length, end)


def test_a_slow_line_gives_as_much_as_was_asked_for() -> None:
    slow = body(6, b"ab", b"c", b"de", b"f")
    assert (slow.read(4), slow.read(-1), slow.read(), slow.read(9)) == (b"abc" + b"de", b"f", b"", b"")


@pytest.mark.parametrize("size", [-1, None, 3, 100])
def test_a_body_that_is_shorter_than_it_said_is_torn(size: int | None) -> None:
    torn = body(9, b"abc", b"de")
    with pytest.raises(Torn):
        while torn.read(size):
            pass


def test_the_last_border_must_come() -> None:
    assert body(8, b"abc", b"--x--", end=b"--x--").read() == b"abc--x--"
    for cut in (b"abcdefgh", b"--x--" + b"a" * 2000, b"abc--x-"):
        with pytest.raises(Torn):
            body(len(cut), cut, end=b"--x--").read()


@pytest.mark.django_db
@pytest.mark.parametrize("upto", [1, len(FORM) // 2, len(FORM) - len(BOUNDARY) - 8])
def test_a_form_cut_short_is_answered_with_a_sentence(upto: int) -> None:
    answer = Client().generic("POST", "/akun/login/", FORM[:upto], content_type=MULTIPART_CONTENT)
    assert answer.status_code == 400
    assert "Kiriman Anda tidak bisa kami baca" in answer.content.decode()


@pytest.mark.parametrize("size", [0, 3000, 70_000, 3_000_000])
def test_a_whole_file_of_any_size_comes_through(size: int) -> None:
    content = (bytes(range(251)) * (1 + size // 251))[:size]
    file = SimpleUploadedFile("foto.jpg", content)
    request = RequestFactory().post("/", {"kata": "ya", "foto": file})
    WholeForms(lambda asked: HttpResponse())(request)
    assert request.POST["kata"] == "ya"
    assert request.FILES["foto"].read() == content
    request.close()


@pytest.mark.django_db
def test_an_announced_length_that_never_comes_is_answered_with_a_sentence() -> None:
    answer = Client().generic(
        "POST", "/akun/login/", "login=a", content_type="application/x-www-form-urlencoded",
        CONTENT_LENGTH="12", **{"wsgi.input": io.BytesIO(b"login=a")},
    )  # fmt: skip
    assert answer.status_code == 400


@pytest.mark.parametrize("address", ["/akun/oidc/a%00b/login/", "/contoh%00/", "/api/a%00b/layanan/"])
def test_an_address_with_a_zero_byte_in_it_is_nobodys(address: str) -> None:
    assert Client().get(address).status_code == 404
