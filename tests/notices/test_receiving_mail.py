"""A letter that answers one of ours lands in its matter; forged, strange and machine-made ones do not."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from pytest_django import Settings

from garda import clock
from garda.cases import moving
from garda.cases.errands import work_off
from garda.cases.models import Case
from garda.cases.saying import spoken
from garda.notices import receiving_mail, talking
from garda.notices.models import Consent, Dispatch, Message
from garda.notices.sending import Carrier
from tests.notices.post_office import Office
from tests.town import Town, build_town, file_matter, fresh, moment, photo

pytestmark = pytest.mark.django_db
BUNGA = "bunga@contoh.example"


@pytest.fixture
def town() -> Iterator[Town]:
    with clock.moved_to(moment()):
        yield build_town()


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    office = Office()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    settings.MAIL_REPLY = "balas@kota.example"
    yield office
    office.close()


@pytest.fixture
def told(town: Town, office: Office) -> tuple[Case, EmailMessage]:
    """A matter whose resident was told by mail, and that letter."""
    case = file_matter(town, answers={"what": "Got mampet", "email": BUNGA}, category="").case
    work_off(moment())
    Carrier().work_off(moment())
    return case, office.letters[0]


def reply(letter: EmailMessage | None, words: str, sender: str = BUNGA, **headers: str) -> EmailMessage:
    found = EmailMessage()
    found["From"], found["To"] = sender, str(letter["Reply-To"]) if letter else "balas@kota.example"
    found["Subject"], found["Message-ID"] = "Re: kabar", f"<{abs(hash((words, sender)))}@contoh.example>"
    if letter is not None:
        found["In-Reply-To"] = str(letter["Message-ID"])
    for name, value in headers.items():
        found[name.replace("_", "-")] = value
    found.set_content(words)
    return found


def comes(town: Town, letter: EmailMessage | MIMEMultipart | bytes) -> str:
    raw = letter if isinstance(letter, bytes) else letter.as_bytes()
    became = receiving_mail.take(raw, town.city, clock.now())
    talking.work_off(clock.now())
    return became


def test_an_answer_lands_in_its_matter_without_what_it_quotes(
    town: Town, told: tuple[Case, EmailMessage]
) -> None:
    case, letter = told
    words = (
        "Gotnya di depan musala, sejak Senin.\n\nPada Sel, 4 Nov 2025 Kota menulis:\n> Terima kasih.\n> Kode"
    )
    assert comes(town, reply(letter, words)) == "kept"
    assert spoken(case, "remark") == {"remark": "Gotnya di depan musala, sejak Senin."}
    row = Message.objects.get()
    assert (row.state, bytes(row.sealed)) == (Message.DONE, b"")
    assert comes(town, reply(letter, words)) == "again"
    assert case.events.filter(name="resident.added").count() == 1


def test_what_the_office_asked_is_answered_by_mail_with_a_photo(
    town: Town, told: tuple[Case, EmailMessage]
) -> None:
    case, letter = told
    by = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "asked", by=by, at=clock.now(), words={"reason": "Di mana?"})
    answer = reply(letter, "Di depan musala")
    answer.add_attachment(photo().content, maintype="image", subtype="jpeg", filename="foto.jpg")
    comes(town, answer)
    assert fresh(case).state == Case.OPEN and case.papers.count() == 1


def test_the_matters_own_address_is_enough_where_threading_is_lost(
    town: Town, told: tuple[Case, EmailMessage]
) -> None:
    case, letter = told
    answer = reply(letter, "Tambahan dari telepon")
    del answer["In-Reply-To"]
    comes(town, answer)
    assert spoken(case, "remark") == {"remark": "Tambahan dari telepon"}


def test_another_sender_a_forged_mark_or_no_matter_at_all_go_before_an_officer(
    town: Town, told: tuple[Case, EmailMessage]
) -> None:
    case, letter = told
    comes(town, reply(letter, "Batalkan saja", sender="lain@contoh.example"))
    forged = reply(None, "Dari alamat palsu")
    del forged["To"]
    forged["To"] = str(letter["Reply-To"]).replace("@", "0@")[:-1]
    comes(town, forged)
    comes(town, reply(None, "Kapan jadwal posyandu?"))
    assert spoken(case, "remark") == {}
    found = list(Message.objects.order_by("pk").values_list("state", "why", "case_id"))
    assert found == [
        (Message.SORTING, "other-address", case.pk),
        (Message.SORTING, "no-case", None),
        (Message.SORTING, "no-case", None),
    ]


def test_the_word_that_stops_stops_mails(town: Town, told: tuple[Case, EmailMessage], office: Office) -> None:
    case, letter = told
    comes(town, reply(letter, "BERHENTI\n\n> Terima kasih."))
    assert list(Consent.objects.order_by("pk").values_list("act", flat=True)) == ["form", "stop-word"]
    assert comes(town, reply(None, "STOP", sender="melati@contoh.example")) == "kept"
    assert Consent.objects.count() == 2, "a sender alone is easily forged"
    moving.move_case(case.pk, "handling", by=town.by("melati", "petugas-loket"), at=clock.now())
    work_off(clock.now())
    Carrier().work_off(clock.now() + timedelta(minutes=1))
    assert len(office.letters) == 1


def test_machines_are_passed_over_and_a_letter_that_comes_back_has_failed(
    town: Town, told: tuple[Case, EmailMessage]
) -> None:
    _, letter = told
    away = reply(letter, "Saya sedang cuti", Auto_Submitted="auto-replied")
    assert comes(town, away) == "by-machine"
    assert comes(town, reply(letter, "Daftar", Precedence="bulk")) == "by-machine"
    assert not Message.objects.exists()
    back = MIMEMultipart("report", report_type="delivery-status")
    back["From"], back["To"] = "MAILER-DAEMON@kota.example", "garda@localhost"
    back.attach(MIMEText("Undeliverable"))
    back.attach(MIMEText("Final-Recipient: rfc822; x\nAction: failed\nStatus: 5.1.1", "plain"))
    back.attach(MIMEMessage(letter))
    assert comes(town, back) == "bounced"
    row = Dispatch.objects.get()
    assert (row.state, row.trouble) == (Dispatch.FAILED, "not-reachable")


def test_an_address_that_floods_is_not_kept(town: Town, told: tuple[Case, EmailMessage]) -> None:
    became = [comes(town, reply(None, f"Pesan {n}")) for n in range(40)]
    assert became.count("kept") == 30 and became[-1] == "too-many"


def test_a_letter_of_markup_alone_is_read_as_words(town: Town, told: tuple[Case, EmailMessage]) -> None:
    case, letter = told
    answer = reply(letter, "x")
    answer.set_content(
        "<style>p{}</style><p>Sudah <b>tiga hari</b></p><blockquote>kode</blockquote>", subtype="html"
    )
    comes(town, answer)
    assert spoken(case, "remark") == {"remark": "Sudah tiga hari"}


NESTED = b"From: a@b\n" + b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
)
HOSTILE = (
    b"",
    b"\x00",
    b"\xff" * 1000,
    b"From: \xff\xfe\r\n\r\n",
    b"Subject: =?utf-8?b?////?=\n\nx",
    b"From: a@b\nContent-Type: text/plain; charset=tidak-ada\n\n\xe9",
    b"From: " + b"a" * 100_000 + b"@b\n\nx",
    b"From: a@b, c@d\nMessage-ID: " + b"<" * 5000 + b"\n\nx",
    b"Content-Type: multipart/mixed\n\nx",
    NESTED,
    b"From: a@b\nContent-Transfer-Encoding: base64\n\n!!!!",
    b"From: <>\nIn-Reply-To: <" + b"0" * 40 + b".email.1@x>\n\n",
    b"Content-Type: message/rfc822\n\nFrom: a@b\n\nx",
    b"From: a@b\nContent-Type: text/html\n\n<![" + b"<" * 9000,
)


@pytest.mark.parametrize("raw", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_comes_as_a_letter_is_a_fault(town: Town, raw: bytes) -> None:
    assert comes(town, raw) in ("kept", "again", "by-machine")
    assert not Message.objects.filter(tries__gt=0).exists()


def test_letters_with_broken_bytes_are_no_fault(town: Town, told: tuple[Case, EmailMessage]) -> None:
    dice = random.Random(4)
    whole = bytearray(reply(told[1], "Di depan musala").as_bytes())
    for _ in range(60):
        broken = bytearray(whole)
        for _ in range(12):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        comes(town, bytes(broken))
    assert not Message.objects.filter(tries__gt=0).exists()
