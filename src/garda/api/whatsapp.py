"""The door at which the WhatsApp Cloud API knocks: whoever cannot sign as it does is turned away unread."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt

from garda import clock
from garda.api.answers import problem
from garda.looks.arriving import Torn
from garda.notices import receiving
from garda.sight import doors

log = logging.getLogger("garda.whatsapp")
SIGNATURE = "X-Hub-Signature-256"


@csrf_exempt
@doors.public
def webhook(request: HttpRequest) -> HttpResponse:
    """GET: show that this is ours. POST: a signed delivery, kept at once and worked on later."""
    if request.method == "GET":
        return _shown(request)
    if request.method != "POST":
        refused = problem(405, "Alamat ini hanya menerima GET dan POST.")
        refused["Allow"] = "GET, POST"
        return refused
    return _delivered(request)


def _shown(request: HttpRequest) -> HttpResponse:
    wanted = str(settings.WHATSAPP_VERIFY)
    told = request.GET.get("hub.verify_token", "")
    fits = constant_time_compare(told.encode("utf-8", "replace"), wanted.encode())
    if not wanted or request.GET.get("hub.mode") != "subscribe" or not fits:
        return problem(403, "Token verifikasi tidak cocok.")
    challenge = request.GET.get("hub.challenge", "")
    if not (challenge.isascii() and challenge.isalnum() and len(challenge) <= 200):
        return problem(400, "Tantangan verifikasi tidak terbaca.", parameter="hub.challenge")
    return HttpResponse(challenge, content_type="text/plain; charset=utf-8")


def _delivered(request: HttpRequest) -> HttpResponse:
    try:
        body = request.body
    except RequestDataTooBig:
        return problem(413, "Kiriman terlalu besar.")
    except (UnreadablePostError, Torn, OSError):
        return problem(400, "Kiriman tidak sampai utuh.")
    # Over the very bytes that came, before anything reads them.
    if not signed(body, request.headers.get(SIGNATURE, "")):
        return problem(401, "Tanda tangan kiriman tidak cocok.")
    try:
        told: Any = json.loads(body)
    except (ValueError, RecursionError):
        return problem(400, "Kiriman bukan JSON yang terbaca.")
    messages, states = receiving.take(told, clock.now())
    if messages or states:
        log.info("kept %s messages and %s states", messages, states)
    return HttpResponse(status=200)


def signed(body: bytes, told: str) -> bool:
    """Whether the delivery carries the mark of whoever shares our secret. Without a secret: never."""
    secret = str(settings.WHATSAPP_SECRET)
    if not secret:
        return False
    mark = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(mark.encode(), told.encode("utf-8", "replace"))
