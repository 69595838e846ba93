"""Items 25, 26, 36: a marker word of a closed record, and its author, stand nowhere that anybody else looks.

The same author wrote a report of conduct and a criticism, known to the inspectorate alone. Every address is
opened as a resident, as nobody and as officers without a seat, of the criticised line too; then the archive,
the log, the mail and the record of what was sent are searched.
"""

from __future__ import annotations

import contextlib
import gzip
import logging
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from garda import clock
from garda.config import archiving, tick
from garda.gatherings import keeping
from garda.integrity import boxing, emptying
from garda.people.models import Person
from tests import town as towns
from tests.config.test_wild import Place, Visit, settled
from tests.public import visitors
from tests.town import Town, moment
from tests.wild import walk
from tests.wild.walk import Sent

pytestmark = pytest.mark.django_db
# The word, the author (who holds no post, so stands on no page of their own), a word beside it to search for.
MARKER, AUTHOR, BESIDE = "zirkonbiru", "Wirasakti Purnajaya", "perahu"
OPEN_ROOMS = ("kerja/", "akun/")
# The register of everybody who may sign in names everybody, whatever they wrote.
REGISTER = "kerja/orang/"
# Where the marker would most likely come through: every officer opens all of these.
OURS = re.compile(
    r"kerja/(kritik|perilaku|pertemuan|ikrar|kabar|suara|kebijakan|kepala|cari|pembacaan|urusan)/"
)


@pytest.fixture
def place(db: None, settings: Any) -> Iterator[Place]:
    """Kota Contoh with a matter of everything, and a closed session of the mayor and one agency."""
    settings.DEMO = True
    settings.ACCOUNT_RATE_LIMITS = {}
    with clock.moved_to(moment()):
        found = settled(visitors.whole_town())
        keep_closed(found.town)
        yield found
    visitors.forget()
    towns.forget_kept()


def keep_closed(town: Town) -> int:
    """The closed record, with minutes, a report and a decision that was let out."""
    author = Person.objects.create(username="wirasakti", name=AUTHOR, city=town.city)
    circle = [town.persons["kota", "wali-kota", 1], town.persons["lh", "kepala-opd", 1]]
    pk = keeping.keep(
        town.city, town.units["setda"], title=f"Sesi {MARKER}", place=f"Ruang {MARKER}",
        day=moment().date(), closed=True, circle=circle, words=f"Soal {MARKER} dan {BESIDE}.", by=author,
        at=moment(),
    )  # fmt: skip
    keeping.note(pk, f"Laporan {MARKER} {BESIDE}", kind=keeping.REPORT, by=author, at=moment())
    keeping.release(pk, "Loket buka pukul 07.30.", by=author, at=moment())
    confide(town, author)
    return pk


def confide(town: Town, author: Person) -> None:
    """The same author reports somebody with the marker, and criticises; known to the inspectorate alone."""
    said = {boxing.REPORT: f"Ada pungutan {MARKER} di loket.", boxing.CRITICISM: "Loket tutup terlalu cepat."}
    for kind, words in said.items():
        boxing.drop(
            town.city, town.units["melati"], words, kind=kind, at=moment("2025-10-27"), known=author,
            form_key=f"rahasia-{kind}",
        )  # fmt: skip
    emptying.remind(moment("2025-11-03"))


def text_of(answer: Any) -> bytes:
    """Everything that came: the body, unpacked, and the heads."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return bytes(body) + str(dict(answer.headers)).encode()


def leaks(content: bytes, route: str = "") -> bool:
    """Whether the marker or the author's name stands there."""
    words = (MARKER,) if route == REGISTER else (MARKER, AUTHOR.lower())
    return any(word.encode() in content.lower() for word in words)


class Parts(dict[str, str]):
    """What stands in the parts of an address; a part that nobody knows is a number."""

    def __missing__(self, name: str) -> str:
        return "1"


def asked(place: Place, one: Visit, route: str, query: str = "") -> bytes:
    """One page as one visitor gets it."""
    path = walk.filled(route, Parts(place.known_in(route)))
    return text_of(one.send(Sent((), "GET", path, query)))


def test_item_25_no_address_of_the_site_says_the_marker_or_the_author_to_anybody_else(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    inside = [place.officers[n] for n in (1, 2, 3)]
    opened, found = 0, []
    for n, route in enumerate(walk.every_route()):
        staff = route.startswith(OPEN_ROOMS)
        # Of the three officers two open each address, in turn: all three would see the same pages again.
        two = (inside[n % 3], inside[(n + 1) % 3])
        for one in inside if OURS.match(route) else two if staff else (place.nobody, place.owner):
            opened += 1
            if leaks(asked(place, one, route), route):
                found.append(route)
    for route in ("kerja/cari/", "kerja/pertemuan/", "<slug:city>/cari/"):
        for one in (place.nobody, *inside):
            found += [route] if leaks(asked(place, one, route, f"q={BESIDE}")) else []
    assert found == []
    assert opened > 300
    assert not leaks(caplog.text.encode())


def test_item_25_errors_mails_notices_and_what_is_on_its_way_out_do_not_say_it(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    pk = keeping.keep(
        place.town.city, place.town.units["setda"], title=f"Lagi {MARKER}", day=moment().date(), closed=True,
        by=Person.objects.get(name=AUTHOR), at=moment(),
    )  # fmt: skip
    outsiders = [*place.officers, place.foreign, place.nobody]
    for one in outsiders:
        for path in (f"/kerja/pertemuan/{pk}/", f"/kerja/pertemuan/{pk}/catat/", "/kerja/pertemuan/baru/"):
            for method in ("GET", "POST", "PUT"):
                sent = Sent((), method, path, body=f"words={BESIDE}&seen=x".encode())
                assert not leaks(text_of(one.send(sent))), path
    tick.beat()
    assert not leaks(str([(one.subject, one.body) for one in mail.outbox]).encode())
    assert not leaks(caplog.text.encode())


def test_item_25_the_archive_of_the_whole_installation_keeps_it_sealed(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A test is one transaction already.
    monkeypatch.setattr(archiving, "one_moment", contextlib.nullcontext)
    keep_closed(town)
    target = tmp_path / "arsip.zip"
    archiving.export(target)
    with zipfile.ZipFile(target) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert MARKER.encode() not in content, name
            assert AUTHOR.encode() not in content or name == "tables/people.Person.jsonl", name
        sealed = archive.read("tables/gatherings.Gathering.jsonl").decode()
        person = Person.objects.get(name=AUTHOR)
    assert f'"author":{person.pk}' not in sealed


@pytest.fixture
def town(db: None) -> Town:
    """The bare town."""
    return towns.build_town(flows=())
