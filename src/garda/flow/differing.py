"""What differs between two versions of a flow, in words an officer understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from garda.clock import Term, day_words
from garda.flow.labels import (
    CATEGORY_LABELS,
    FIELD_LABELS,
    FLOW_LABELS,
    LETTER_LABELS,
    MOVE_LABELS,
    REQUIREMENT_LABELS,
    STANDARD_LABELS,
    STEP_LABELS,
)
from garda.flow.language import Choice, Flow
from garda.texts.words import Words

_SHORT = 60  # characters: longer sayings are shown beside the sentence, not inside it


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs. `field` names the key ("within", "requirement.ktp.lack", "move.done.needs"),
    `step` the step it is in; `old` or `new` is None where it was not, or is no longer, said."""

    field: str
    step: str | None
    old: Words | None
    new: Words | None
    words: Words


def differ(old: Flow, new: Flow) -> tuple[Difference, ...]:
    """Every difference from `old` to `new`: the service, the standard, requirements, form, classes, steps."""
    found: list[Difference] = []
    found += _parts(FLOW_LABELS, old, new)
    for key, label in STANDARD_LABELS.items():
        found += _one(f"standard.{key}", None, label, old.standard.get(key), new.standard.get(key))
    lists: tuple[tuple[str, Words, Mapping[str, Words], Sequence[Any], Sequence[Any]], ...] = (
        (
            "requirement",
            Words("Persyaratan", "Requirement"),
            REQUIREMENT_LABELS,
            old.requirements,
            new.requirements,
        ),
        ("field", Words("Isian", "Question"), FIELD_LABELS, old.fields, new.fields),
        ("category", Words("Golongan", "Class"), CATEGORY_LABELS, old.categories, new.categories),
    )
    for table, thing, labels, before, after in lists:
        found += _listed(table, thing, labels, before, after, None)
    found += _letter(old, new)
    found += _steps(old, new)
    return tuple(found)


def _parts(
    labels: Mapping[str, Words],
    old: Any,
    new: Any,
    prefix: str = "",
    step: str | None = None,
    of: Words | None = None,
) -> Iterator[Difference]:
    for key, label in labels.items():
        named = label if of is None else Words(f"{label.id} ({of.id})", f"{label.en} ({of.en})")
        yield from _one(prefix + key, step, named, getattr(old, key), getattr(new, key))


def _one(field: str, step: str | None, label: Words, old: Any, new: Any) -> Iterator[Difference]:
    if old == new:
        return
    before, after = said(field, old), said(field, new)
    yield Difference(field, step, before, after, _sentence(label, before, after))


def _listed(
    table: str,
    thing: Words,
    labels: Mapping[str, Words],
    old: Sequence[Any],
    new: Sequence[Any],
    step: str | None,
    called: str = "title",
) -> Iterator[Difference]:
    before = {one.key: one for one in old}
    after = {one.key: one for one in new}
    for key in dict.fromkeys((*before, *after)):
        field = f"{table}.{key}"
        if key not in after:
            name = getattr(before[key], called)
            yield Difference(field, step, name, None, _gone(thing, name))
        elif key not in before:
            name = getattr(after[key], called)
            yield Difference(field, step, None, name, _come(thing, name))
        else:
            name = getattr(after[key], called)
            yield from _parts(labels, before[key], after[key], f"{field}.", step, name)
    kept_before = [key for key in before if key in after]
    if kept_before != [key for key in after if key in before]:
        words = Words(
            f"Urutan {thing.id.lower()} berubah.", f"The order of “{thing.en.lower()}” has changed."
        )
        yield Difference(table, step, None, None, words)


def _letter(old: Flow, new: Flow) -> Iterator[Difference]:
    if old.letter is not None and new.letter is not None:
        yield from _parts(LETTER_LABELS, old.letter, new.letter, "letter.")
        return
    thing = Words("Surat", "Letter")
    before, after = (Words(one.title, one.title) if one else None for one in (old.letter, new.letter))
    if before is not None:
        yield Difference("letter", None, before, None, _gone(thing, before))
    if after is not None:
        yield Difference("letter", None, None, after, _come(thing, after))


def _steps(old: Flow, new: Flow) -> Iterator[Difference]:
    thing, button = Words("Langkah", "Step"), Words("Tombol", "Move")
    before, after = tuple(old.steps.values()), tuple(new.steps.values())
    for key in dict.fromkeys((*old.steps, *new.steps)):
        was, now = old.steps.get(key), new.steps.get(key)
        if was is None or now is None:
            one = [step for step in (was,) if step], [step for step in (now,) if step]
            yield from _listed("step", thing, {}, *one, key)
        else:
            yield from _parts(STEP_LABELS, was, now, "", key, now.title)
            yield from _listed("move", button, MOVE_LABELS, was.moves, now.moves, key, called="label")
    order = [step.key for step in before if step.key in new.steps]
    if order != [step.key for step in after if step.key in old.steps]:
        words = Words("Urutan langkah berubah.", "The order of the steps has changed.")
        yield Difference("step", None, None, None, words)


def _gone(thing: Words, name: Words) -> Words:
    return Words(f"{thing.id} “{name.id}” dihapus.", f"{thing.en} “{name.en}” was removed.")


def _come(thing: Words, name: Words) -> Words:
    return Words(f"{thing.id} “{name.id}” ditambahkan.", f"{thing.en} “{name.en}” was added.")


def _sentence(label: Words, old: Words | None, new: Words | None) -> Words:
    if old is None and new is None:
        return Words(f"{label.id} berubah.", f"{label.en} has changed.")
    if new is None:
        return Words(f"{label.id} dihapus.", f"{label.en} was removed.")
    if old is None:
        short = len(new.id) <= _SHORT
        return Words(
            f"{label.id} ditambahkan" + (f": {new.id}." if short else "."),
            f"{label.en} was added" + (f": {new.en}." if short else "."),
        )
    if max(len(old.id), len(new.id)) > _SHORT:
        return Words(f"{label.id} berubah.", f"{label.en} has changed.")
    return Words(
        f"{label.id} berubah dari “{old.id}” menjadi “{new.id}”.",
        f"{label.en} has changed from “{old.en}” to “{new.en}”.",
    )


def said(field: str, value: Any) -> Words | None:
    """A value of a flow in words; None where there is none."""
    if value is None or value == ():
        return None
    if isinstance(value, Words):
        return value
    if isinstance(value, Term):
        return Words(value.words("id"), value.words("en"))
    if isinstance(value, bool):
        return Words("ya", "yes") if value else Words("tidak", "no")
    if isinstance(value, int) and field == "fee":
        amount = f"Rp{value:,}".replace(",", ".")
        return Words(amount, amount)
    if isinstance(value, date):
        return Words(day_words(value, "id"), day_words(value, "en"))
    if isinstance(value, Choice):
        return value.title
    if isinstance(value, tuple):
        listed = [one for one in (said(field, each) for each in value) if one is not None]
        return Words(_in_a_row([one.id for one in listed]), _in_a_row([one.en for one in listed]))
    return Words(str(value), str(value))


def _in_a_row(parts: list[str]) -> str:
    """Whole sentences stand one after the other, anything shorter between semicolons."""
    return (" " if all(part.endswith(".") for part in parts) else "; ").join(parts)
