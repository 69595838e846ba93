"""A flow's questions as a page shows them: the input, its hint, what was typed, what is wrong."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from garda.flow import Cleaned, Field, Flow, Requirement
from garda.public.city_pages import tidy_ward

# The most choices that stand open as buttons; a longer list folds into one.
OPEN_CHOICES = 5
ROWS = {"long-text": 5, "address": 3}
TYPES = {"phone": "tel", "email": "email"}
INPUT_MODES = {"nik": "numeric", "number": "numeric", "money": "numeric", "date": "numeric", "phone": "tel"}
AUTOCOMPLETE = {"name": "name", "phone": "tel", "email": "email", "address": "street-address"}
KEY_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@dataclass(frozen=True)
class Ask:
    """One question on the page. `shape` picks the input: line, lines, choices, list, tick, place, file."""

    name: str
    label: str
    shape: str
    hint: str = ""
    value: str = ""
    required: bool = True
    error: str = ""
    choices: Sequence[tuple[str, str]] = ()
    type: str = "text"
    mode: str = ""
    complete: str = ""
    most: int = 200
    rows: int = 3
    short: bool = False
    point: str = ""
    point_words: str = ""
    several: bool = False

    @property
    def id(self) -> str:
        """The id of the input."""
        return f"isi-{self.name}"

    @property
    def described(self) -> str:
        """The ids that describe the input, for `aria-describedby`."""
        parts = [f"{self.id}-bantu"] if self.hint else []
        return " ".join([*parts, f"{self.id}-salah"] if self.error else parts)


@dataclass
class Form:
    """A whole form: its questions in order, those about the person apart, and the errors on top."""

    key: str
    about_case: list[Ask] = field(default_factory=list)
    about_person: list[Ask] = field(default_factory=list)
    papers: list[Ask] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)


def fresh_key() -> str:
    """The one-time key of a form: sent again with the same key, the form is the same matter."""
    return secrets.token_urlsafe(24)


def key_of(typed: str) -> str:
    """The key that came with a form, or a fresh one when it is missing or was tampered with."""
    return typed if 24 <= len(typed) <= 64 and set(typed) <= KEY_SIGNS else fresh_key()


def raw_of(flow: Flow, post: Mapping[str, str]) -> dict[str, str]:
    """What was typed, by the key of each field; a place is put together from its parts."""
    raw = {one.key: post.get(one.key, "") for one in flow.fields}
    for one in flow.fields:
        if one.kind == "place":
            code, point = tidy_ward(post.get(one.key, "")), post.get(f"{one.key}-titik", "")[:60].strip()
            point = "" if post.get(f"{one.key}-hapus") else point
            raw[one.key] = ";".join(part for part in (code, point) if part)
    return raw


def split_place(value: str) -> tuple[str, str]:
    """A place as (code of the kelurahan, "lat,lng"), either may be empty."""
    parts = [part for part in value.split(";") if part]
    return (
        next((part for part in parts if "," not in part), ""),
        next((part for part in parts if "," in part), ""),
    )


def ask_field(one: Field, kept: Mapping[str, str], cleaned: Cleaned | None, speaks: str) -> Ask:
    """One field of a flow as a question."""
    value = kept.get(one.key, "")
    error = cleaned.errors.get(one.key) if cleaned else None
    shape, choices = _shape(one, speaks)
    code, point = split_place(value) if one.kind == "place" else ("", "")
    hint = one.hint.of(speaks) if one.hint else ""
    for said in ("Boleh kosong.", "May be left empty.") if not one.required else ():
        hint = hint.replace(said, "").strip()  # the label says so already
    if one.kind == "date" and not hint:
        hint = _("Hari, bulan, tahun. Contoh: 17/8/2026")
    return Ask(
        name=one.key,
        label=one.title.of(speaks),
        shape=shape,
        hint=hint,
        value=code if one.kind == "place" else value,
        required=one.required,
        error=error.of(speaks) if error else "",
        choices=choices,
        type=TYPES.get(one.kind, "text"),
        mode=INPUT_MODES.get(one.kind, ""),
        complete=AUTOCOMPLETE.get(one.kind, "") if one.about == "person" else "off",
        most=min(one.most, 4000),
        rows=ROWS.get(one.kind, 3),
        short=one.kind in ("nik", "date", "number", "money", "phone"),
        point=point,
    )


def _shape(one: Field, speaks: str) -> tuple[str, list[tuple[str, str]]]:
    if one.kind == "choice":
        choices = [(choice.key, choice.title.of(speaks)) for choice in one.choices]
        return ("choices" if len(choices) <= OPEN_CHOICES else "list"), choices
    if one.kind == "yes-no":
        if one.required:
            return "choices", [("ya", _("Ya")), ("tidak", _("Tidak"))]
        return "tick", []
    if one.kind in ROWS:
        return "lines", []
    return ("place" if one.kind == "place" else "line"), []


def ask_paper(one: Requirement, error: str, speaks: str) -> Ask:
    """A requirement that may be sent along as a photo or PDF."""
    copies = f", {one.copies.of(speaks)}" if one.copies else ""
    return Ask(
        name=f"berkas-{one.key}",
        label=f"{one.title.of(speaks)}{copies}",
        shape="file",
        hint=one.lack.of(speaks) if one.lack else "",
        required=False,
        error=error,
    )


def ask_ward(value: str, error: str, label: str, hint: str, required: bool = True) -> Ask:
    """The kelurahan, where the flow itself has no question about a place but an office must be known."""
    return Ask(
        name="kelurahan", label=label, shape="ward", hint=hint, value=value, error=error, required=required
    )


def ask_category(asked: Flow, value: str, speaks: str) -> Ask:
    """The class of a report, for whoever knows it; left alone, it is guessed from the words."""
    return Ask(
        name="kategori",
        label=_("Tentang apa?"),
        shape="list",
        hint=_("Boleh dibiarkan; kami kenali dari kalimat Anda."),
        value=value,
        required=False,
        choices=[(one.key, one.title.of(speaks)) for one in asked.categories],
    )


def ask_chat(ticked: bool, error: str) -> Ask:
    """Whether news may come by WhatsApp: asked where a telephone number is, and never ticked beforehand."""
    hint = _("Nomor urusan dan tautan saja, tanpa isinya. Balas BERHENTI kapan saja.")
    label = _("Kabari saya lewat WhatsApp ke nomor ini")
    return Ask("kabar-wa", label, "tick", hint, "ya" if ticked else "", required=False, error=error)


def ask_photos(error: str, most: int) -> Ask:
    """Photos of what is reported."""
    hint = _(
        "Paling banyak %(most)s foto. Tempat yang tersimpan di foto kami pisahkan dan tidak kami tampilkan."
    )
    return Ask("foto", _("Foto"), "file", hint % {"most": most}, required=False, error=error, several=True)


def with_error(ask: Ask, error: str) -> Ask:
    """The same question with something wrong in it."""
    return replace(ask, error=error)


def errors_of(asks: Sequence[Ask], general: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The box on top: what belongs to no field first, then each wrong field with a link to it."""
    found: list[tuple[str, str]] = [("", said) for said in general]
    for ask in asks:
        if ask.error:
            target = f"{ask.id}-0" if ask.shape == "choices" else ask.id
            link = " " if ask.label.endswith("?") else ": "
            found.append((target, f"{ask.label}{link}{ask.error}" if len(ask.label) < 60 else ask.error))
    return found
