"""The phrases beside this file, read: what was said, what should be found, and in which half it lies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from garda import flow, shelf
from garda.meaning import Index
from garda.sight.indexes import lines_of

FILE = Path(__file__).with_name("phrases.txt")


@dataclass(frozen=True)
class Phrase:
    """One phrase with the services that are right for it; the first is the one it is counted under."""

    words: str
    keys: tuple[str, ...]
    half: str


def phrases() -> list[Phrase]:
    """Every phrase of the file; the odd lines of each section are `tune`, the even ones `check`."""
    found: list[Phrase] = []
    key, count = "", 0
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            key, count = line.strip("[]"), 0
        elif line and not line.startswith("#"):
            words, *more = line.split(" | ")
            found.append(Phrase(words, (key, *more), ("tune", "check")[count % 2]))
            count += 1
    return found


def shelf_index() -> Index:
    """The index over every flow of the shelf, as a city that offers all of them has it."""
    found = []
    for file in sorted(shelf.folder("flows").glob("*.toml")):
        found += lines_of(flow.read(file.read_text("utf-8"), file.name))
    return Index(tuple(found))


@dataclass
class Score:
    """How many phrases were found first, and among the first three."""

    said: int = 0
    first: int = 0
    three: int = 0

    def note(self, keys: list[str], right: tuple[str, ...]) -> None:
        """One more phrase, with what was found for it."""
        self.said += 1
        self.first += bool(keys) and keys[0] in right
        self.three += bool({*keys[:3]} & {*right})


@dataclass
class Scores:
    """The scores of a set: of the whole, of each service, and what was missed."""

    whole: Score
    each: dict[str, Score]
    missed: list[str]

    def __str__(self) -> str:
        lines = [f"{'service':22} said first three"]
        lines += [f"{key:22} {one.said:4} {one.first:5} {one.three:5}" for key, one in self.each.items()]
        return "\n".join(["", *lines, "", *self.missed])


def scored(index: Index, said: list[Phrase]) -> Scores:
    """Ask the index every phrase."""
    scores = Scores(Score(), {}, [])
    for one in said:
        keys = [hit.key for hit in index.find(one.words, 3)]
        for score in (scores.whole, scores.each.setdefault(one.keys[0], Score())):
            score.note(keys, one.keys)
        if not keys or keys[0] not in one.keys:
            scores.missed.append(f"{one.keys[0]}: {one.words} → {', '.join(keys) or '-'}")
    return scores


def counted(said: list[Phrase]) -> Counter[str]:
    """How many phrases each service has."""
    return Counter(one.keys[0] for one in said)
