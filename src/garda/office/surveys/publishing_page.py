"""A new edition of an instrument: the text, the checker's findings, what it asks anew, and a second yes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from garda import clock, scoring
from garda.cases.acting import Refused
from garda.office.showing import lang, show, staff_of
from garda.rules.reading import references_known
from garda.scoring import Change, Finding, Instrument
from garda.sight.doors import Staff, post
from garda.surveys import publishing
from garda.surveys.publishing import Edition

MOST_TEXT = 300_000


@dataclass
class Draft:
    """A text under the eyes of the checker."""

    text: str
    mark: str = ""
    title: str = ""
    instrument: Instrument | None = None
    findings: list[Finding] = field(default_factory=list)
    before: Edition | None = None
    change: Change | None = None
    same: bool = False

    @property
    def grave(self) -> int:
        """How many findings forbid publishing."""
        return sum(one.grave for one in self.findings)


def examined(staff: Staff, text: str) -> Draft:
    """The text held against the rules of the language and the register, and the edition before it."""
    draft = Draft(text, scoring.fingerprint(text))
    draft.findings = list(scoring.check(text, _("naskah"), references_known(staff.city.key)))
    try:
        draft.instrument = scoring.read(text, "naskah")
    except scoring.Unreadable:
        return draft
    one = draft.instrument
    draft.title = one.title.of(lang())
    own = publishing.editions(staff.city, one.key)
    draft.same = any(each.fingerprint == draft.mark for each in own)
    older = [each for each in own if each.first < one.begins]
    if older:
        draft.before = older[-1]
        draft.change = scoring.changes(older[-1].instrument, one)
    return draft


@require_http_methods(["GET", "HEAD", "POST"])
@post("instruments")
def draft(request: HttpRequest) -> HttpResponse:
    """`/kerja/instrumen/naskah/`: a text is checked and compared, kept after the second yes."""
    staff = staff_of(request)
    if request.method != "POST":
        wanted = request.GET.get("dari", "").replace("\0", "")[:60]
        found = publishing.editions(staff.city, wanted) if wanted else []
        text = publishing.text_of(found[-1]) if found else ""
        return _shown(request, examined(staff, text) if text else None, text)
    text = request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "")
    if not text.strip() or len(text) > MOST_TEXT:
        said = _("Naskah terlalu panjang.") if text.strip() else _("Tempel naskah instrumen.")
        return _shown(request, None, text[:MOST_TEXT], [("naskah", said)], 422)
    checked = examined(staff, text)
    if request.POST.get("aksi") == "terbitkan":
        return _published(request, staff, checked)
    return _shown(request, checked, text)


def _published(request: HttpRequest, staff: Staff, checked: Draft) -> HttpResponse:
    errors = _barred(request, checked)
    if not errors:
        try:
            edition = publishing.publish(
                staff.city, checked.text, by=staff.person, post=staff.by_for().post, at=clock.now()
            )
        except Refused as no:
            errors = [("naskah", no.words.of(lang()))]
        except scoring.Unreadable:
            errors = [("naskah", _("Naskah ini tidak dapat dibaca."))]
        else:
            said = _("%(title)s terbit. Nilai yang lalu tetap dihitung dengan edisinya sendiri.")
            messages.success(request, said % {"title": checked.title})
            return HttpResponseRedirect(f"/kerja/instrumen/{edition.key}/?edisi={edition.pk}")
    return _shown(request, checked, checked.text, errors, 422)


def _barred(request: HttpRequest, checked: Draft) -> list[tuple[str, str]]:
    if checked.grave or checked.instrument is None:
        return [("naskah", _("Masih ada temuan yang melarang penerbitan."))]
    if request.POST.get("sidik") != checked.mark:
        return [("naskah", _("Naskah berubah sejak diperiksa. Lihat lagi temuannya, lalu terbitkan."))]
    if request.POST.get("yakin") != "ya":
        return [("yakin", _("Centang dulu bahwa Anda sudah membaca temuannya."))]
    return []


def _shown(
    request: HttpRequest,
    checked: Draft | None,
    text: str,
    errors: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    shown: dict[str, Any] = {"draft": checked, "text": text, "errors": errors or []}
    return show(request, "office/surveys/draft.html", shown, status=status)
