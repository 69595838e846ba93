"""Mail goes to whoever gave an address, says no word of theirs, and arrives once."""

from __future__ import annotations

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from pytest_django import Settings

from garda.cases.models import Case, Event
from garda.notices.mailing import mail
from garda.notices.models import Notice
from garda.notices.telling import tell
from tests.town import Town, build_town, file_matter, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return build_town()


def opened(town: Town, email: str = "bunga@contoh.example", *, simulated: bool = False) -> tuple[Case, Event]:
    answers = {"what": "Got mampet di depan musala", "email": email, "name": "Bunga Contoh"}
    case = file_matter(town, answers=answers, category="drainase-banjir", simulated=simulated).case
    return case, Event.objects.select_related("case__city").get(case=case, seq=1)


def test_a_mail_has_the_number_and_the_link_and_no_word_of_a_person(town: Town) -> None:
    case, event = opened(town)
    mail(event, moment())
    sent = outbox.outbox[0]
    assert sent.to == ["bunga@contoh.example"]
    assert f"/contoh/ikuti/{case.number}/" in sent.body
    assert not any(word in sent.subject + sent.body for word in ("Bunga", "Got", "musala"))


def test_the_same_errand_again_sends_nothing_more(town: Town) -> None:
    _, event = opened(town)
    mail(event, moment())
    tell(event, moment())
    mail(Event.objects.get(pk=event.pk), moment(time="09:05"))
    assert len(outbox.outbox) == 1
    notice = Notice.objects.get(event=event, receiver=Notice.RESIDENT)
    assert (notice.channel, notice.sent_at) == (Notice.EMAIL, moment())


def test_a_letter_sent_again_after_a_crash_is_known_as_the_same(town: Town) -> None:
    _, event = opened(town)
    mail(event, moment())
    Notice.objects.update(sent_at=None)
    mail(event, moment())
    first, second = (sent.extra_headers["Message-ID"] for sent in outbox.outbox)
    assert first == second


def test_no_address_or_a_simulated_matter_means_no_mail(town: Town) -> None:
    mail(opened(town, email="")[1], moment())
    mail(opened(town, simulated=True)[1], moment())
    assert outbox.outbox == []


def test_a_mail_server_that_is_away_raises_so_that_the_errand_is_tried_again(
    town: Town, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "tests.notices.test_mailing.Away"
    _, event = opened(town)
    with pytest.raises(ConnectionRefusedError):
        mail(event, moment())
    assert not Notice.objects.filter(sent_at__isnull=False).exists()


class Away(EmailBackend):
    """A mail server that nobody reaches."""

    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError
