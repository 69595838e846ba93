"""The closed list of conditions a move may carry. A new condition is a new guard, never an expression."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from garda.texts.words import Words


@dataclass(frozen=True, slots=True)
class Facts:
    """What the record of one matter says that a guard may ask about.

    `limbs` counts the child matters and `open_limbs` those not yet closed; `proofs` the proofs given since
    the step was entered; `missing` the required papers of which nothing is there yet, neither sent nor seen
    at the counter; `acted` says that the person who acts now is the one who brought the matter into this
    step; `extended` that the time was extended already; `contests` how often the reporter has contested the
    answer; `letter_signed` that the letter was signed since the step was entered, and not revoked after.
    """

    limbs: int = 0
    open_limbs: int = 0
    proofs: int = 0
    missing: int = 0
    acted: bool = False
    extended: bool = False
    contests: int = 0
    letter_signed: bool = False


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition with a name. `words` say what is missing when it does not hold."""

    words: Words
    test: Callable[[Facts], bool]


GUARDS: Mapping[str, Guard] = {
    "limbs-done": Guard(
        Words(
            "Semua bagian urusan yang dikerjakan unit lain harus selesai lebih dulu.",
            "Every part that other units work on must be finished first.",
        ),
        lambda facts: facts.open_limbs == 0,
    ),
    "has-limbs": Guard(
        Words(
            "Belum ada unit lain yang diminta ikut mengerjakan.", "No other unit has been asked to help yet."
        ),
        lambda facts: facts.limbs > 0,
    ),
    "proof-given": Guard(
        Words("Bukti penyelesaian belum dilampirkan.", "No proof of the work has been given yet."),
        lambda facts: facts.proofs > 0,
    ),
    "papers-complete": Guard(
        Words(
            "Masih ada syarat yang belum ada. Tandai yang sudah diperlihatkan, atau minta kelengkapan.",
            "Something required is not there yet. Tick what was shown to you, or ask for what is missing.",
        ),
        lambda facts: facts.missing == 0,
    ),
    "second-person": Guard(
        Words(
            "Langkah ini harus diputus orang lain, bukan yang memeriksa sebelumnya.",
            "Someone other than the person who checked before must decide this step.",
        ),
        lambda facts: not facts.acted,
    ),
    "not-extended": Guard(
        Words("Waktu sudah pernah diperpanjang satu kali.", "The time has been extended once already."),
        lambda facts: not facts.extended,
    ),
    "not-contested": Guard(
        Words("Jawaban ini sudah pernah disanggah.", "This answer has been contested once already."),
        lambda facts: facts.contests == 0,
    ),
    "letter-signed": Guard(
        Words("Surat belum ditandatangani pada langkah ini.", "The letter has not been signed in this step."),
        lambda facts: facts.letter_signed,
    ),
}
