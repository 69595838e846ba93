"""What the resident does with a matter: answer, agree, contest, add, rate, withdraw, have words erased."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.http.request import UnreadablePostError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from garda import clock
from garda.cases import papers, requirements, residents
from garda.cases.acting import Overtaken, Refused
from garda.cases.erasing import erase_own
from garda.flow import Requirement, Words
from garda.looks.views import bad_request
from garda.public.city_pages import in_city, lang
from garda.public.following import story_page
from garda.sight import doors
from garda.texts.cleaning import plain, some_lines, whole

LONGEST = 3000
HANDED = 3


def _words(request: HttpRequest) -> str:
    text = some_lines(plain(request.POST.get("kata", "")))
    if len(text) > LONGEST:
        raise Refused(_too_long(len(text)), "kata")
    return text


def _too_long(length: int) -> Words:
    return Words(
        f"Terlalu panjang: {length} huruf. Paling banyak {LONGEST} huruf.",
        f"Too long: {length} characters. At most {LONGEST}.",
    )


def _handed(request: HttpRequest, key: str = "added") -> list[papers.Checked]:
    """The files sent along, at most HANDED, each checked by its content and kept under `key`."""
    return [papers.check(key, content) for content in _files(request, "foto")]


def _handed_for(request: HttpRequest, asked: Sequence[Requirement]) -> list[papers.Checked]:
    """The files sent in answer: each under the requirement that was asked for, when it can be told which."""
    return _named(request, asked) + _handed(request, asked[0].key if len(asked) == 1 else "added")


def _named(request: HttpRequest, wanted: Sequence[Requirement]) -> list[papers.Checked]:
    """The files sent under the name of a requirement."""
    return [
        papers.check(one.key, content) for one in wanted for content in _files(request, f"berkas-{one.key}")
    ]


def _files(request: HttpRequest, name: str) -> list[bytes]:
    files = request.FILES.getlist(name)
    if len(files) > HANDED:
        raise Refused(
            Words(f"Paling banyak {HANDED} berkas sekali kirim.", f"At most {HANDED} files at a time."),
            name,
        )
    return [file.read(settings.PAPER_BYTES + 1) for file in files]


def _answer(request: HttpRequest, case: Any, seen: int | None) -> str:
    handed = _handed_for(request, requirements.asked(case))
    residents.answer(case.pk, _words(request), at=clock.now(), seen=seen, handed=handed)
    return _("Jawaban Anda sudah kami terima. Hitungan waktu kami berjalan lagi.")


def _confirm(request: HttpRequest, case: Any, seen: int | None) -> str:
    residents.confirm(case.pk, at=clock.now(), seen=seen)
    return _("Terima kasih. Urusan ini selesai.")


def _contest(request: HttpRequest, case: Any, seen: int | None) -> str:
    residents.contest(case.pk, _words(request), at=clock.now(), seen=seen)
    return _("Sanggahan Anda sudah kami terima. Hitungan waktu tetap yang pertama.")


def _add(request: HttpRequest, case: Any, seen: int | None) -> str:
    handed = _named(request, requirements.lacking(case)) + _handed(request)
    residents.add(case.pk, _words(request), at=clock.now(), handed=handed)
    return _("Keterangan Anda sudah kami tambahkan.")


def _rate(request: HttpRequest, case: Any, seen: int | None) -> str:
    typed = request.POST.get("nilai", "")
    residents.rate(
        case.pk, int(typed) if typed in ("1", "2", "3", "4") else 0, _words(request), at=clock.now()
    )
    return _("Nilai Anda sudah kami catat. Terima kasih.")


def _withdraw(request: HttpRequest, case: Any, seen: int | None) -> str:
    residents.withdraw(case.pk, _words(request), at=clock.now(), seen=seen)
    return _("Urusan ini sudah dicabut.")


def _erase(request: HttpRequest, case: Any, seen: int | None) -> str:
    if request.POST.get("yakin") != "ya":
        raise Refused(
            Words("Centang dulu bahwa Anda paham ini tidak dapat dibatalkan.", "Tick the box first."),
            "yakin",
        )
    erase_own(case.pk, at=clock.now())
    return _("Kata-kata dan berkas Anda sudah dihapus. Catatan waktunya tetap.")


ACTS: dict[str, tuple[str, Callable[[HttpRequest, Any, int | None], str]]] = {
    "jawab": ("answer", _answer),
    "setuju": ("confirm", _confirm),
    "sanggah": ("contest", _contest),
    "tambah": ("add", _add),
    "nilai": ("rate", _rate),
    "cabut": ("withdraw", _withdraw),
    "hapus": ("erase", _erase),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _reply(request: HttpRequest, city: Any, number: str, act: str) -> HttpResponseBase:
    """One act of the resident on a matter whose code they showed."""
    if act not in ACTS:
        raise Http404
    case = doors.entered(request, city, number)
    if case is None:
        return redirect(f"/{city.key}/ikuti/?nomor={number[:24]}")
    if request.method != "POST":
        return redirect(f"/{city.key}/ikuti/{case.number}/#{act}")
    name, do = ACTS[act]
    try:
        said = do(request, case, whole(request.POST.get("dilihat"), 9))
    except (UnreadablePostError, OSError):
        return bad_request(request)
    except (Refused, Overtaken) as no:
        case = doors.entered(request, city, number) or case
        typed = plain(request.POST.get("kata", ""))[:LONGEST]
        return story_page(request, city, case, (name, no.words.of(lang())), typed, status=422)
    messages.success(request, said)
    return redirect(f"/{city.key}/ikuti/{case.number}/")


reply = in_city(_reply)
