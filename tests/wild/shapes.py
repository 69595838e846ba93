"""Kinds of bad requests: fields in a wrong shape, bodies, files, heads, methods; each with a short name."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlencode

from PIL import Image

Pairs = list[tuple[str, str]]

# ---- fields: from those of a sound form to something that is not one ---------------------------------
SHAPES: dict[str, Callable[[Pairs], Pairs]] = {
    "no field at all": lambda sound: [],
    "the first field missing": lambda sound: sound[1:],
    "the last field missing": lambda sound: sound[:-1],
    "every other field missing": lambda sound: sound[::2],
    "every field twice": lambda sound: sound * 2,
    "every field twice, the second empty": lambda sound: sound + [(name, "") for name, _ in sound],
    "names in capitals": lambda sound: [(name.upper(), value) for name, value in sound],
    "names with brackets": lambda sound: [(f"{name}[]", value) for name, value in sound],
    "names with a zero byte": lambda sound: [(f"{name}\0", value) for name, value in sound],
    "names without letters": lambda sound: [("", value) for _, value in sound],
    "fields of another form": lambda sound: [*sound, ("is_superuser", "1"), ("city", "2"), ("id", "1")],
    "inner names": lambda sound: [*sound, ("__class__", "x"), ("pk__gt", "0"), ("self", "x")],
    "a name of ten thousand letters": lambda sound: [*sound, ("n" * 10_000, "x")],
    "three hundred fields more": lambda sound: sound + [(f"x{n}", "1") for n in range(301)],
    "values that are names": lambda sound: [(value[:40] or "x", name) for name, value in sound],
}  # fmt: skip

# ---- questions behind an address, as they travel ------------------------------------------------------
QUERIES: dict[str, str] = {
    "only an and": "&&&&",
    "only an equals": "=====",
    "no value": "q&kode&untuk",
    "a lone percent sign": "q=%&untuk=%u",
    "bytes that are no letters": "q=%ff%fe&kode=%80",
    "a lone surrogate": "q=%ed%a0%80&nomor=%ed%b0%80",
    "half a letter": "q=%e2%82&kategori=%f0%9f",
    "raw bytes": "q=\xff\xfe\xc3",
    "a semicolon between": "q=a;q=b;page=2",
    "one key a hundred times": "&".join(f"q={n}" for n in range(100)),
    "three hundred keys": "&".join(f"q{n}=1" for n in range(301)),
    "thirty thousand letters": "q=" + "x" * 30_000,
    "a key of brackets": "q[a][b][]=1&q[]=2",
    "pages that are not": "page=-1&halaman=0&dari=-5&hal=9999999999999999999999",
    "another question in it": "q=a%26untuk%3D/kerja/&ke=//evil.example",
}

# ---- bodies: (content, content type) -------------------------------------------------------------------
EDGE = "----ujung"
FORM, PARTS = "application/x-www-form-urlencoded", f"multipart/form-data; boundary={EDGE}"
NAMED = f'--{EDGE}\r\nContent-Disposition: form-data; name="what"'
BODIES: dict[str, tuple[bytes, str]] = {
    "sound JSON": (b'{"what": "Lampu"}', "application/json"),
    "broken JSON": (b'{"what": ', "application/json"),
    "JSON of nothing": (b"null", "application/json"),
    "a deep nest of JSON": (b"[" * 20_000, "application/json"),
    "XML with a thing from outside": (
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "text/xml",
    ),
    "plain text": (b"Lampu mati", "text/plain"),
    "no content type": (b"what=Lampu", ""),
    "a content type that is none": (b"what=Lampu", ";;;/=boundary"),
    "a form in another encoding": ("what=Lampu".encode("utf-16"), f"{FORM}; charset=utf-16"),
    "a form in no encoding": (b"what=Lampu", f"{FORM}; charset=tidak-ada"),
    "a form of raw bytes": (bytes(range(256)), FORM),
    "a form of broken percent signs": (b"what=%&place=%u00&x=%f", FORM),
    "a form of four hundred keys": (b"a=1&" * 400, FORM),
    "a form of two megabytes and more": (b"what=" + b"x" * (2 * 1024 * 1024 + 9), FORM),
    "parts without a border": (b"--x\r\n\r\n", "multipart/form-data"),
    "parts with an empty border": (b"----\r\n", "multipart/form-data; boundary="),
    "parts with a border of strange signs": (b"--\xff", "multipart/form-data; boundary=\xff\xfe"),
    "parts with a border too long": (b"--x", "multipart/form-data; boundary=" + "x" * 300),
    "parts torn in the head": (f"--{EDGE}\r\nContent-Disposition: form-da".encode(), PARTS),
    "parts torn in the value": (
        f'--{EDGE}\r\nContent-Disposition: form-data; name="what"\r\n\r\nLam'.encode(),
        PARTS,
    ),
    "parts with another border": (
        b'--lain\r\nContent-Disposition: form-data; name="what"\r\n\r\nx\r\n--lain--\r\n',
        PARTS,
    ),
    "a part without a name": (
        f"--{EDGE}\r\nContent-Disposition: form-data\r\n\r\nx\r\n--{EDGE}--\r\n".encode(),
        PARTS,
    ),
    "a part in base64 that is none": (
        f"{NAMED}\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--{EDGE}--\r\n".encode(),
        PARTS,
    ),
    "a part in no encoding": (
        f"{NAMED}\r\nContent-Type: text/plain; charset=x\r\n\r\n\xff\r\n--{EDGE}--\r\n".encode("latin-1"),
        PARTS,
    ),
    "an empty set of parts": (f"--{EDGE}--\r\n".encode(), PARTS),
    "nothing at all": (b"", PARTS),
}


# ---- files: (name, content, type that it says it is) ---------------------------------------------------
def _picture(kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.effect_noise((40, 30), 90).save(out, kind)
    return out.getvalue()


def _pixel_bomb() -> bytes:
    """A drawing that says it is forty thousand pixels wide and high, in a hundred bytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 999))
        + chunk(b"IEND", b"")
    )


def _zip(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


@lru_cache(maxsize=1)
def files() -> dict[str, tuple[str, bytes, str]]:
    """Every kind of bad file."""
    whole = _picture()
    return {
        "an empty file": ("foto.jpg", b"", "image/jpeg"),
        "one byte": ("foto.jpg", b"\xff", "image/jpeg"),
        "half a picture": ("foto.jpg", whole[: len(whole) // 2], "image/jpeg"),
        "the head of a picture": ("foto.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 40, "image/jpeg"),
        "a program named as a picture": ("foto.jpg", b"MZ\x90\0" + b"\0" * 400, "image/jpeg"),
        "a page named as a picture": ("foto.jpg", b"<html><script>alert(1)</script>", "image/jpeg"),
        "a drawing with a script": (
            "foto.svg",
            b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
            "image/svg+xml",
        ),
        "a moving picture": ("foto.gif", _picture("GIF"), "image/gif"),
        "a bitmap": ("foto.bmp", _picture("BMP"), "image/bmp"),
        "forty thousand pixels a side": ("foto.png", _pixel_bomb(), "image/png"),
        "a megabyte of noughts, packed": (
            "berkas.xlsx",
            _zip("xl/workbook.xml", b"0" * 1_000_000),
            "application/zip",
        ),
        "a packed way up the folders": ("berkas.xlsx", _zip("../../x", b"x"), "application/zip"),
        "a document without its end": ("berkas.pdf", b"%PDF-1.7\n1 0 obj", "application/pdf"),
        "a picture that says it is a document": ("berkas.pdf", whole, "application/pdf"),
        "a text of broken letters": ("alur.toml", b"\xff\xfe\x00title = ", "application/toml"),
        "a flow that is none": ("alur.toml", b"language = 1\n[[step]]\nkey = 3\n", "application/toml"),
        "a nest of lists": ("alur.toml", b"a = " + b"[" * 3000, "application/toml"),
        "a table of nothing": ("daftar.csv", b",,,,\n,,,,\n", "text/csv"),
        "a name up the folders": ("../../../etc/passwd", whole, "image/jpeg"),
        "a name of five thousand letters": ("n" * 5000 + ".jpg", whole, "image/jpeg"),
        "a name turned from right to left": ("foto\u202egpj.exe", whole, "image/jpeg"),
        "a type that is none": ("foto.jpg", whole, "x/y; charset=\xff"),
    }


# ---- heads: what a request says about itself -----------------------------------------------------------
HEADS: dict[str, dict[str, str]] = {
    "another host": {"HTTP_HOST": "evil.example"},
    "a host of strange signs": {"HTTP_HOST": "a b<c>:x"},
    "a host with a sign-in": {"HTTP_HOST": "testserver@evil.example"},
    "a host forwarded": {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_X_FORWARDED_PROTO": "gopher"},
    "another address in front": {"HTTP_X_ORIGINAL_URL": "/kerja/", "HTTP_X_REWRITE_URL": "/kerja/"},
    "another method in front": {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"},
    "a visitor from everywhere": {"HTTP_X_FORWARDED_FOR": ", ,\x00;::1%25" * 50},
    "a language that is none": {"HTTP_ACCEPT_LANGUAGE": "x-" * 900 + ";q=NaN"},
    "nothing is accepted": {"HTTP_ACCEPT": "*/*;q=abc, \xff/\xfe"},
    "another packing": {"HTTP_ACCEPT_ENCODING": "gzip;q=x, br;q=9, \xff"},
    "only a part of it": {"HTTP_RANGE": "bytes=-1--1, 9999999999999999999-"},
    "since a day that is not": {"HTTP_IF_MODIFIED_SINCE": "Thu, 99 Xxx 0000 99:99:99 GMT"},
    "a mark that never was": {"HTTP_IF_NONE_MATCH": '"\xff", W/', "HTTP_IF_MATCH": "*"},
    "a part asked by script": {
        "HTTP_HX_REQUEST": "true",
        "HTTP_HX_CURRENT_URL": "%zz\xff",
        "HTTP_HX_TARGET": "<x>",
    },
    "from a page that is none": {"HTTP_REFERER": "http://[::1"},
    "from another site": {"HTTP_ORIGIN": "https://evil.example", "HTTP_REFERER": "https://evil.example/"},
    "a sign-in of its own": {"HTTP_AUTHORIZATION": "Basic %%%", "HTTP_PROXY_AUTHORIZATION": "Bearer \xff"},
    "a head of sixty thousand letters": {"HTTP_X_ANYTHING": "x" * 60_000},
    "a browser of five thousand letters": {"HTTP_USER_AGENT": "<script>" * 600},
    "biscuits that are none": {"HTTP_COOKIE": ";;=;\xff=\xfe;$x; =a"},
    "a biscuit of thirty thousand letters": {"HTTP_COOKIE": "kelurahan=" + "9" * 30_000},
    "a forged visit": {"HTTP_COOKIE": "sessionid=v1.eyJjYXNlc19lbnRlcmVkIjpbMSwyXX0:1aaaaa:forged"},
    "a visit that never was": {"HTTP_COOKIE": "sessionid=" + "z" * 32},
    "a visit of strange signs": {
        "HTTP_COOKIE": "sessionid=\xff\x01'\";bahasa=xx-YY;kelurahan=../..;csrftoken=\xff"
    },
}

METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW", "get")


def encoded(pairs: Pairs) -> bytes:
    """Fields as a form travels."""
    return urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in pairs]).encode()
