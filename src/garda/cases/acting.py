"""Who acts, and the two ways in which the heart says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from garda.flow import Words


@dataclass(frozen=True)
class By:
    """Who acts: a post's holder, the resident with the code of the receipt, or the clock."""

    kind: str
    person: int | None = None
    post: int | None = None
    post_kinds: tuple[str, ...] = ()
    unit: int | None = None

    @property
    def is_post(self) -> bool:
        """True for someone who acts in an office."""
        return self.kind == "post"

    def for_resident(self) -> By:
        """The resident's act, written down at the counter by this officer: both are in the record."""
        return By("resident", person=self.person, post=self.post, unit=self.unit)


RESIDENT = By("resident")
CLOCK = By("clock")


class Refused(Exception):
    """The act is not possible; `words` say why and what to do, `field` names the input it belongs to."""

    def __init__(self, words: Words, field: str | None = None) -> None:
        self.words = words
        self.field = field
        super().__init__(words.id)


class Overtaken(Exception):
    """Someone else acted first: the reader had seen `seen`, the record stands at `seq`."""

    def __init__(self, seen: int, seq: int, at: datetime | None = None) -> None:
        self.seen, self.seq, self.at = seen, seq, at
        self.words = Words(
            "Urusan ini baru saja dipindahkan petugas lain. Baca dulu keadaan terbarunya, lalu putuskan "
            "lagi. Yang Anda tulis tidak hilang.",
            "A colleague has just moved this matter. Read how it stands now, then decide again. "
            "What you wrote is kept.",
        )
        super().__init__(self.words.id)
