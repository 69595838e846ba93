"""A form in parts, read at once: the same fields as Django finds, or left to Django."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from garda.public.quick_forms import QuickForms, fields_of


def sent(**fields: object) -> HttpRequest:
    """A POST in parts, before anybody looked into it."""
    return RequestFactory().post("/", fields)


def test_plain_fields_are_those_that_django_finds() -> None:
    typed = {"what": "Lampu\r\ndi Gang 3", "empty": "", "sign": '--x; name="y" é 你', "two": ["a", "b"]}
    quick, usual = sent(**typed), sent(**typed)
    QuickForms(lambda request: HttpResponse())(quick)
    assert hasattr(quick, "_post") and not hasattr(usual, "_post")
    assert dict(quick.POST.lists()) == dict(usual.POST.lists())
    assert not quick.FILES


def test_a_form_with_a_file_is_left_to_django() -> None:
    request = sent(what="Lampu", foto=SimpleUploadedFile("a.txt", b"isi", "text/plain"))
    QuickForms(lambda one: HttpResponse())(request)
    assert not hasattr(request, "_post")
    assert request.POST["what"] == "Lampu" and request.FILES["foto"].read() == b"isi"


def test_a_place_for_a_file_left_empty_is_no_field() -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="what"\r\n\r\nx\r\n'
        b'--b\r\nContent-Disposition: form-data; name="foto"; filename=""\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n\r\n--b--\r\n"
    )
    assert fields_of(body, b"b") == [("what", "x")]


@pytest.mark.parametrize(
    "body",
    [b"", b"--b--", b"--b\r\n", b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx',
     b'--b\r\nContent-Disposition: form-data; name="a"\r\nX: y\r\n\r\nx\r\n--b--\r\n',
     b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--b--\r\n',
     b'junk--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\n'],
)  # fmt: skip
def test_whatever_is_odd_is_left_to_django(body: bytes) -> None:
    assert fields_of(body, b"b") is None
