"""The checker's rules about the letter at the end: its placeholders, its fields, and who signs where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from garda.flow.language import LETTER_WORDS, Flow, Letter
from garda.flow.weighing import Ground, Rule, unknown
from garda.texts.lines import Path
from garda.texts.words import Words

GUARD = "letter-signed"

_CODE = re.compile(r"\d{3}(\.\d{1,3}){0,5}")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_FIELD = Words("Isian", "field")
_POST = Words("Jabatan", "post")


def placeholders(text: str) -> tuple[str, ...]:
    """The names between braces in a sentence of a letter, in their order."""
    return tuple(_PLACEHOLDER.findall(text))


def sound_letter(ground: Ground) -> None:
    """Every field and placeholder of the letter exists, its code can be one, its term is in plain days."""
    letter = ground.flow.letter
    if letter is None:
        return
    fields = [one.key for one in ground.flow.fields]
    for key in ("rows", "needs"):
        for name in getattr(letter, key):
            if name not in fields:
                ground.say(("letter", key), unknown(name, fields, _FIELD))
    for path, text in _sentences(letter):
        _placeholders_known(ground, path, text, fields)
    if letter.code and not _CODE.fullmatch(letter.code):
        ground.say(
            ("letter", "code"),
            Words(
                "Kode klasifikasi ditulis dengan angka dan titik, seperti “400.9”.",
                "The archive code is written in digits and dots, like “400.9”.",
            ),
        )
    if letter.valid is not None and (letter.valid.working or letter.valid.unit != "day"):
        ground.say(
            ("letter", "valid"),
            Words(
                "Masa berlaku surat dihitung dalam hari biasa, seperti “180 hari”.",
                "A letter's validity is counted in plain days, like “180 hari”.",
            ),
        )


def _sentences(letter: Letter) -> Iterator[tuple[Path, str]]:
    yield ("letter", "opening"), letter.opening
    for place, text in enumerate(letter.says):
        yield ("letter", "says", place), text
    yield ("letter", "closing"), letter.closing


def _placeholders_known(ground: Ground, path: Path, text: str, fields: list[str]) -> None:
    for name in placeholders(text):
        if name not in fields and name not in LETTER_WORDS:
            ground.say(
                path, unknown(f"{{{name}}}", [f"{{{one}}}" for one in (*fields, *LETTER_WORDS)], _FIELD)
            )
        elif name in fields and name in LETTER_WORDS:
            ground.say(
                path,
                Words(
                    f"“{{{name}}}” berarti dua hal: isian dan data kantor. Beri isian itu kunci lain.",
                    f"“{{{name}}}” means two things: a field and a word of the office. Rename the field.",
                ),
            )
    if set("{}") & set(_PLACEHOLDER.sub("", text)):
        ground.say(
            path, Words("Kurung kurawal di kalimat ini tidak berpasangan.", "A brace here has no partner.")
        )


def signed_on_the_way(ground: Ground) -> None:
    """A flow with a letter has a move that waits for the signature, and no other flow has one."""
    flow = ground.flow
    guarded = [
        (step, place, move) for step, place, move in ground.moves() if GUARD in move.guards and step.moves
    ]
    if flow.letter is None:
        for step, place, _ in guarded:
            words = Words(
                f"Syarat “{GUARD}” hanya untuk alur yang mempunyai [letter].",
                f"The guard “{GUARD}” is only for a flow with a [letter].",
            )
            ground.say_of(step, ("move", place, "guards"), words)
        return
    if not guarded:
        words = Words(
            f"Alur ini menerbitkan surat, tetapi tidak ada tombol dengan syarat “{GUARD}”.",
            f"This flow issues a letter, but no move has the guard “{GUARD}”.",
        )
        ground.say(("letter",), words)
    elif _done_unsigned(flow):
        words = Words(
            "Urusan ini bisa selesai tanpa surat ditandatangani.",
            "This matter can be done without the letter being signed.",
        )
        ground.say(("letter",), words, grave=False)
    signing = {post for step, _, _ in guarded for post in step.posts}
    for post in flow.letter.also_signed_by:
        if ground.known.posts and post not in ground.known.posts:
            ground.say(("letter", "also_signed_by"), unknown(post, ground.known.posts, _POST))
        elif guarded and post not in signing:
            words = Words(
                f"Jabatan “{post}” ikut menandatangani, tetapi tidak punya langkah dengan syarat “{GUARD}”.",
                f"The post “{post}” also signs, but has no step with the guard “{GUARD}”.",
            )
            ground.say(("letter", "also_signed_by"), words)


def _done_unsigned(flow: Flow) -> bool:
    """Whether some way leads from the first step to a done end past every signature."""
    seen, ahead = {flow.start}, [flow.start]
    while ahead:
        step = flow.steps.get(ahead.pop())
        for move in step.moves if step else ():
            target = flow.steps.get(move.to)
            if target is None or GUARD in move.guards or move.to in seen:
                continue
            if target.end == "done":
                return True
            seen.add(move.to)
            ahead.append(move.to)
    return False


LETTER_RULES: tuple[Rule, ...] = (sound_letter, signed_on_the_way)
