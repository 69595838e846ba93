"""The walk: every address with its sound request, and everything bad that can be sent there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import islice

from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from tests.wild.shapes import (
    BODIES,
    EDGE,
    FORM,
    HEADS,
    METHODS,
    PARTS,
    QUERIES,
    SHAPES,
    Pairs,
    encoded,
    files,
)
from tests.wild.words import PATHS, VALUES

# What the pages read out of a question, and what acts read where no page shows their form.
ASKED = (
    "q",
    "kode",
    "untuk",
    "titik",
    "titik.x",
    "titik.y",
    "tanda",
    "sidik",
    "kelurahan",
    "kategori",
    "kantor",
    "ukuran",
    "nomor",
    "simulasi",
    "ke",
    "tahun",
    "jenis",
    "dari",
    "sampai",
    "next",
    "page",
    "urut",
    "halaman",
)
TYPED = (
    "seen",
    "reason",
    "words",
    "unit1",
    "words1",
    "post",
    "into",
    "key",
    "kunci",
    "kata",
    "nilai",
    "yakin",
    "aksi",
)

THIRDS = 3


@dataclass
class Sent:
    """One bad request: the kinds in it, and how it travels."""

    kinds: tuple[str, ...]
    method: str
    path: str
    query: str = ""
    body: bytes = b""
    content_type: str = FORM
    heads: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.path[:90]}?{self.query[:60]} with {', '.join(self.kinds[:3])}"


@dataclass
class Form:
    """A form as a page shows it."""

    fields: Pairs = field(default_factory=list)
    files: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """The forms of a page: where each is sent, with what stands in it."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.found, self._open, self._list = path, list[tuple[str, Form]](), Form(), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Inputs of every sort; one choice of each list."""
        about = {name: value or "" for name, value in attrs}
        name, kind = about.get("name", ""), about.get("type", "text")
        if tag == "form":
            self._open = Form()
            if about.get("method", "get").lower() == "post":
                self.found.append(((about.get("action") or self.path).split("?")[0], self._open))
        elif tag == "select":
            self._list = name
        elif tag == "option" and self._list and about.get("value"):
            self._open.fields.append((self._list, about["value"]))
            self._list = ""
        elif tag == "input" and kind == "file":
            self._open.files.append(name)
        elif tag == "textarea" or (tag == "input" and name):
            known = {one for one, _ in self._open.fields}
            if name not in known or kind not in ("radio", "checkbox"):
                self._open.fields.append((name, about.get("value", "")))
        elif tag == "button" and name:
            self._open.fields.append((name, about.get("value", "")))


def routes(resolver: URLResolver, above: str = "") -> Iterator[str]:
    """The pattern of every address."""
    for pattern in resolver.url_patterns:
        here = above + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, here)
        elif isinstance(pattern, URLPattern):
            yield here


def every_route() -> list[str]:
    """The patterns of all addresses, each once."""
    return list(dict.fromkeys(routes(get_resolver())))


PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


def filled(route: str, known: Mapping[str, str], spoilt: str = "") -> str:
    """The address of a route; its last part is `spoilt` where that is given."""
    names = [found[1] or found[2] for found in PART.finditer(route)]
    values = [known[name] for name in names]
    if spoilt:
        values[-1] = spoilt
    rest = iter(values)
    return "/" + PART.sub(lambda _: next(rest), route)


def forms_of(client: Client, pages: list[str]) -> dict[str, Form]:
    """Route → the form that a page sends there, for all pages that this visitor may see."""
    found: dict[str, Form] = {}
    for path in pages:
        answer = client.get(path)
        if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
            continue
        reader = Forms(path)
        reader.feed(answer.content.decode())
        for action, form in reader.found:
            action = action.partition("#")[0] or path
            try:
                found.setdefault(resolve(action).route, form)
            except Resolver404:
                raise AssertionError(f"a form of {path} goes to {action}, where nobody is") from None
    return found


# ---- what is sent --------------------------------------------------------------------------------------
def _grouped() -> list[list[str]]:
    """The kinds of heads, four at a time; those that another host or visitor stands in are sent alone."""
    alone = [name for name, heads in HEADS.items() if {"HTTP_HOST", "HTTP_COOKIE"} & heads.keys()]
    others = [name for name in HEADS if name not in alone]
    return [[name] for name in alone] + [others[start : start + 4] for start in range(0, len(others), 4)]


# A form of more fields gets every kind of text twice, each time in another field.
FEW = 6


def every_kind() -> set[str]:
    """The names of all kinds that any address can be sent."""
    methods = {f"method {method}" for method in METHODS}
    return {*VALUES, *QUERIES, *HEADS, *SHAPES, *BODIES, *methods, *(f"address: {name}" for name in PATHS)}


@dataclass(frozen=True)
class Wild:
    """Everything bad that can be sent, with two numbers in it that are not this visitor's."""

    another_city: str
    another_person: str

    def _said(self, text: str) -> str:
        return text.replace("{another_city}", self.another_city).replace(
            "{another_person}", self.another_person
        )

    def _spread(self, names: list[str], turns: int) -> Iterator[tuple[tuple[str, ...], Pairs]]:
        """All kinds of text over the fields: each is sent `turns` times, each time in another field."""
        kinds = list(VALUES)
        for turn in range(turns):
            for start in range(0, len(kinds), len(names)):
                some = kinds[start : start + len(names)]
                fields = [names[(place + turn) % len(names)] for place in range(len(some))]
                yield (
                    tuple(some),
                    [(name, self._said(VALUES[kind])) for name, kind in zip(fields, some, strict=True)],
                )

    def looks(self, path: str, turn: int) -> Iterator[Sent]:
        """Everything bad that can be asked of a page.

        Heads and methods are read before an address is, by the same code for all: of the heads so many as
        there are questions, of the methods half; the next turn brings the next ones.
        """
        for kinds, pairs in self._spread(list(ASKED), 1):
            yield Sent(
                kinds, "GET", path, query=encoded([(name, value[:8000]) for name, value in pairs]).decode()
            )
        # Heads and questions in one request, where neither stands in the way of the other.
        asked = [list(QUERIES)[start : start + 2] for start in range(0, len(QUERIES), 2)]
        heads_of_all = _grouped()
        for place, questions in enumerate(asked):
            heads = heads_of_all[(turn * len(asked) + place) % len(heads_of_all)]
            query = "&".join(QUERIES[question] for question in questions)
            said = {name: value for head in heads for name, value in HEADS[head].items()}
            yield Sent((*heads, *questions), "GET", path, query=query, heads=said)
        for method in METHODS[turn % 2 :: 2]:
            yield Sent((f"method {method}",), method, path)

    def acts(self, path: str, form: Form, extra: Pairs, turn: int) -> Iterator[Sent]:
        """Everything bad that can be sent with a form; `extra` is what it needs to be looked at at all.

        A body is taken apart before an address reads it, by the same code for all but the programs' door: a
        third of them, the next turn brings the next.
        """
        known = dict(extra)
        sound = [
            *(one for one in form.fields or [(name, "1") for name in TYPED] if one[0] not in known),
            *extra,
        ]
        names = list(dict.fromkeys(name for name, _ in sound if name not in known)) or list(TYPED)
        for kinds, pairs in self._spread(names, 1 + (len(names) > FEW)):
            yield Sent(kinds, "POST", path, body=encoded([*pairs, *extra]))
        # One field of an otherwise sound form spoilt.
        for place, (kind, value) in enumerate(VALUES.items()):
            spoilt = dict(sound) | {names[place % len(names)]: self._said(value)}
            if place % 3 == 0 and len(names) > FEW:
                yield Sent((kind,), "POST", path, body=encoded(list(spoilt.items())))
        for name, shape in SHAPES.items():
            yield Sent((name,), "POST", path, body=encoded(shape(sound)))
        share = 1 if path.startswith("/api/") else THIRDS
        for name, (body, kind) in islice(BODIES.items(), turn % share, None, share):
            yield Sent((name,), "POST", path, body=body, content_type=kind)
        for name, file in files().items() if form.files else ():
            yield Sent((name,), "POST", path, body=parts(sound, form.files, *file), content_type=PARTS)

    def places(self, route: str, known: Mapping[str, str], method: str) -> Iterator[Sent]:
        """Every kind of wrong address, where a route has a part that varies."""
        for name, value in PATHS.items() if PART.search(route) else ():
            path = filled(route, known, self._said(value))
            yield Sent((f"address: {name}",), method, path)


def parts(sound: Pairs, into: list[str], filename: str, content: bytes, kind: str) -> bytes:
    """A form in parts with a file in each place for one."""
    pieces = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode(
            "utf-8", "replace"
        )
        for name, value in sound
    ]
    for name in into:
        head = f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
        pieces.append(head.encode() + f"Content-Type: {kind}\r\n\r\n".encode("latin-1") + content + b"\r\n")
    return b"".join(pieces) + f"--{EDGE}--\r\n".encode()
