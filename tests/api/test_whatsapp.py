"""The door of the WhatsApp Cloud API: signed deliveries come in once, all else is turned away."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as any_of
from pytest_django import Settings

from garda import clock
from garda.notices import receiving, talking
from garda.notices.models import Contact, Dispatch, Message
from tests.notices.cloud import NUMBER, SECRET, TOKEN, VERIFY, deliver, mark_of, wrapped
from tests.town import build_town

pytestmark = pytest.mark.django_db
ADDRESS = "/api/whatsapp/"
HELLO = {"from": "6281234567890", "id": "wamid.1", "timestamp": "1", "type": "text", "text": {"body": "Halo"}}


@pytest.fixture(autouse=True)
def _connected(settings: Settings) -> None:
    settings.WHATSAPP_TOKEN, settings.WHATSAPP_SECRET, settings.WHATSAPP_VERIFY = TOKEN, SECRET, VERIFY
    settings.WHATSAPP_NUMBERS = {"contoh": NUMBER}
    build_town()


def asked(**said: str) -> Any:
    return Client().get(ADDRESS, {f"hub.{key}": value for key, value in said.items()})


def posted(body: bytes, signature: str | None) -> int:
    headers = {} if signature is None else {"X-Hub-Signature-256": signature}
    found = Client(enforce_csrf_checks=True).generic(
        "POST", ADDRESS, body, "application/json", headers=headers
    )
    return int(found.status_code)


def test_the_address_is_verified_by_its_token(settings: Settings) -> None:
    found = asked(mode="subscribe", challenge="1158201444", verify_token=VERIFY)
    assert (found.status_code, found.content) == (200, b"1158201444")
    assert found["Content-Type"].startswith("text/plain")
    for wrong in (
        asked(mode="subscribe", challenge="1", verify_token="lain"),
        asked(mode="lain", challenge="1", verify_token=VERIFY),
        asked(),
    ):
        assert wrong.status_code == 403
    assert asked(mode="subscribe", challenge="<script>", verify_token=VERIFY).status_code == 400
    settings.WHATSAPP_VERIFY = ""
    assert asked(mode="subscribe", challenge="1", verify_token="").status_code == 403


def test_a_delivery_without_a_true_signature_is_turned_away_and_nothing_is_kept(settings: Settings) -> None:
    body = json.dumps(wrapped(messages=[HELLO])).encode()
    right = mark_of(body)
    for wrong in (
        None,
        "",
        "sha256=",
        right[:-1] + "x",
        right.removeprefix("sha256="),
        "sha1=ab",
        "sha256=ä",
    ):
        assert posted(body, wrong) == 401
    assert posted(body + b" ", right) == 401
    assert posted(body, mark_of(body, "rahasia lain")) == 401
    settings.WHATSAPP_SECRET = ""
    assert posted(body, mark_of(body, "")) == 401
    assert not Message.objects.exists() and not Contact.objects.exists()


def test_the_signature_is_over_the_very_bytes_that_came() -> None:
    text = json.dumps(wrapped(messages=[{**HELLO, "text": {"body": "Gang Méjikuh \U0001f6a7"}}]))
    escaped = text.replace("/", "\\/").encode()
    assert posted(escaped, mark_of(escaped)) == 200
    assert "Méjikuh" in receiving.json.loads(talking.sealing.unseal(Message.objects.get().sealed))["text"]


def test_the_same_message_again_is_dropped() -> None:
    for _ in range(3):
        assert deliver(wrapped(messages=[HELLO, HELLO])).status_code == 200
    assert Message.objects.count() == 1


def test_every_entry_change_and_message_is_read() -> None:
    told = wrapped(messages=[HELLO, {**HELLO, "id": "wamid.2"}])
    more = wrapped(messages=[{**HELLO, "id": "wamid.3"}])
    told["entry"][0]["changes"] += more["entry"][0]["changes"]
    told["entry"] += wrapped(messages=[{**HELLO, "id": "wamid.4"}])["entry"]
    deliver(told)
    assert Message.objects.count() == 4


def test_a_number_that_is_no_citys_is_passed_over() -> None:
    assert deliver(wrapped(messages=[HELLO], number="1")).status_code == 200
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"\xff\xfe\x00", 400), (b"{", 400), (b"[" * 100_000, 400), (b"9" * 6000, 400),
        (b'{"entry": "\xed\xa0\x80"}', 200), (b"null", 200), (b"[]", 200), (b'"a"', 200), (b"NaN", 200),
        (b" " * (2 * 1024 * 1024 + 1), 413),
    ],
)  # fmt: skip
def test_a_signed_body_that_is_no_delivery_is_no_fault(body: bytes, status: int) -> None:
    assert posted(body, mark_of(body)) == status


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused_as_problem_documents(method: str) -> None:
    found = getattr(Client(), method)(ADDRESS)
    assert found.status_code == 405 and found["Content-Type"] == "application/problem+json"


STRANGE: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, 10**40, "", "a" * 9_000, "\x00\u202e", "\ud800", [], [[]], [None], {},
    {"id": []}, {"body": {"a": 1}}, "wamid.1'; DROP TABLE", "../../etc/passwd", "+62", "0", "٣٤",
)  # fmt: skip


@pytest.mark.parametrize("value", STRANGE, ids=lambda one: repr(one)[:20])
def test_a_strange_value_anywhere_is_passed_over(value: Any) -> None:
    kinds = {
        "text": {"body": "a"},
        "image": {"id": "m1", "caption": "b"},
        "location": {"latitude": 1, "longitude": 2},
    }
    kinds |= {"interactive": {"button_reply": {"id": "send", "title": "Ya"}}, "button": {"text": "Ya"}}
    whole: list[dict[str, Any]] = []
    for number, (kind, content) in enumerate(kinds.items()):
        one = {**HELLO, "id": f"wamid.x{number}", "type": kind, kind: content, "context": {"id": "wamid.out"}}
        whole += [{**one, key: value} for key in one]
        whole += [{**one, "id": f"wamid.y{number}{key}", kind: {**content, key: value}} for key in content]
    state = {"id": "wamid.out", "status": "failed", "errors": [{"code": 1}], "biz_opaque_callback_data": "k"}
    states = [{**state, key: value} for key in state]
    assert deliver(json.dumps(wrapped(messages=whole, statuses=states)).encode()).status_code == 200
    for key in ("messages", "statuses", "metadata"):
        told = wrapped(messages=[HELLO])
        told["entry"][0]["changes"][0]["value"][key] = value
        assert deliver(json.dumps(told).encode()).status_code == 200
    for told in ({"entry": value}, {"entry": [value]}, {"entry": [{"changes": value}]}):
        assert deliver(json.dumps(told).encode()).status_code == 200
    Message.objects.filter(kind="image").delete()  # nothing is fetched here
    talking.work_off(clock.now(), 500)
    assert not Message.objects.filter(tries__gt=0).exists(), "each was read without a fault"


LEAVES = any_of.none() | any_of.booleans() | any_of.integers() | any_of.floats() | any_of.text(max_size=20)
NAMES = any_of.sampled_from(
    [
        "entry",
        "changes",
        "value",
        "field",
        "messages",
        "statuses",
        "metadata",
        "id",
        "from",
        "type",
        "text",
        "status",
    ]
) | any_of.text(max_size=5)
TREES = any_of.recursive(
    LEAVES, lambda inner: any_of.lists(inner, max_size=4) | any_of.dictionaries(NAMES, inner, max_size=5)
)


@examples(max_examples=60)
@given(told=TREES)
def test_any_json_at_all_is_answered(told: Any) -> None:
    assert deliver(json.dumps(told).encode()).status_code == 200


def test_a_state_of_nothing_of_ours_changes_nothing() -> None:
    deliver(wrapped(statuses=[{"id": "wamid.fremd", "status": "read"}]))
    assert not Dispatch.objects.exists()
