"""Who signs and with what: acting and delegated posts, a second signature, the national service."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from pytest_django import Settings

from garda import clock, shelf
from garda.cases import moving, papers, publishing
from garda.cases.acting import Refused
from garda.cases.models import Case, Event
from garda.letters import composing, issuing, keeping, numbering, rendering, signatories, signing
from garda.letters.models import Letter
from garda.people import holding
from garda.people.models import Delegation, Term
from tests import town as towns
from tests.letters import wards
from tests.office.staff import do, signed_in, text_of

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 4)


@pytest.fixture
def town() -> Any:
    """The town on a Tuesday morning."""
    with clock.moved_to(towns.moment(time="10:00")):
        yield wards.build()


def lines(town: towns.Town, kind: str) -> tuple[str, ...]:
    """What stands over the signature of whoever holds that post."""
    step = publishing.flow_of(town.flows["sktm"]).steps["signing"]
    holding.forget()
    return signatories.signing_of(town.persons["melati", kind, 1], town.units["melati"], step, DAY).lines


def test_the_letter_calls_head_acting_head_deputy_and_delegate_by_their_right(town: towns.Town) -> None:
    assert lines(town, "lurah") == ("Lurah Melati,",)
    assert lines(town, "seklur") == ("a.n. Lurah Melati", "Sekretaris Lurah,")
    Term.objects.filter(post=town.posts["melati", "lurah", 1]).update(manner="plt")
    assert lines(town, "lurah") == ("Plt. Lurah Melati,",)
    with pytest.raises(Refused):
        lines(town, "kasi-pemberdayaan")
    Delegation.objects.create(
        giver=town.posts["melati", "lurah", 1], taker=town.posts["melati", "kasi-pemberdayaan", 1],
        first=DAY, last=DAY, decree="Surat tugas contoh",
    )  # fmt: skip
    assert lines(town, "kasi-pemberdayaan") == (
        "a.n. Lurah Melati",
        "Kepala Seksi Pemberdayaan Masyarakat,",
    )


def test_a_second_signature_follows_as_an_update_and_both_are_valid(town: towns.Town, tmp_path: Path) -> None:
    text = shelf.folder("flows", "sktm.toml").read_text("utf-8")
    text = text.replace("[letter]\n", '[letter]\nalso_signed_by = "camat"\n')
    text = text.replace('  to     = "pickup"\n', '  to     = "knowing"\n', 1)
    head, rest = text.split('[[step]]\nkey   = "pickup"', 1)
    knowing = """[[step]]
key    = "knowing"
title  = { id = "Mengetahui camat", en = "The sub-district head" }
shown  = { id = "Camat ikut menandatangani.", en = "The sub-district head signs too." }
at     = "kecamatan"
desk   = "ruang-camat"
post   = "camat"
within = "1 hari kerja"

  [[step.move]]
  to     = "pickup"
  label  = { id = "Sudah", en = "Done" }
  guards = "letter-signed"

"""
    text = head + knowing + '[[step]]\nkey   = "pickup"' + rest
    town.flows["sktm"] = publishing.publish(town.city, text, at=towns.moment("2025-11-03"))
    case = wards.at_signing(town)
    at = towns.moment(time="10:00")
    issuing.sign(case.pk, town.persons["melati", "lurah", 1], at=at)
    case = towns.fresh(case)
    assert (case.step, case.unit.key) == ("knowing", "kec-taman")
    (line,) = keeping.of_case(case, DAY)
    assert (line.state, line.waits_for) == ("waits", ("Camat Taman",))
    first = keeping.file_of(case, line.id)
    issuing.sign(case.pk, town.persons["kec-taman", "camat", 1], at=at)
    case = towns.fresh(case)
    (line,) = keeping.of_case(case, DAY)
    second = keeping.file_of(case, line.id)
    assert (case.step, line.state, len(line.signatures)) == ("pickup", "valid", 2)
    assert first and second and second.startswith(first)
    assert wards.pdfsig(second, tmp_path).count("Signature is Valid") == 2
    told = Event.objects.filter(case=case, name="letter.signed").order_by("seq")
    assert [(one.facts["signatures"], one.facts["of"]) for one in told] == [(1, 2), (2, 2)]


def test_a_letter_signed_again_revokes_the_one_before(town: towns.Town) -> None:
    case = wards.at_signing(town)
    lurah, at = town.persons["melati", "lurah", 1], towns.moment(time="10:00")
    issuing.sign(case.pk, lurah, at=at)
    desk, kasi = town.by("melati", "petugas-loket"), town.by("melati", "kasi-pemberdayaan")
    moving.move_case(case.pk, "mistake", by=desk, at=at, words={"reason": "Nama salah"})
    moving.move_case(case.pk, "signing", by=kasi, at=at)
    assert towns.fresh(case).step == "signing"
    issuing.sign(case.pk, lurah, at=at)
    states = list(Letter.objects.order_by("n").values_list("n", "state", "reason"))
    assert states == [(1, Letter.REVOKED, "replaced"), (2, Letter.SIGNED, "")]


def test_what_a_resident_typed_is_never_markup_and_the_file_is_an_archive_that_reads_aloud(
    town: towns.Town, tmp_path: Path
) -> None:
    wild = '#panic("x") *tebal* $x$ @y <z> \\ "} #let'
    case = towns.ask_letter(town).case
    case.said.filter(key="address").delete()
    case = wards.on_to_signing(town, case)
    flow = publishing.flow_of(town.flows["sktm"])
    draft = composing.draft_of(case, flow)
    draft.answers["address"] = wild
    step = flow.steps["signing"]
    who = signatories.signing_of(town.persons["melati", "lurah", 1], case.unit, step, DAY)
    data = composing.data_of(draft, who, number="400.9/7/MLT/XI/2025", code="A" * 28, day=DAY, own=True)
    assert ["Alamat", wild] in data["rows"]
    pdf = rendering.as_pdf(data)
    for sign in (b"pdfaid", b"pdfuaid", b"/StructTreeRoot", b"/Lang"):
        assert sign in pdf
    assert "UJI COBA" in str(signing.Own.__doc__) or data["own"]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (numbering.PATTERN, "400.9/7/MLT/XI/2025"),
        ("{code}/{n:3}/{unit_code}", "400.9/007/MLT"),
        ("{n}/{month}/{year}/{elsewhere}", "7/11/2025/{elsewhere}"),
    ],
)
def test_the_number_follows_the_citys_own_pattern(town: towns.Town, pattern: str, said: str) -> None:
    unit = town.units["melati"]
    assert numbering.written(pattern, code="400.9", n=7, unit=unit, day=DAY) == said


# ---- the national service, as a loopback fake ------------------------------------------------------
class Fake(BaseHTTPRequestHandler):
    """Says yes to one NIK and one passphrase; appends to the file as a signature would."""

    asked: ClassVar[list[tuple[str, str, bytes]]] = []
    status = 200

    def do_GET(self) -> None:
        """The status of a person."""
        self._heard(b"")
        known = self.path == "/api/user/status/9901010101800001"
        self._answer(200 if known else 404, json.dumps({"status_code": 1111 if known else 2011}).encode())

    def do_POST(self) -> None:
        """A signature."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._heard(body)
        if type(self).status != 200:
            self._answer(type(self).status, b"")
        elif b"frasa-benar" not in body:
            self._answer(400, b'{"error": "Passphrase anda salah"}')
        else:
            start = body.index(b"%PDF-")
            end = body.index(b"\r\n--", start)
            self._answer(200, body[start:end] + b"\n% signed elsewhere\n%%EOF\n")

    def _heard(self, body: bytes) -> None:
        self.asked.append((self.path, self.headers.get("Authorization", ""), body))

    def _answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def service(settings: Settings) -> Iterator[type[Fake]]:
    """The fake, and this city signing with it."""
    Fake.asked, Fake.status = [], 200
    server = HTTPServer(("127.0.0.1", 0), Fake)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.ESIGN_ADDRESS = f"http://127.0.0.1:{server.server_port}"
    settings.ESIGN_USER, settings.ESIGN_PASSWORD, settings.ESIGN_CITIES = "kota", "rahasia", []
    try:
        yield Fake
    finally:
        server.shutdown()
        server.server_close()


def test_item_12_the_national_service_signs_behind_the_same_button_and_its_passphrase_is_nowhere_kept(
    town: towns.Town, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    case = wards.at_signing(town)
    client = signed_in(town, "melati", "lurah")
    with service(settings) as fake, caplog.at_level(logging.DEBUG):
        page = text_of(client.get(f"/kerja/urusan/{case.number}/"))
        assert 'type="password"' in page
        refused = do(client, case, "tanda-tangan", passphrase="frasa-benar")
        assert "NIK Anda belum dicatat" in text_of(refused)
        signatories.keep(town.persons["melati", "lurah", 1], nip="", rank="", nik="9901010101800001")
        wrong = do(client, case, "tanda-tangan", passphrase="frasa-keliru")
        assert wrong.status_code == 422 and "Frasa sandi tidak cocok" in text_of(wrong)
        assert "frasa-keliru" not in text_of(wrong)
        fake.status = 500
        away = do(client, case, "tanda-tangan", passphrase="frasa-benar")
        assert "tidak menjawab" in text_of(away) and towns.fresh(case).step == "signing"
        fake.status = 200
        assert do(client, case, "tanda-tangan", passphrase="frasa-benar").status_code == 302
    assert towns.fresh(case).step == "pickup"
    letter = Letter.objects.get(state=Letter.SIGNED)
    assert (letter.n, letter.signatures[0]["own"]) == (1, False)
    assert letter.paper is not None
    assert (papers.content_of(letter.paper) or b"").endswith(b"% signed elsewhere\n%%EOF\n")
    path, door, body = fake.asked[-1]
    assert path == "/api/sign/pdf" and door.startswith("Basic ")
    for name in (b'name="file"', b'name="nik"', b'name="passphrase"', b'name="tampilan"'):
        assert name in body
    kept = str(list(Event.objects.values_list("facts", flat=True))) + caplog.text
    assert "frasa-" not in kept and "9901010101800001" not in str(Event.objects.values_list("facts"))


def test_an_unreachable_service_leaves_the_matter_where_it_stood(
    town: towns.Town, settings: Settings
) -> None:
    case = wards.at_signing(town)
    signatories.keep(town.persons["melati", "lurah", 1], nip="", rank="", nik="9901010101800001")
    settings.ESIGN_ADDRESS = "http://127.0.0.1:9"
    with pytest.raises(Refused) as no:
        issuing.sign(case.pk, town.persons["melati", "lurah", 1], at=clock.now(), passphrase="frasa")
    assert "tidak menjawab" in no.value.words.id
    settings.ESIGN_ADDRESS = ""
    issuing.sign(case.pk, town.persons["melati", "lurah", 1], at=clock.now())
    assert list(Letter.objects.values_list("n", "state")) == [(1, Letter.SIGNED)]
    assert Case.objects.get(pk=case.pk).step == "pickup"
