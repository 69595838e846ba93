"""The caller without a line: what the page must know to go on alone, and taking in what it did meanwhile."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from garda import clock
from garda.counters import replaying
from garda.office.showing import lang, staff_of
from garda.rosters import desks
from garda.sight.doors import post

SEND = "/kerja/antrean/kirim/"


@require_POST
@post("serve-queue")
def send(request: HttpRequest) -> JsonResponse:
    """`/kerja/antrean/kirim/`: acts of this officer in their order, each once; the answers tell what came."""
    staff, at = staff_of(request), clock.now()
    try:
        wishes = replaying.read(json.loads(request.body))
    except (ValueError, RecursionError):
        return JsonResponse(
            {"error": "parcel", "said": _("Kiriman dari perangkat ini tidak terbaca.")}, status=400
        )
    known = {one.key for one in desks.desks_of(staff.unit, at)}
    fit = [one for one in wishes if one.name != replaying.TAKE and one.desk in known]
    answers = replaying.replay(staff.unit, fit, at=at, by=staff.person)
    return JsonResponse(
        {
            "answers": [
                {
                    "client": str(one.client),
                    "refused": one.refused,
                    "code": one.said.get("code", ""),
                    "said": one.said.get(lang(), "") if one.refused else "",
                }
                for one in answers
            ]
        }
    )


def caller(strip: Mapping[str, Any]) -> dict[str, Any]:
    """The queue as the page keeps it for the time without a line; codes and services, nobody's name."""
    now, desk = strip["now"], strip["desk"]
    line = [one for one in strip["line"] if not one.desk or (desk and one.desk == desk.title)]
    return {
        "send": SEND,
        "desk": desk.key if desk else "",
        "place": desk.title if desk else "",
        "most": strip["most"],
        "now": {"id": now.id, "code": now.code, "service": now.service, "calls": now.calls} if now else None,
        "state": strip["now_state"],
        "line": [{"id": one.id, "code": one.code, "service": one.service} for one in line],
        "held": [{"id": one.id, "code": one.code, "service": one.service} for one in strip["held"]],
        "words": _words(),
    }


def _words() -> dict[str, str]:
    return {
        "off": _("Sambungan terputus. Anda tetap bisa memanggil; sebut nomornya dengan suara."),
        "kept": _("%(n)s tindakan menunggu dikirim."),
        "back": _("Sambungan kembali. Semua tindakan sudah terkirim."),
        "clash": _("Yang tidak bisa dicatat:"),
        "other": _("%(ours)s ternyata %(theirs)s."),
        "sign": _("Masuk lagi di tab lain. Tindakan Anda tidak hilang."),
        "call": _("Panggil %(code)s"),
        "serve": _("Mulai melayani"),
        "recall": _("Panggil lagi"),
        "hold": _("Tunda"),
        "miss": _("Tidak datang"),
        "finish": _("Selesai"),
        "none": _("Tidak ada yang menunggu."),
        "at": _("%(code)s di %(desk)s"),
    }
