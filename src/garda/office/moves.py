"""The forms of one case: exactly the moves of its step for this officer, and what else may be done here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from garda.flow import Flow, Move, Requirement
from garda.office.asks import ActForm, Ask, Options, Tried, refilled
from garda.people.arranging import title_of
from garda.rules import reading
from garda.sight.cases_page import CasePage

TAKEN_KEYS = frozenset("jkwc/?")
MOST_RULE_WORDS = 90
# Among the ticks: everything that is required, with one press.
ALL = "semua"


def rule_groups(city_key: str, on: date, flow: Flow, speaks: str) -> list[tuple[str, Options]]:
    """Every rule and article in force that a refusal may name, those of the service first."""
    known = sorted(reading.references_known(city_key, on))
    cited = reading.look_up_all(known, city_key=city_key, on=on, lang=speaks)
    own = {
        *flow.rests_on,
        *(rule for one in flow.requirements for rule in one.rests_on),
        *flow.extension_rests_on,
    }
    keys = {one.partition("#")[0] for one in own}
    first: list[tuple[str, str]] = []
    other: list[tuple[str, str]] = []
    for reference in known:
        if (one := cited.get(reference)) is None:
            continue
        words = f"{one.sentence}: {one.words or one.about}"
        label = words if len(words) <= MOST_RULE_WORDS else words[: MOST_RULE_WORDS - 1].rstrip() + "…"
        (first if reference.partition("#")[0] in keys else other).append((reference, label))
    groups: list[tuple[str, Options]] = [
        (_("Dasar layanan ini"), first),
        (_("Aturan lain dalam daftar"), other),
    ]
    return [(title, rows) for title, rows in groups if rows]


def ticks(wanted: Sequence[Requirement], speaks: str) -> list[tuple[str, str]]:
    """What may be ticked as brought or seen: all that is required first, then each by itself."""
    whole = [(ALL, _("Semua yang wajib"))] if sum(not one.optional for one in wanted) > 1 else []
    return [*whole, *((one.key, one.title.of(speaks)) for one in wanted)]


def all_ticked(flow: Flow, ticked: Iterable[str]) -> set[str]:
    """What was ticked, the first tick put into what it stands for: everything that is required."""
    found = set(ticked)
    return (found - {ALL}) | {one.key for one in flow.requirements if not one.optional and ALL in found}


def counter_form(page: CasePage, speaks: str) -> ActForm | None:
    """Ticking off what was shown at the counter, while something is not there yet."""
    absent = [one.requirement for one in page.needed if not one.there]
    if not absent or not page.lacking or "move" not in page.can or page.offered_by_us:
        return None
    named = ", ".join(one.title.of(speaks) for one in page.lacking)
    asks = (
        Ask(
            "brought",
            _("Yang sudah Anda lihat atau terima"),
            "ticks",
            options=ticks(absent, speaks),
            scope="f-berkas",
        ),
        Ask("words", _("Bila ada gantinya, tulis apa"), "line", required=False, scope="f-berkas", most=300),
    )
    costs = _("Belum ada: %(papers)s.") % {"papers": named}
    return ActForm("berkas", _("Tandai yang diperlihatkan"), _("Simpan tanda"), costs, asks)


def _need(
    need: str,
    move: Move,
    page: CasePage,
    flow: Flow,
    rules: list[tuple[str, Options]],
    speaks: str,
    scope: str,
) -> Ask:
    asked = flow.steps[move.to].pause
    if need == "missing":
        options = [(one.key, one.title.of(speaks)) for one in flow.requirements]
        lacking = tuple(one.key for one in page.lacking)
        return Ask("missing", _("Apa yang kurang"), "ticks", options=options, values=lacking, scope=scope)
    if need == "rule":
        hint = _("Tanpa aturan, keputusan ini tidak dapat disimpan.")
        return Ask("rule", _("Menurut aturan"), "grouped", hint, groups=rules, scope=scope)
    if need == "answer":
        hint = _("Tulis seperti berbicara kepada warga. Semua orang yang memegang nomor ini membacanya.")
        return Ask("answer", _("Jawaban untuk warga"), "lines", hint, scope=scope)
    if need == "proof":
        hint = _("Foto (JPG, PNG, WebP) atau PDF, paling besar 10 MB. Ambil di tempatnya, sesudah selesai.")
        return Ask("proof", _("Bukti"), "file", hint, scope=scope)
    if need == "date":
        return Ask("date", _("Tanggal"), "line", _("Contoh: 17/8/2026"), short=True, scope=scope)
    label = _("Apa yang ditanyakan") if asked else _("Alasan")
    return Ask("reason", label, "lines", _("Warga membacanya."), scope=scope)


def move_forms(page: CasePage, flow: Flow, rules: list[tuple[str, Options]], speaks: str) -> list[ActForm]:
    """One form for each move that the flow allows here, in its order."""
    used = set(TAKEN_KEYS)
    found = []
    for place, (move, reads) in enumerate(page.moves):
        name = f"langkah/{move.key}"
        scope = f"f-langkah-{move.key}"
        key = "Enter" if place == 0 and not page.barred else _key_of(move, flow, used)
        used.add(key)
        found.append(
            ActForm(
                name=name,
                title=move.label.of(speaks),
                button=move.label.of(speaks),
                costs=move.effect.of(speaks) if move.effect else "",
                asks=tuple(
                    _need(need, move, page, flow, rules, speaks, scope) for need in _in_order(move.needs)
                ),
                key=key,
                reads=reads,
                upload="proof" in move.needs,
                guide=f"/kerja/sikap/menolak/?layanan={flow.key}" if "rule" in move.needs else "",
            )
        )
    return found


def _in_order(needs: tuple[str, ...]) -> list[str]:
    order = ("missing", "answer", "reason", "rule", "date", "proof")
    return sorted(needs, key=order.index)


def _key_of(move: Move, flow: Flow, used: set[str]) -> str:
    target = flow.steps[move.to]
    wanted = ("m" if target.pause else "x" if target.end == "refused" else "") + move.label.id.lower()
    return next((sign for sign in wanted if sign.isascii() and sign.isalpha() and sign not in used), "")


def unit_groups(page: CasePage) -> list[tuple[str, Options]]:
    """The units to which this matter may go, grouped by kind."""
    return [
        (title_of(kind), [(str(unit.pk), unit.name) for unit in units]) for kind, units in page.hand_over_to
    ]


def other_forms(page: CasePage, suggested: int | None, assisted: bool, speaks: str) -> list[ActForm]:
    """What may be done beside the flow's moves, each only where this person may do it here and now.

    `assisted` says that the person may write down what a resident says at the counter.
    """
    is_open = page.story.state not in ("done", "not") or bool(page.moves)
    free = is_open and not page.offered_by_us and not page.story.joined_into
    found = _unit_forms(page, suggested) if free else []
    if free and assisted and "answer" in page.story.asks:
        found.append(_answer_form(page, speaks))
    found += _clock_forms(page, is_open) + _lead_forms(page, is_open)
    if "note" in page.can:
        hint = _("Warga tidak membacanya.")
        ask = Ask("words", _("Catatan untuk rekan"), "lines", hint, scope="f-catatan", most=2000)
        costs = _("Hanya rekan yang membaca.")
        found.append(ActForm("catatan", _("Tulis catatan"), _("Simpan catatan"), costs, (ask,), key="c"))
    if "join" in page.can and page.story.joined_into and is_open:
        ask = Ask(
            "reason", _("Apa bedanya"), "lines", _("Warga membacanya juga."), scope="f-pisahkan", most=1000
        )
        title = _("Pisahkan dari %(number)s") % {"number": page.story.joined_into}
        found.append(ActForm("pisahkan", title, _("Pisahkan"), _("Jam pertamanya tetap berlaku."), (ask,)))
    if assisted and "withdraw" in page.story.asks:
        ask = Ask("reason", _("Alasan warga"), "lines", required=False, scope="f-cabut", most=1000)
        title, button = _("Cabut atas permintaan warga"), _("Cabut urusan ini")
        found.append(ActForm("cabut", title, button, _("Rekamnya tetap ada."), (ask,)))
    if "erase" in page.can and not is_open and not page.story.erased:
        found.append(_erase_form())
    return found


def _unit_forms(page: CasePage, suggested: int | None) -> list[ActForm]:
    units = unit_groups(page)
    found = []
    if "hand-over" in page.can and units:
        scope, value = "f-tawarkan", str(suggested or "")
        hint = _("Satu kalimat untuk rekan di sana. Warga membacanya juga.")
        asks = (
            Ask("unit", _("Ke unit"), "grouped", groups=units, value=value, scope=scope),
            Ask("reason", _("Mengapa ke sana"), "lines", hint, scope=scope, most=1000),
        )
        costs = _("Tetap di tangan Anda sampai diterima.")
        title = _("Tawarkan ke unit lain")
        found.append(ActForm("tawarkan", title, _("Tawarkan"), costs, asks, key="w"))
    if "split" in page.can and units and page.splits and not page.story.limbs:
        found.append(_split_form(units))
    return found


def _answer_form(page: CasePage, speaks: str) -> ActForm:
    wanted = [(f"berkas-{one.key}", one.title.of(speaks)) for one in page.asked if one.upload]
    files = wanted or [("papers", _("Berkas yang dibawa"))]
    asks = (
        Ask("words", _("Jawaban warga"), "lines", required=False, scope="f-jawab"),
        *(Ask(name, title, "file", required=False, scope="f-jawab") for name, title in files),
    )
    title, costs = _("Catat jawaban warga"), _("Jam urusan berjalan lagi.")
    return ActForm("jawab", title, _("Simpan jawaban"), costs, asks, upload=True)


def _erase_form() -> ActForm:
    options = [("request", _("Permintaan pemiliknya")), ("retention", _("Masa simpan habis"))]
    ask = Ask("reason", _("Dasar penghapusan"), "list", options=options, scope="f-hapus")
    title, button = _("Hapus kata-kata dan berkas warga"), _("Hapus untuk selamanya")
    return ActForm(
        "hapus", title, button, _("Tidak dapat dikembalikan. Rekam dan segelnya tetap utuh."), (ask,)
    )


def _split_form(units: list[tuple[str, Options]]) -> ActForm:
    asks: list[Ask] = []
    for n in (1, 2, 3):
        need = n < 3
        asks.append(
            Ask(
                f"unit{n}",
                _("Unit ke-%(n)s") % {"n": n},
                "grouped",
                groups=units,
                required=need,
                scope="f-bagi",
            )
        )
        asks.append(
            Ask(
                f"words{n}",
                _("Yang diminta dari unit ke-%(n)s") % {"n": n},
                "line",
                required=need,
                scope="f-bagi",
                most=300,
            )
        )
    return ActForm(
        "bagi",
        _("Libatkan beberapa unit"),
        _("Bagi tugas"),
        _("Selesai bila semua unit selesai."),
        tuple(asks),
    )


def _clock_forms(page: CasePage, is_open: bool) -> list[ActForm]:
    found = []
    if is_open and page.late and "explain" in page.can:
        hint = _("Minta maaf dulu, lalu sebabnya, lalu janji baru dengan tanggal.")
        ask = Ask("words", _("Penjelasan untuk warga"), "lines", hint, scope="f-jelaskan", most=2000)
        costs = (
            _("Sudah pernah dijelaskan.") if page.explained else _("Belum ada penjelasan. Warga menunggunya.")
        )
        found.append(ActForm("jelaskan", _("Jelaskan keterlambatan"), _("Kirim penjelasan"), costs, (ask,)))
    if is_open and page.extension and not page.late and "extend" in page.can:
        ask = Ask(
            "reason",
            _("Alasan perpanjangan"),
            "lines",
            _("Warga membacanya."),
            scope="f-perpanjang",
            most=2000,
        )
        costs = _("Satu kali, tambah %(extra)s.") % {"extra": page.extension}
        found.append(ActForm("perpanjang", _("Perpanjang waktu"), _("Perpanjang"), costs, (ask,)))
    return found


def _lead_forms(page: CasePage, is_open: bool) -> list[ActForm]:
    found = []
    if is_open and "reassign" in page.can and page.posts:
        options = [("", _("Seluruh meja, siapa yang sempat"))] + [
            (str(one.pk), one.title) for one in page.posts
        ]
        asks = (
            Ask("post", _("Kepada"), "list", options=options, required=False, scope="f-pindahkan"),
            Ask("reason", _("Alasan, untuk rekan"), "line", required=False, scope="f-pindahkan", most=300),
        )
        found.append(
            ActForm(
                "pindahkan",
                _("Pindahkan ke meja lain"),
                _("Pindahkan"),
                _("Di unit yang sama. Jam tidak diulang."),
                asks,
            )
        )
    if is_open and "escalate" in page.can:
        ask = Ask("reason", _("Yang perlu diputuskan atasan"), "lines", scope="f-naikkan", most=1000)
        found.append(
            ActForm(
                "naikkan",
                _("Naikkan ke atasan"),
                _("Naikkan"),
                _("Atasan unit langsung diberi tahu."),
                (ask,),
            )
        )
    return found


def with_tried(forms: list[ActForm], tried: Tried | None) -> list[ActForm]:
    """The forms, the one that came back refilled."""
    return [refilled(form, tried) for form in forms]


def first_and_rest(forms: list[ActForm]) -> tuple[ActForm | None, list[ActForm]]:
    """The first move stands open with the one filled button; the others fold."""
    if not forms:
        return None, []
    return replace(forms[0], open=True), forms[1:]
