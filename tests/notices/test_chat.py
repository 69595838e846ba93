"""A resident in a chat: starts a report, completes it, follows it, answers, stops; a fake on loopback."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from garda import clock
from garda.cases import errands, moving, saying
from garda.cases.models import Case, Event, Said
from garda.cases.replaying import faults_of
from garda.notices import expiring, talking
from garda.notices.models import Attachment, Consent, Contact, Dispatch, Draft, Message
from garda.notices.sending import Carrier
from garda.sight.shelves import class_of
from tests.notices.cloud import Cloud, Phone, buttons_of, deliver, wrapped
from tests.town import Town, build_town, fresh, moment, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return build_town()


@pytest.fixture
def cloud(settings: Settings) -> Iterator[Cloud]:
    cloud = Cloud()
    cloud.connect(settings)
    yield cloud
    cloud.close()


@pytest.fixture
def phone(town: Town, cloud: Cloud) -> Iterator[Phone]:
    clock.move(moment())
    yield Phone(cloud, turn, clock.now)
    clock.move(None)


def turn(carrier: Carrier | None = None) -> None:
    """The background's turn."""
    at = clock.now()
    talking.work_off(at)
    errands.work_off(at)
    (carrier or Carrier()).work_off(at)


def later(**much: float) -> None:
    clock.move(clock.now() + timedelta(**much))


def files(phone: Phone, what: str = "Lampu jalan mati di Gang 3") -> Case:
    phone.writes(what)
    phone.writes("Kelurahan Melati, depan musala")
    phone.presses("Ya, kirim")
    return Case.objects.order_by("-pk")[0]


def test_a_report_by_text_photo_and_position_becomes_a_matter_with_three_questions(phone: Phone) -> None:
    phone.writes("Lampu jalan mati di Gang 3")
    assert "Di mana" in phone.shown[-1]
    phone.photo(photo().content)
    phone.place(-7.995, 112.605)
    assert Case.objects.count() == 0
    asked = phone.shown[-1]
    assert "Lampu jalan mati" in asked and "Tentang: " in asked and "Melati" in asked and "Foto: 1" in asked
    phone.presses("Ya, kirim")
    case = Case.objects.get()
    assert (case.channel, case.area.name) == ("whatsapp", "Melati")
    assert case.category == class_of(case.flow_id, "Lampu jalan mati di Gang 3") != ""
    assert (case.lat, case.lng) == (-7.995, 112.605)
    assert case.papers.count() == 1 and not faults_of(case, list(case.events.order_by("seq")))
    assert saying.spoken(case, "what", "phone") == {
        "what": "Lampu jalan mati di Gang 3",
        "phone": "+6281234567890",
    }
    receipt = phone.shown[-1]
    assert f"Nomor: {case.number}" in receipt and re.search(r"Kode: \w{4}-\w{4}", receipt)
    assert Attachment.objects.count() == 0 and not Draft.objects.filter(done_at__isnull=True).exists()


def test_the_code_and_the_link_of_the_receipt_open_the_matter_and_the_link_ends(phone: Phone) -> None:
    case = files(phone)
    receipt = phone.shown[-1]
    code = re.search(r"Kode: (\S+)", receipt)[1]  # type: ignore[index]
    knocked = Client().post("/contoh/ikuti/", {"nomor": case.number, "kode": code})
    assert knocked.status_code == 302 and knocked.url.endswith(f"/ikuti/{case.number}/")
    path = re.search(r"(/contoh/k/\S+)", receipt)[1]  # type: ignore[index]
    visitor = Client()
    assert visitor.get(path, follow=True).redirect_chain[-1][0].endswith(f"/ikuti/{case.number}/")
    later(days=4)
    late = Client().get(path)
    assert late.status_code == 302 and late.url.endswith(f"/ikuti/?nomor={case.number}")
    assert Client().get(path.replace(path[-4:-1], "abc")).status_code == 404


def test_an_answer_of_the_office_comes_into_the_chat_and_is_contested_there(phone: Phone, town: Town) -> None:
    case = files(phone)
    officer = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=officer, at=clock.now())
    moving.move_case(case.pk, "answered", by=officer, at=clock.now(), words={"answer": "Sudah kami ganti."})
    turn()
    assert case.number in phone.shown[-1] and "Sudah kami ganti" not in phone.shown[-1]
    phone.presses("Belum beres")
    phone.writes("Semalam masih mati")
    assert fresh(case).contested == 1 and "Sanggahan" in phone.shown[-1]
    phone.presses("Ya, sudah beres")  # of the message before: no longer so
    assert fresh(case).state != Case.CLOSED


def test_what_the_office_asked_is_answered_in_the_chat(phone: Phone, town: Town) -> None:
    case = files(phone)
    officer = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "asked", by=officer, at=clock.now(), words={"reason": "Tiang nomor berapa?"})
    turn()
    assert fresh(case).state == Case.PAUSED
    phone.writes("Tiang nomor 14")
    assert fresh(case).state == Case.OPEN
    assert "Tiang nomor 14" in saying.spoken(case).values()
    assert Message.objects.filter(state=Message.DONE, sealed=b"").count() == Message.objects.count()


def test_words_to_an_open_matter_are_asked_where_they_belong(phone: Phone) -> None:
    case = files(phone)
    phone.writes("Sekarang dua lampu yang mati")
    assert "urusan yang mana" in phone.shown[-1] and "remark" not in saying.spoken(case)
    phone.presses(case.number)
    assert saying.spoken(case, "remark") == {"remark": "Sekarang dua lampu yang mati"}
    phone.writes("Ada pohon tumbang di Gang 5")
    phone.presses("Laporan baru")
    assert "Di mana" in phone.shown[-1]
    phone.writes(f"Untuk {case.number}: tiangnya miring")
    assert "tiangnya miring" in saying.spoken(case, "remark")["remark"]


def test_nobody_writes_into_the_matter_of_another(phone: Phone, cloud: Cloud) -> None:
    case = files(phone)
    stranger = Phone(cloud, turn, clock.now, number="6289999999999")
    stranger.writes(f"Untuk {case.number}: batalkan saja")
    press = {"type": "button_reply", "button_reply": {"id": f"add:{case.number}", "title": case.number}}
    stranger.sends(stranger.message("interactive", interactive=press))
    wamid = Dispatch.objects.exclude(outside_id="").order_by("pk")[0].outside_id
    stranger.writes("Lampu di sini juga mati", context={"id": wamid})
    assert Event.objects.filter(case=case).count() == 1
    assert case.number not in " ".join(stranger.shown)


def test_stop_is_kept_at_once_and_answered_once(phone: Phone, town: Town) -> None:
    case = files(phone)
    phone.writes("berhenti")
    assert "kami berhenti" in phone.shown[-1]
    said = len(phone.shown)
    phone.writes("STOP")
    officer = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=officer, at=clock.now())
    turn()
    assert len(phone.shown) == said
    assert list(Consent.objects.order_by("pk").values_list("act", "given")) == [
        ("wrote", True),
        ("filed", True),
        ("stop-word", False),
    ]
    phone.writes("mulai")
    assert "lewat WhatsApp lagi" in phone.shown[-1]


def test_outside_of_the_day_only_the_template_goes_out(phone: Phone, town: Town, settings: Settings) -> None:
    case = files(phone)
    later(days=2)
    moving.move_case(case.pk, "handling", by=town.by("melati", "petugas-loket"), at=clock.now())
    turn()
    assert phone.cloud.sent[-1]["type"] == "template"
    assert phone.shown[-1].startswith(f"[kabar_urusan] {case.number} http")
    settings.WHATSAPP_TEMPLATE = ""
    moving.move_case(
        case.pk, "answered", by=town.by("melati", "petugas-loket"), at=clock.now(), words={"answer": "Sudah."}
    )
    turn()
    failed = Dispatch.objects.get(state=Dispatch.FAILED)
    assert failed.trouble == "template"


def test_half_a_draft_is_gone_after_a_day_and_unplaced_words_go_to_an_officer(phone: Phone) -> None:
    phone.writes("Lampu jalan mati di Gang 3")
    phone.photo(photo().content)
    later(hours=25)
    assert expiring.expire(clock.now()) > 0
    assert not Draft.objects.filter(done_at__isnull=True).exists()
    assert not Attachment.objects.exists() and not Message.objects.exclude(sealed=b"").exists()
    files(phone)
    phone.writes("Ini pesan yang tidak jelas tempatnya")
    later(hours=25)
    expiring.expire(clock.now())
    assert Message.objects.get(state=Message.SORTING).why == "unclear"


def test_a_photo_that_could_not_be_fetched_at_first_comes_later(phone: Phone, cloud: Cloud) -> None:
    phone.writes("Lampu jalan mati di Gang 3")
    content = photo().content
    image = phone.message("image", image={"id": "nanti"})
    cloud.server.RequestHandlerClass.do_GET, kept = _away, cloud.server.RequestHandlerClass.do_GET  # type: ignore[attr-defined]
    phone.sends(image)
    phone.writes("Kelurahan Melati")
    phone.presses("Ya, kirim")
    case = Case.objects.get()
    assert case.papers.count() == 0
    cloud.server.RequestHandlerClass.do_GET = kept  # type: ignore[attr-defined]
    cloud.media["nanti"] = content
    later(minutes=10)
    turn()
    assert case.papers.count() == 1


def _away(handler: object) -> None:
    handler._json(503, {"error": {"code": 2}})  # type: ignore[attr-defined]


def test_photos_of_others_do_not_wait_for_an_other_side_that_is_away(phone: Phone, cloud: Cloud) -> None:
    others = [Phone(cloud, turn, clock.now, number=f"62812345000{n:02d}") for n in range(5)]
    images = [one.message("image", image={"id": f"m{n}"}) for n, one in enumerate(others)]
    cloud.close()
    assert deliver(wrapped(messages=images)).status_code == 200
    turn()
    tries = list(Message.objects.order_by("pk").values_list("tries", flat=True))
    assert tries == [1, 0, 0, 0, 0]


def test_the_network_away_loses_nothing(phone: Phone, cloud: Cloud) -> None:
    cloud.close()
    phone.writes("Lampu jalan mati di Gang 3")
    assert Message.objects.count() == 1 and Draft.objects.count() == 1
    row = Dispatch.objects.get()
    assert (row.state, row.trouble) == (Dispatch.WAITING, "unreachable")
    again = Cloud()
    try:
        phone.cloud = again
        from_settings = again.address
        clock.move(clock.now() + timedelta(minutes=2))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.conf.settings.WHATSAPP_ADDRESS", from_settings)
            turn()
        assert "Di mana" in phone.shown[-1]
    finally:
        again.close()


def test_a_kill_between_sending_and_writing_it_down_is_closed_by_the_state_that_comes_back(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("garda.notices.sending._sent", killed)
    with pytest.raises(KeyboardInterrupt):
        phone.writes("Lampu jalan mati di Gang 3")
    monkeypatch.undo()
    row = Dispatch.objects.get()
    assert row.state == Dispatch.WAITING and len(phone.cloud.sent) == 1
    state = {"id": "wamid.out.1", "status": "delivered", "biz_opaque_callback_data": row.key}
    deliver(wrapped(statuses=[state]))
    later(minutes=10)
    turn()
    assert len(phone.cloud.sent) == 1
    row.refresh_from_db()
    assert (row.state, row.outside_id) == (Dispatch.DELIVERED, "wamid.out.1")


def test_a_kill_without_such_a_state_sends_again_under_the_same_name(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("garda.notices.sending._sent", killed)
    with pytest.raises(KeyboardInterrupt):
        phone.writes("Lampu jalan mati di Gang 3")
    monkeypatch.undo()
    turn()
    assert len(phone.cloud.sent) == 1, "the claim still holds"
    later(minutes=6)
    turn()
    first, second = phone.cloud.sent
    assert first == second and first["biz_opaque_callback_data"] == Dispatch.objects.get().key


def test_states_only_move_forward(phone: Phone) -> None:
    phone.writes("Lampu jalan mati di Gang 3")
    key = Dispatch.objects.get().outside_id

    def told(status: str) -> str:
        deliver(wrapped(statuses=[{"id": key, "status": status}]))
        return Dispatch.objects.get().state

    assert [told(one) for one in ("read", "delivered", "sent", "failed")] == ["read"] * 4


def test_a_free_message_refused_for_the_day_that_is_over_goes_as_a_template(phone: Phone, town: Town) -> None:
    case = files(phone)
    moving.move_case(case.pk, "handling", by=town.by("melati", "petugas-loket"), at=clock.now())
    turn()
    row = Dispatch.objects.exclude(notice=None).get()
    error = {"code": 131047, "title": "Re-engagement message"}
    deliver(wrapped(statuses=[{"id": row.outside_id, "status": "failed", "errors": [error]}]))
    turn()
    assert phone.cloud.sent[-1]["type"] == "template"


def test_a_number_without_whatsapp_fails_with_its_reason(phone: Phone, cloud: Cloud) -> None:
    cloud.fails = [(400, {"error": {"code": 131026}})]
    phone.writes("Lampu jalan mati di Gang 3")
    row = Dispatch.objects.get()
    assert (row.state, row.trouble) == (Dispatch.FAILED, "not-reachable")


def test_a_limit_of_the_other_side_is_waited_for(phone: Phone, cloud: Cloud) -> None:
    cloud.fails = [(429, {"error": {"code": 130429}})]
    phone.writes("Lampu jalan mati di Gang 3")
    assert Dispatch.objects.get().trouble == "busy"
    later(minutes=2)
    turn()
    assert len(phone.shown) == 1


def test_a_phone_that_floods_is_not_read_any_more(phone: Phone) -> None:
    many = [phone.message("text", text={"body": f"pesan {n}"}) for n in range(90)]
    phone.sends(*many)
    assert Message.objects.filter(why="too-many").count() == 30


def test_another_class_is_picked_from_a_list_that_a_chat_can_show(phone: Phone) -> None:
    phone.writes("Lampu jalan mati di Gang 3")
    phone.writes("Kelurahan Melati")
    phone.presses("Tentang hal lain")
    rows = buttons_of(phone.cloud.sent[-1])
    assert 2 <= len(rows) <= 10 and all(len(title) <= 24 for title in rows)
    phone.presses(list(rows)[1])
    assert phone.shown[-1].startswith("Kami kirim laporan ini?")
    phone.writes("ya")
    assert f"class:{Case.objects.get().category}" == list(rows.values())[1]


def test_greetings_alone_make_no_draft(phone: Phone) -> None:
    phone.writes("Selamat pagi, min")
    assert not Draft.objects.exists() and "Apa yang ingin Anda laporkan" in phone.shown[-1]
    phone.writes("petugas")
    phone.writes("Saya mau bertanya soal jadwal posyandu")
    assert Message.objects.get(state=Message.SORTING).why == "asked"


def test_the_sender_is_sealed_and_found_by_its_mark(phone: Phone) -> None:
    phone.writes("Lampu jalan mati di Gang 3")
    contact = Contact.objects.get()
    assert b"81234567890" not in bytes(contact.sealed) and contact.mark
    assert not any(b"Lampu" in bytes(row.sealed) for row in [*Message.objects.all(), *Draft.objects.all()])


def test_the_tick_in_a_form_is_the_agreement(phone: Phone, town: Town) -> None:
    form = {"what": "Lampu jalan mati", "place": town.area("melati").code, "phone": "081234567890"}  # type: ignore[union-attr]
    Client().post("/contoh/lapor/", form)
    turn()
    assert phone.shown == [] and not Consent.objects.exists()
    Client().post("/contoh/lapor/", {**form, "kabar-wa": "ya"})
    turn()
    assert [one.act for one in Consent.objects.all()] == ["form"]
    # Nobody wrote to us first: only the template may go out.
    assert phone.cloud.sent[-1]["type"] == "template"
    assert Said.objects.filter(key="whatsapp").count() == 1


def test_a_moment_in_the_future_or_long_past_is_not_believed(phone: Phone) -> None:
    for stamp in ("99999999999", "1", "abc", 5, None):
        one = phone.message("text", text={"body": "Halo"})
        phone.sends({**one, "timestamp": stamp})
    found: set[datetime] = set(Message.objects.values_list("said_at", flat=True))
    assert found == {clock.now()}
