"""The checker's rules about law, promises and the form: what rests on what, and which times agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from garda.flow.language import STANDARD, Step
from garda.flow.paths import quickest_way, usual_way
from garda.flow.routing import LONGEST_SITTING
from garda.flow.weighing import Ground, Rule, unknown, working_minutes
from garda.texts.lines import Path
from garda.texts.words import Words

MOST_PROMISES = 4
MOST_STATIONS = 6
MOST_FIELDS = 14
# UU 25/2009 and PermenPANRB 15/2014 ask for periodic review; three years at most is the usual reading.
LONGEST_REVIEW = timedelta(days=3 * 366)

_NUMBER = re.compile(r"[A-Z][A-Z0-9-]{0,11}")
_RULE = Words("Aturan", "rule")
_POST = Words("Jabatan", "post")
_UNIT_KIND = Words("Jenis unit", "kind of unit")


def rests_on_rules(ground: Ground) -> None:
    """The service, each requirement, a fee and an extension all name the rule they rest on."""
    flow = ground.flow
    if not flow.rests_on:
        ground.say(
            ("rests_on",),
            Words(
                "Layanan ini belum menyebut dasar hukumnya (rests_on).",
                "This service rests on no rule (rests_on).",
            ),
        )
    for place, requirement in enumerate(flow.requirements):
        if not requirement.rests_on:
            ground.say(
                ("requirement", place, "rests_on"),
                Words(
                    f"Persyaratan “{requirement.key}” tidak punya dasar aturan. "
                    "Tanpa aturan, tidak boleh diminta.",
                    f"The requirement “{requirement.key}” rests on no rule. "
                    "Without a rule it must not be asked for.",
                ),
            )
        elif not any("#" in rule for rule in requirement.rests_on):
            ground.say(
                ("requirement", place, "rests_on"),
                Words(
                    f"Persyaratan “{requirement.key}” menyebut aturan tanpa pasalnya. "
                    "Tulis pasalnya di belakang tanda #.",
                    f"The requirement “{requirement.key}” names a rule without its article. "
                    "Write the article behind #.",
                ),
                grave=False,
            )
    if "fee" not in flow.given and flow.kind == "request" and flow.given:
        ground.say(
            ("fee",),
            Words(
                "Biaya belum ditulis (fee). Bila gratis, tulis fee = 0.",
                "The fee is not stated (fee). If the service is free, write fee = 0.",
            ),
            grave=False,
        )
    if flow.fee and not flow.fee_rests_on:
        ground.say(
            ("fee",),
            Words(
                "Biaya harus punya dasar aturan (fee_rests_on).", "A fee must rest on a rule (fee_rests_on)."
            ),
        )
    if flow.extension and not flow.extension_rests_on:
        ground.say(
            ("extension",),
            Words(
                "Perpanjangan waktu harus punya dasar aturan (extension_rests_on).",
                "An extension must rest on a rule (extension_rests_on).",
            ),
        )


def known_names(ground: Ground) -> None:
    """Rules, posts and kinds of unit are ones that the city knows."""
    known = ground.known
    if known.rules:
        for path, rule in _rules_named(ground):
            if rule not in known.rules:
                ground.say(path, unknown(rule, known.rules, _RULE))
    if known.unit_kinds:
        for kind in ground.flow.offered:
            if kind not in known.unit_kinds:
                ground.say(("offered",), unknown(kind, known.unit_kinds, _UNIT_KIND))
    for step in ground.flow.steps.values():
        _known_in(ground, step)


def _known_in(ground: Ground, step: Step) -> None:
    known = ground.known
    if known.posts:
        for post in step.posts:
            if post not in known.posts:
                ground.say_of(step, ("post",), unknown(post, known.posts, _POST))
    if known.unit_kinds:
        for key, kinds in (("hand_over", step.hand_over), ("at", (step.at,) if step.at else ())):
            for kind in kinds:
                if kind not in known.unit_kinds:
                    ground.say_of(step, (key,), unknown(kind, known.unit_kinds, _UNIT_KIND))


def _rules_named(ground: Ground) -> Iterator[tuple[Path, str]]:
    flow = ground.flow
    for key in ("rests_on", "fee_rests_on", "extension_rests_on"):
        for rule in getattr(flow, key):
            yield (key,), rule
    for place, requirement in enumerate(flow.requirements):
        for rule in requirement.rests_on:
            yield ("requirement", place, "rests_on"), rule
    for place, step in enumerate(flow.steps.values()):
        for rule in step.rests_on:
            yield ("step", place, "rests_on"), rule


def reviewed_in_time(ground: Ground) -> None:
    """The review date lies after the day the standard was set and has not passed."""
    flow = ground.flow
    if flow.since and flow.review <= flow.since:
        ground.say(
            ("review",),
            Words(
                "Tanggal peninjauan (review) harus sesudah tanggal mulai berlaku (since).",
                "The review date must lie after the day the standard was set (since).",
            ),
        )
    if ground.on and flow.review <= ground.on:
        ground.say(
            ("review",),
            Words(
                "Tanggal peninjauan (review) sudah lewat. Tinjau dulu, lalu tulis tanggal berikutnya.",
                "The review date has passed. Review the flow first, then write the next date.",
            ),
        )
    begins = flow.since or ground.on
    if begins and "review" in ground.shaper.given and flow.review - begins > LONGEST_REVIEW:
        ground.say(
            ("review",),
            Words(
                "Peninjauan lebih dari tiga tahun lagi; standar pelayanan ditinjau lebih sering.",
                "The review is more than three years away; standards are reviewed more often.",
            ),
            grave=False,
        )


def whole_standard(ground: Ground) -> None:
    """A request has a product and all fourteen components of its standard (UU 25/2009 art. 21)."""
    flow = ground.flow
    if flow.kind in ("request", "information") and flow.product is None:
        ground.say(
            ("product",),
            Words(
                "Apa yang diterima warga pada akhirnya? Tulis product.",
                "What does the resident receive? Write product.",
            ),
        )
    for key in STANDARD:
        if flow.kind == "request" and key not in flow.standard:
            ground.say(
                ("standard", key),
                Words(
                    f"Komponen standar pelayanan “{key}” belum ada (UU 25/2009 pasal 21).",
                    f"The component “{key}” of the service standard is missing (UU 25/2009 art. 21).",
                ),
            )
    if len(flow.promises) > MOST_PROMISES:
        ground.say(
            ("promises",),
            Words(f"“Hak Anda” paling banyak {MOST_PROMISES} janji.", f"At most {MOST_PROMISES} promises."),
        )
    if flow.number and not _NUMBER.fullmatch(flow.number):
        ground.say(
            ("number",),
            Words(
                "Awalan nomor: huruf besar dan angka, paling banyak 12, seperti “SKTM”.",
                "The number's beginning: capital letters and digits, at most 12, like “SKTM”.",
            ),
        )


def times_agree(ground: Ground) -> None:
    """The desks together need no more than the promise; an extension is not longer than it."""
    flow = ground.flow

    def desk_time(step: Step) -> float:
        return working_minutes(step.within) if step.within and step.works and not step.fetched else 0.0

    needed = sum(map(desk_time, quickest_way(flow, desk_time)))
    if needed > working_minutes(flow.within):
        ground.say(
            ("within",),
            Words(
                "Waktu semua meja pada jalan tercepat lebih lama daripada janji kepada warga (within).",
                "The desks on the quickest way take longer than what the resident is promised (within).",
            ),
            grave=False,
        )
    if flow.extension and working_minutes(flow.extension) > working_minutes(flow.within):
        ground.say(
            ("extension",),
            Words(
                "Perpanjangan lebih lama daripada waktunya sendiri.",
                "The extension is longer than the time itself.",
            ),
            grave=False,
        )
    has_verdict = any(step.verdict for step in flow.steps.values())
    if has_verdict and flow.contest_within is None:
        ground.say(
            ("contest_within",),
            Words(
                "Warga diminta menilai, tetapi batas waktu menyanggah (contest_within) belum ada.",
                "The resident is asked to judge, but there is no time to contest (contest_within).",
            ),
            grave=False,
        )


def sound_form(ground: Ground) -> None:
    """Each question can be answered, and what identifies a person stays sealed (UU 27/2022)."""
    for place, field in enumerate(ground.flow.fields):
        path: Path = ("field", place)
        if field.kind == "choice" and not field.choices:
            ground.say((*path, "choices"), Words("Pilihannya belum ada (choices).", "There are no choices."))
        if field.kind != "choice" and field.choices:
            ground.say(
                (*path, "choices"),
                Words("Pilihan hanya untuk kind = “choice”.", "Choices are only for kind = “choice”."),
            )
        if len({choice.key for choice in field.choices}) < len(field.choices):
            ground.say(
                (*path, "choices"),
                Words("Dua pilihan memakai kunci yang sama.", "Two choices share one key."),
            )
        if field.kind == "nik" and not field.sealed:
            ground.say(
                (*path, "sealed"),
                Words("NIK wajib disimpan tersegel (UU 27/2022).", "A NIK must be kept sealed (UU 27/2022)."),
            )
        if field.most == 0:
            ground.say((*path, "most"), Words("Paling banyak 0 huruf?", "At most 0 characters?"))
        if field.day != "any" and field.kind != "date":
            ground.say(
                (*path, "day"),
                Words("“day” hanya untuk kind = “date”.", "“day” is only for kind = “date”."),
                grave=False,
            )
    if len(ground.flow.fields) > MOST_FIELDS:
        ground.say(
            ("field", 0),
            Words(
                f"Formulir ini bertanya {len(ground.flow.fields)} hal. Mana yang sungguh perlu?",
                f"This form asks {len(ground.flow.fields)} things. Which are really needed?",
            ),
            grave=False,
        )


def easily_drawn(ground: Ground) -> None:
    """The route fits the page, says how long each station takes, and everyday words lead to it."""
    flow = ground.flow
    stations = [step for step in usual_way(flow) if step.works or step.fetched]
    if len(stations) >= MOST_STATIONS:
        ground.say(
            ("start",),
            Words(
                f"Rute ini punya {len(stations)} langkah; "
                f"lebih dari {MOST_STATIONS - 1} sukar dibaca sekali pandang.",
                f"This route has {len(stations)} steps; "
                f"more than {MOST_STATIONS - 1} is hard to read at a glance.",
            ),
            grave=False,
        )
    for step in stations:
        if flow.kind == "request" and step.minutes is None and step.place != "pickup" and _sat_through(step):
            ground.say_of(
                step,
                ("minutes",),
                Words("Berapa menit langkah ini? (minutes)", "How many minutes does it take? (minutes)"),
                grave=False,
            )
    if not flow.words:
        ground.say(
            ("words",),
            Words(
                "Belum ada kata sehari-hari (words), jadi sukar dicari.",
                "No everyday words, so it is hard to find.",
            ),
            grave=False,
        )


def _sat_through(step: Step) -> bool:
    """Whether one waits there; a step of days says its term, and minutes would promise something else."""
    return step.within is None or working_minutes(step.within) <= LONGEST_SITTING


LAWFUL_RULES: tuple[Rule, ...] = (
    rests_on_rules,
    known_names,
    reviewed_in_time,
    whole_standard,
    times_agree,
    sound_form,
    easily_drawn,
)
