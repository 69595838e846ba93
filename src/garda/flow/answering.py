"""What people typed, cleaned on the ground for every face: the form, the counter, the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from garda.flow.kinds import TAKING, Answer, Taken, Wrong
from garda.flow.language import Field, Flow, Move
from garda.texts.cleaning import one_line, plain, some_lines
from garda.texts.words import Words

LEAST_SAID = 10  # characters: less than this gives nobody a reason
MOST_SAID = 4000

_LINES = frozenset({"long-text", "address"})


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of a form. `answers` and `errors` share no key; `kept` is what was typed, to show again.

    `warnings` do not stop anything: they ask a human to look once more.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    errors: dict[str, Words] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, Words] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.errors


def clean(
    flow: Flow, raw: Mapping[str, str], *, today: date | None = None, only: Iterable[str] | None = None
) -> Cleaned:
    """The answers to the form of a flow, by the key of each field.

    Kept as: date "2024-09-12"; number and money int (rupiah); yes-no bool; phone E.164; nik 16 digits; place
    "area", "latitude,longitude" or both with ";"; everything else str. An optional field left empty has no
    answer. `today` bounds dates that must lie before or after it; `only` limits it to some fields. Never
    raises, whatever was typed; keys that are no field are ignored.
    """
    wanted = None if only is None else frozenset(only)
    cleaned = Cleaned()
    for one in flow.fields:
        if wanted is None or one.key in wanted:
            _take(one, raw.get(one.key, ""), today, cleaned)
    return cleaned


def _take(one: Field, typed: object, today: date | None, cleaned: Cleaned) -> None:
    kept = plain("" if typed is None else typed)
    if one.kind not in _LINES:
        kept = kept.replace("\n", " ")
    cleaned.kept[one.key] = kept
    try:
        taken = _taken(one, kept, today)
    except Wrong as wrong:
        cleaned.errors[one.key] = wrong.words
        return
    if taken is not None:
        cleaned.answers[one.key] = taken.answer
        if taken.warning:
            cleaned.warnings[one.key] = taken.warning


def _taken(one: Field, kept: str, today: date | None) -> Taken | None:
    if not kept.strip():
        if one.required:
            raise Wrong("Bagian ini belum diisi.", "This has not been filled in yet.")
        return None
    _not_too_long(kept.strip(), one.most)
    return TAKING[one.kind](kept, one, today)


def _not_too_long(text: str, most: int) -> None:
    if len(text) > most:
        raise Wrong(
            f"Terlalu panjang: {_dotted(len(text))} huruf. Paling banyak {_dotted(most)} huruf.",
            f"Too long: {len(text):,} characters. At most {most:,}.",
        )


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


_SAID = {
    "reason": Words("Tulis alasan yang dapat dipahami warga", "Write a reason the resident can understand"),
    "answer": Words("Tulis jawaban untuk warga", "Write an answer to the resident"),
}


def clean_needs(
    move: Move, raw: Mapping[str, str], flow: Flow | None = None, *, today: date | None = None
) -> Cleaned:
    """What a move needs, by the name of the need.

    Kept as: reason and answer str; rule "rule#article"; missing a tuple of keys of requirements; proof a
    tuple of references to papers; date "2024-09-12". `missing` and `proof` are typed as one text, divided by
    commas or spaces; with `flow` each missing key must be a requirement of it. Whether a rule or a paper
    exists is for the caller to know. Never raises.
    """
    cleaned = Cleaned()
    for need in move.needs:
        typed = raw.get(need, "")
        kept = plain("" if typed is None else typed)
        if need not in _SAID:
            kept = kept.replace("\n", " ")
        cleaned.kept[need] = kept
        try:
            cleaned.answers[need] = _need(need, kept, flow, today)
        except Wrong as wrong:
            cleaned.errors[need] = wrong.words
    return cleaned


def _need(need: str, kept: str, flow: Flow | None, today: date | None) -> Answer:
    if need in _SAID:
        return _said(need, some_lines(kept))
    if need == "rule":
        return _rule(one_line(kept))
    if need == "missing":
        return _missing(kept, flow)
    if need == "proof":
        return _several(
            kept, Wrong("Lampirkan bukti: foto atau berkas hasil kerja.", "Attach a proof of the work.")
        )
    day = Field(key=need, kind="date", title=_SAID["answer"], day="future", most=40)
    taken = _taken(day, kept, today)
    return taken.answer if taken else ""


def _said(need: str, text: str) -> str:
    words = _SAID[need]
    if len(text) < LEAST_SAID or not any(sign.isalpha() for sign in text):
        raise Wrong(
            f"{words.id}, sedikitnya {LEAST_SAID} huruf.", f"{words.en}, at least {LEAST_SAID} characters."
        )
    _not_too_long(text, MOST_SAID)
    return text


def _rule(text: str) -> str:
    if not text:
        raise Wrong(
            "Sebutkan aturannya. Tanpa aturan, keputusan ini tidak dapat diterima.",
            "Name the rule. Without a rule this decision is not accepted.",
        )
    _not_too_long(text, 120)
    return text


def _missing(text: str, flow: Flow | None) -> tuple[str, ...]:
    keys = _several(text, Wrong("Pilih berkas mana yang kurang.", "Choose what is missing."))
    if flow is not None and any(flow.requirement(key) is None for key in keys):
        raise Wrong(
            "Hanya berkas dalam daftar persyaratan yang boleh diminta.",
            "Only what is on the list of requirements may be asked for.",
        )
    return keys


def _several(text: str, wrong: Wrong) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(text.replace(",", " ").split()))
    if not found:
        raise wrong
    _not_too_long(text, MOST_SAID)
    return found
