"""Mail goes to whoever gave an address, says no word of theirs, and arrives once, through a real server."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django import Settings

from garda.cases.erasing import erase_own
from garda.cases.errands import work_off
from garda.cases.models import Case, Event
from garda.cases.residents import withdraw
from garda.letters import issuing
from garda.letters.models import Letter
from garda.notices.lists import of_resident
from garda.notices.models import Consent, Contact, Dispatch, Following
from garda.notices.sending import MOST_TRIES, Carrier
from garda.notices.telling import tell
from tests.letters import wards
from tests.notices.post_office import Office
from tests.town import Town, build_town, file_matter, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    office = Office()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    yield office
    office.close()


@pytest.fixture
def town() -> Town:
    return build_town()


def opened(town: Town, email: str = "bunga@contoh.example", *, simulated: bool = False) -> Case:
    answers = {"what": "Got mampet di depan musala", "email": email, "name": "Bunga Contoh"}
    return file_matter(town, answers=answers, category="drainase-banjir", simulated=simulated).case


def carry(minutes: int = 0) -> int:
    at = moment() + timedelta(minutes=minutes)
    work_off(at)
    return Carrier().work_off(at)


def test_a_mail_has_the_number_and_the_link_and_no_word_of_a_person(town: Town, office: Office) -> None:
    case = opened(town)
    assert carry() == 1
    (letter,) = office.letters
    body = letter.get_content()
    assert letter["To"] == "bunga@contoh.example"
    assert f"/contoh/ikuti/{case.number}/" in body and case.number in letter["Subject"]
    assert not any(word in letter["Subject"] + body for word in ("Bunga", "Got", "musala"))
    assert letter["Auto-Submitted"] == "auto-generated"


def test_the_same_errand_again_sends_nothing_more(town: Town, office: Office) -> None:
    case = opened(town)
    carry()
    tell(Event.objects.get(case=case, seq=1), moment(time="09:05"))
    carry(5)
    assert len(office.letters) == 1
    (line,) = of_resident(case)
    assert line.mailed is not None


def test_a_letter_sent_again_after_a_crash_is_known_as_the_same(town: Town, office: Office) -> None:
    opened(town)
    carry()
    Dispatch.objects.update(state=Dispatch.WAITING, next_try_at=moment())  # it died before writing it down
    carry()
    first, second = (letter["Message-ID"] for letter in office.letters)
    assert first == second


def test_no_address_or_a_simulated_matter_means_no_mail(town: Town, office: Office) -> None:
    opened(town, email="")
    opened(town, simulated=True)
    assert carry() == 0 and not Dispatch.objects.exists() and office.letters == []


def test_the_address_in_the_form_is_the_agreement_and_the_log_says_so(town: Town, office: Office) -> None:
    case = opened(town)
    carry()
    consent = Consent.objects.get()
    assert (consent.given, consent.act, consent.case_id) == (True, "form", case.pk)
    assert b"bunga" not in bytes(Contact.objects.get().sealed)


def test_a_server_that_is_away_loses_nothing_and_is_asked_more_and_more_seldom(
    town: Town, office: Office
) -> None:
    opened(town)
    opened(town, email="melati@contoh.example")
    office.close()
    carrier, at = Carrier(), moment()
    work_off(at)
    assert carrier.work_off(at) == 0
    rows = list(Dispatch.objects.order_by("pk"))
    # One was tried, the other was spared: the channel rests.
    assert [row.tries for row in rows] == [1, 0] and rows[0].trouble == "unreachable"
    assert carrier.work_off(at + timedelta(seconds=30)) == 0
    assert Dispatch.objects.filter(tries=1).count() == 1
    pauses = []
    for _ in range(MOST_TRIES):
        one = Dispatch.objects.get(pk=rows[0].pk)
        if one.next_try_at is None:
            break
        pauses.append(one.next_try_at - at)
        at = one.next_try_at
        Dispatch.objects.filter(pk=rows[1].pk).update(next_try_at=at + timedelta(days=9))
        Carrier().work_off(at)
    assert pauses == sorted(pauses) and pauses[0] < pauses[-1]
    assert Dispatch.objects.get(pk=rows[0].pk).state == Dispatch.FAILED


def test_an_address_refused_for_good_fails_at_once_and_one_refused_for_now_waits(
    town: Town, office: Office
) -> None:
    office.answers = {"bunga@contoh.example": "550 unknown", "melati@contoh.example": "451 later"}
    opened(town)
    opened(town, email="melati@contoh.example")
    carry()
    first, second = Dispatch.objects.order_by("pk")
    assert (first.state, first.trouble) == (Dispatch.FAILED, "not-reachable")
    assert (second.state, second.trouble) == (Dispatch.WAITING, "not-reachable")
    office.answers = {}
    carry(2)
    assert [letter["To"] for letter in office.letters] == ["melati@contoh.example"]


def test_where_words_are_erased_the_way_to_their_owner_is_too(town: Town, office: Office) -> None:
    case = opened(town)
    carry()
    withdraw(case.pk, "Sudah beres.", at=moment(time="09:10"))
    erase_own(case.pk, at=moment(time="09:20"))
    carry(21)
    assert not Following.objects.exists() and not Contact.objects.exists()
    assert len(office.letters) == 1


def test_a_signed_letter_travels_with_the_news_of_it_and_that_is_noted_once(office: Office) -> None:
    town = wards.build()
    case = wards.at_signing(town, email="bunga@contoh.example")
    carry(30)
    assert not any(one.is_multipart() for one in office.letters), "nothing is enclosed before the signature"
    signer = town.persons["melati", "lurah", 1]
    issuing.sign(case.pk, signer, at=moment(time="09:40"), seen=case.seq)
    carry(60)
    news = office.letters[-1]
    (enclosed,) = news.iter_attachments()
    letter = Letter.objects.get(case=case)
    assert enclosed.get_content_type() == "application/pdf"
    assert hashlib.sha256(enclosed.get_content()).hexdigest() == letter.fingerprint
    assert "Surat Anda terlampir." in news.get_body().get_content()
    told = Event.objects.filter(case=case, name="letter.delivered")
    assert [one.facts["way"] for one in told] == ["mail"]
    sent = len(office.letters)
    carry(90)
    assert (len(office.letters), told.count()) == (sent, 1)


def test_an_erased_letter_travels_with_no_mail(office: Office) -> None:
    town = wards.build()
    case = wards.at_signing(town, email="bunga@contoh.example")
    issuing.sign(case.pk, town.persons["melati", "lurah", 1], at=moment(time="09:40"), seen=case.seq)
    letter = Letter.objects.get(case=case)
    assert letter.paper is not None
    letter.paper.erased_at = moment(time="09:41")
    letter.paper.save(update_fields=["erased_at"])
    carry(60)
    assert not any(list(one.iter_attachments()) for one in office.letters if one.is_multipart())
