"""The register of rules: the list, one rule with every version of its articles, and who rests on what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from garda import clock
from garda.office.asks import Ask, filled, on_top
from garda.office.overtaking import Overtaken, mark, not_overtaken, status_of
from garda.office.showing import lang, local_day, show, staff_of
from garda.office.units import typed
from garda.people import changes
from garda.people.changes import Unfit
from garda.rules import keeping, reading
from garda.rules.keeping import RulePlan, Unkept
from garda.rules.naming import KINDS
from garda.sight import bindings, handovers, standards
from garda.sight.doors import Staff, post

DAYS = ("first", "last", "review")
FACTS = (
    "key", "kind", "issuer", "number", "year", "about_id", "about_en", "first", "last", "review",
    "owner", "rests_on", "replaced_by", "source", "sure",
)  # fmt: skip


@require_safe
@post("publish", "review", "confirm-standard", "audit")
def register(request: HttpRequest) -> HttpResponse:
    """`/kerja/aturan/`: every rule the city reads, and the requirements without an article."""
    staff, at, speaks = staff_of(request), clock.now(), lang()
    wanted = " ".join(request.GET.get("q", "").replace("\0", "").split())[:80]
    rows = reading.register(staff.city.key, local_day(staff, at), speaks, wanted)
    used = bindings.used_rules(staff.city, at)
    units = {unit.key: unit.name for unit in handovers.units_at(staff.city).open_units()}
    bare = [one for one in standards.standings(staff.city, at, speaks) if one.bare]
    return show(
        request,
        "office/rules.html",
        {
            "rows": [(row, used.get(row.key, 0), units.get(row.owner, "")) for row in rows],
            "wanted": wanted,
            "bare": bare,
            "stale": sum(row.stale for row in rows),
            "unsure": sum(not row.sure or bool(row.unsure_articles) for row in rows),
            "can_publish": staff.may("publish"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@post("publish")
def new_rule(request: HttpRequest) -> HttpResponse:
    """`/kerja/aturan/baru/`."""
    staff = staff_of(request)
    kept, errors = {"kind": "perwal", "issuer": staff.city.short}, {}
    if request.method == "POST":
        kept = typed(request, *FACTS)
        try:
            with changes.one_at_a_time(staff.city):
                rule = keeping.keep_rule(staff.city.key, _plan(kept), fresh=True)
                _log(staff, rule.key, {}, _kept(rule))
            messages.success(request, _("Aturan tersimpan. Sekarang tulis pasalnya."))
            return HttpResponseRedirect(f"/kerja/aturan/{rule.key}/")
        except (Unkept, Unfit) as wrong:
            errors = {wrong.field: wrong.said}
    asks = rule_asks(staff, kept, errors, fresh=True)
    shown = {"asks": asks, "errors": on_top(asks, errors)}
    return show(request, "office/rule_new.html", shown, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@post("publish", "review", "confirm-standard", "audit")
def rule(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/aturan/<key>/`: its facts, its articles with all versions, the services on it."""
    staff = staff_of(request)
    there = keeping.rule_of(staff.city.key, key)
    if there is None:
        raise Http404
    if request.method != "POST" or not staff.may("publish"):
        return _page(request, staff, there, _kept(there), {})
    kept = {**typed(request, *FACTS), "key": key}
    try:
        with changes.one_at_a_time(staff.city):
            there = keeping.rule_of(staff.city.key, key) or there
            was = _kept(there)
            not_overtaken(request, was, kept, rule_asks(staff, {}, {}, fresh=False))
            kept_now = keeping.keep_rule(staff.city.key, _plan(kept), fresh=False)
            _log(staff, key, was, _kept(kept_now))
    except (Unkept, Unfit) as wrong:
        late = wrong if isinstance(wrong, Overtaken) else None
        return _page(request, staff, there, kept, {wrong.field: wrong.said}, late)
    messages.success(request, _("Tersimpan."))
    return HttpResponseRedirect(f"/kerja/aturan/{key}/")


def _page(
    request: HttpRequest,
    staff: Staff,
    there: Any,
    kept: dict[str, str],
    errors: dict[str, str],
    wrong: Unfit | None = None,
) -> HttpResponse:
    at, speaks = clock.now(), lang()
    page = reading.rule_page(there.key, city_key=staff.city.key, on=local_day(staff, at), lang=speaks)
    asks = rule_asks(staff, kept, errors, fresh=False)
    owner = handovers.units_at(staff.city).by_key(there.owner)
    log = changes.latest(staff.city, logged_as(there.key), limit=12)
    return show(
        request,
        "office/rule.html",
        {
            "rule": page,
            "owner": owner.name if owner else "",
            "own": bool(there.city_key),
            "used": bindings.uses(staff.city, at, there.key, speaks, simulated=there.simulated),
            "simulated": there.simulated,
            "asks": asks,
            "errors": on_top(asks, errors),
            "open": bool(errors),
            "semula": mark(_kept(keeping.rule_of(staff.city.key, there.key) or there)),
            "can_publish": staff.may("publish"),
            "log": log,
        },
        status=status_of(errors, wrong),
    )


def rule_asks(staff: Staff, kept: dict[str, str], errors: dict[str, str], *, fresh: bool) -> list[Ask]:
    """The facts of a rule; its code can't be changed once flows may name it."""
    kinds = [(kind, names[0].format(issuer="…")) for kind, names in KINDS.items()]
    units = [(unit.key, unit.name) for unit in handovers.units_at(staff.city).open_units()]
    day = _("Contoh: 17/8/2026")
    lines = [
        Ask("key", _("Kode"), hint=_("Misalnya perwal-12-2026. Alur menyebutnya; tidak dapat diganti lagi."),
            most=40, short=True),
        Ask("kind", _("Jenis"), "list", options=kinds),
        Ask("issuer", _("Ditetapkan oleh"), hint=_("Kementerian, lembaga, atau kota."), required=False,
            most=80),
        Ask("number", _("Nomor"), required=False, most=40, short=True),
        Ask("year", _("Tahun"), required=False, most=4, short=True),
        Ask("about_id", _("Tentang"), most=300),
        Ask("about_en", _("Tentang (Inggris)"), most=300),
        Ask("first", _("Berlaku sejak"), hint=day, required=False, most=40, short=True),
        Ask("last", _("Berlaku sampai"), hint=_("Kosong bila masih berlaku."), required=False, most=40,
            short=True),
        Ask("review", _("Ditinjau lagi"), hint=day, required=False, most=40, short=True),
        Ask("owner", _("Unit yang merawat"), "list", options=[("", "–"), *units], required=False),
        Ask("rests_on", _("Bersandar pada"), hint=_("Kode aturan, dipisah koma: uu-25-2009#21, pp-96-2012"),
            required=False, most=400),
        Ask("replaced_by", _("Diganti oleh"), hint=_("Kode aturan penggantinya."), required=False, most=40,
            short=True),
        Ask("source", _("Sumber"), hint=_("Tempat naskahnya dibaca."), required=False, most=300),
        Ask("sure", _("Judul, nomor, dan tanggalnya sudah dicocokkan dengan naskah resmi"), "tick",
            required=False),
    ]  # fmt: skip
    return filled([one for one in lines if fresh or one.name != "key"], kept, errors)


def _plan(kept: dict[str, str]) -> RulePlan:
    return RulePlan(
        key=kept["key"].lower(),
        kind=kept["kind"],
        issuer=kept["issuer"],
        number=kept["number"],
        year=kept["year"],
        about_id=kept["about_id"],
        about_en=kept["about_en"],
        first=day_typed(kept["first"], "first"),
        last=day_typed(kept["last"], "last"),
        review=day_typed(kept["review"], "review"),
        owner=kept["owner"],
        replaced_by=kept["replaced_by"],
        rests_on=tuple(kept["rests_on"].replace(",", " ").split()),
        sure=kept["sure"] == "ya",
        source=kept["source"],
    )


def day_typed(said: str, field: str) -> date | None:
    """The day that was typed, None when left empty; Unkept at its field when it is no day."""
    try:
        return clock.parse_day(said) if said else None
    except ValueError as wrong:
        raise Unkept(_("Tulis tanggalnya seperti 17/8/2026."), field) from wrong


def day_shown(day: date | None) -> str:
    """A day as the input shows it."""
    return f"{day:%d/%m/%Y}" if day else ""


def _kept(rule: Any) -> dict[str, str]:
    words = {
        name: str(getattr(rule, name) or "") for name in FACTS if name not in (*DAYS, "rests_on", "sure")
    }
    days = {name: day_shown(getattr(rule, name)) for name in DAYS}
    return {**words, **days, "rests_on": ", ".join(rule.rests_on), "sure": "ya" if rule.sure else ""}


def logged_as(key: str) -> str:
    """Under which name the log keeps the changes of one rule."""
    return f"rule:{key}"[:40]


def _log(staff: Staff, key: str, was: dict[str, str], became: dict[str, str]) -> None:
    said = _("aturan %(key)s") % {"key": key}
    at = clock.now()
    changes.log(staff.city, logged_as(key), said, by=staff.person, at=at, was=was, became=became)


def article_asks(kept: dict[str, str], errors: dict[str, str], *, named: bool, dated: bool) -> list[Ask]:
    """What one version of an article says; `named` when its key stands already, `dated` for a new version."""
    lines = [
        Ask("key", _("Pasal"), hint=_("Nomornya, misalnya 21 atau 79a."), most=40, short=True),
        Ask("first", _("Berlaku sejak"), hint=_("Bunyi yang lama berakhir sehari sebelumnya."), most=40,
            short=True, required=named),
        Ask("words_id", _("Isinya, dengan kata sehari-hari"), "lines", most=2000),
        Ask("words_en", _("Isinya (Inggris)"), "lines", most=2000),
        Ask("label_id", _("Sebutan"), hint=_("Kosong berarti “Pasal …”."), required=False, most=120),
        Ask("label_en", _("Sebutan (Inggris)"), required=False, most=120),
        Ask("source", _("Sumber"), required=False, most=300),
        Ask("sure", _("Isinya sudah dicocokkan dengan naskah resmi"), "tick", required=False),
    ]  # fmt: skip
    hidden = {"key"} if named else set()
    hidden |= set() if dated else {"first"}
    asks = filled([one for one in lines if one.name not in hidden], kept, errors)
    return [replace(ask, scope="p") for ask in asks]
