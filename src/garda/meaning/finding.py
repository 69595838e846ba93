"""An index over phrases written for people: which key a text asks for, how surely, by which words.

A phrase fits by how much of it was said and how much of what was said it answers; rarer words count for
more. A word nobody wrote stands for the one it is most like: a letter or two wrong, its vowels left out, or
near in meaning. All pairs are done on arrays and remembered by word: people say much the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from garda.meaning.wording import Word, lists, stem, words_of

Matrix = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

NEAR = 0.75  # what a word near in meaning is worth
CLEAR = 0.6  # a word at least this like one of a phrase spoke for it
SKELETON = 0.8  # what a word with the same consonants is worth
SLIP = 0.13  # what every wrong letter takes away
STRANGE = 0.9  # what an asked word counts for that nothing here is like
MOST_MET = 500  # words remembered
COVERED, ASKED, WHOLE = 0.3, 0.35, 0.35  # of the best phrase: said of it, answered by it; answered by all
VOWELS = str.maketrans("", "", "aeiou")


@dataclass(frozen=True)
class Line:
    """One phrase written for people: what it belongs to, and how much it counts."""

    text: str
    key: str
    part: str = ""
    weight: float = 1.0


@dataclass(frozen=True)
class Hit:
    """A key that fits: how well (0 to 100), which part of it, and the typed words that spoke for it."""

    key: str
    part: str
    score: float
    words: tuple[str, ...]


class Met(NamedTuple):
    """What one asked word is to an index: how much each term, each phrase and each owner answers it."""

    terms: Matrix
    phrases: Matrix
    owners: Matrix


@dataclass
class Index:
    """Phrases ready to be asked."""

    lines: tuple[Line, ...]
    owners: tuple[tuple[str, str], ...] = ()  # (key, part) of each owner
    terms: tuple[str, ...] = ()
    forms: list[str] = field(default_factory=list)  # spellings that lead to a term, for typing errors
    form_terms: list[tuple[int, ...]] = field(default_factory=list)
    met: dict[tuple[str, str], Met] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        split = [(line, words_of(line.text)) for line in self.lines]
        split = [pair for pair in split if pair[1]]
        owner_place: dict[tuple[str, str], int] = {}
        for line, _ in split:
            owner_place.setdefault((line.key, line.part), len(owner_place))
        split.sort(key=lambda pair: owner_place[pair[0].key, pair[0].part])
        self.owners = tuple(owner_place)
        worth: dict[str, float] = {}
        for _, words in split:
            for word in words:
                worth.setdefault(word.term, word.worth)
        self.terms = tuple(worth)
        self._place = {term: n for n, term in enumerate(self.terms)}
        self._lay(split, owner_place, np.array(list(worth.values()), dtype=np.float32))
        self._spell(split)

    def _lay(
        self,
        split: list[tuple[Line, tuple[Word, ...]]],
        owner_place: dict[tuple[str, str], int],
        worth: Matrix,
    ) -> None:
        """Who has which term, and what each term counts for: the rarer among the owners, the more."""
        count, owners = len(self.terms), len(self.owners)
        has = np.zeros((owners, count), dtype=bool)
        members: list[int] = []  # the terms of all phrases, one after the other
        begins: list[int] = []  # where each phrase begins among them
        owner: list[int] = []
        for line, words in split:
            places = [self._place[word.term] for word in words]
            begins.append(len(members))
            members += places
            owner.append(owner_place[line.key, line.part])
            has[owner[-1], places] = True
        self._weights = np.array([line.weight for line, _ in split], dtype=np.float32)
        self._members, self._begins = np.array(members, dtype=np.int64), np.array(begins, dtype=np.int64)
        self._starts = np.searchsorted(np.array(owner, dtype=np.int64), np.arange(owners))
        rare = np.log(1.0 + (owners + 4.0) / (has.sum(axis=0) + 0.5)) / np.log(1.0 + (owners + 4.0) / 1.5)
        self._value = (worth * rare).astype(np.float32)
        self._held = self._value[self._members]
        if owners:
            whole = np.add.reduceat(self._held, self._begins)
            self._held /= np.repeat(np.maximum(whole, 1e-6), np.diff([*begins, len(members)]))

    def _spell(self, split: list[tuple[Line, tuple[Word, ...]]]) -> None:
        """Every spelling that leads to a term here."""
        spelled: dict[str, set[int]] = {}
        for _, words in split:
            for word in words:
                for form in (word.term, word.typed):
                    if len(form) > 3 and " " not in form:
                        spelled.setdefault(form, set()).add(self._place[word.term])
        for form, term in lists().forms:
            if term in self._place:
                spelled.setdefault(form, set()).add(self._place[term])
        self.forms = list(spelled)
        self.form_terms = [tuple(sorted(spelled[form])) for form in self.forms]
        bones: dict[str, set[int]] = {}
        for form, terms in spelled.items():
            bone = form.translate(VOWELS)
            if len(bone) > 2:
                bones.setdefault(bone, set()).update(terms)
        self._bones = bones

    def find(self, text: str, limit: int = 8) -> list[Hit]:
        """The keys that fit a text, best first, each with its best part."""
        words = words_of(text)
        if not words or not self.owners:
            return []
        scores, answered = self._scores(words)
        best: dict[str, tuple[float, int]] = {}
        for place, (key, _) in enumerate(self.owners):
            if scores[place] > best.get(key, (0.0, 0))[0]:
                best[key] = (float(scores[place]), place)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
        return [
            Hit(key, self.owners[place][1], round(score, 1), self._said(words, answered[:, place]))
            for key, (score, place) in ranked
        ]

    def parts(self, text: str, most: int = 0) -> list[Hit]:
        """The parts of keys with their scores for a text, best first; all of them, or `most`."""
        places = [place for place, (_, part) in enumerate(self.owners) if part]
        words = words_of(text)
        if not words or not places:
            return [Hit(*self.owners[place], 0.0, ()) for place in places]
        scores, answered = self._scores(words)
        places.sort(key=lambda place: (-float(scores[place]), self.owners[place]))
        return [
            Hit(*self.owners[place], round(float(scores[place]), 1), self._said(words, answered[:, place]))
            for place in places[: most or len(places)]
        ]

    def _scores(self, words: tuple[Word, ...]) -> tuple[Matrix, Matrix]:
        """The score of each owner, and how much of each word asked it answers."""
        known = [self._met(word) for word in words]
        ratios = np.stack([one.terms for one in known])  # word asked × term
        value = self._asked(words, ratios)
        total = max(float(value.sum()), 1e-6)
        met = ratios.max(axis=0)
        covered = np.add.reduceat(met[self._members] * self._held, self._begins)
        used = np.stack([one.phrases for one in known])  # word asked × phrase
        back = value @ used / total
        phrase = (COVERED * covered + ASKED * back) * self._weights
        best = np.maximum.reduceat(phrase, self._starts)
        answered = np.stack([one.owners for one in known])  # word asked × owner
        whole = value @ answered / total
        return np.asarray(100 * (best + WHOLE * whole), dtype=np.float32), answered

    def _asked(self, words: tuple[Word, ...], ratios: Matrix) -> Matrix:
        """What each word asked counts for: as much as the term it stands for; little when it is strange."""
        values = []
        for n, word in enumerate(words):
            place = int(ratios[n].argmax())
            alike = float(ratios[n, place])
            values.append(float(self._value[place]) if alike > 0 else STRANGE * word.worth)
        return np.array(values, dtype=np.float32)

    def _said(self, words: tuple[Word, ...], answered: Matrix) -> tuple[str, ...]:
        return tuple(
            word.typed
            for word, share in zip(words, answered, strict=True)
            if share >= CLEAR and word.worth > 0.1
        )

    def _met(self, word: Word) -> Met:
        """What the word is to this index, remembered for the next who says it."""
        remembered = self.met.get((word.term, word.typed))
        if remembered is not None:
            return remembered
        like = self._like(word)
        used = np.maximum.reduceat(like[self._members], self._begins)
        found = Met(like, used, np.maximum.reduceat(used, self._starts))
        if len(self.met) < MOST_MET:
            self.met[word.term, word.typed] = found
        return found

    def _like(self, word: Word) -> Matrix:
        """How much each term here is what the word means."""
        found = np.zeros(len(self.terms), dtype=np.float32)
        place = self._place.get(word.term)
        if place is not None:
            found[place] = 1.0
        for other in lists().near.get(word.term, ()):
            if (near := self._place.get(other)) is not None:
                found[near] = max(found[near], NEAR)
        if place is None and word.worth > 0.1 and " " not in word.typed:
            self._slips(word, found)
        return found

    def _slips(self, word: Word, found: Matrix) -> None:
        """Terms with a spelling that the word is a slip of."""
        for said in {word.typed, stem(word.typed)}:
            # In a short word one wrong letter is another word; a word of the dictionary is hardly a slip.
            most = 0 if len(said) < 4 else 1 if len(said) < 7 or word.known else 2
            if most and not (word.known and len(said) < 6):
                gaps = process.cdist([said], self.forms, scorer=OSA.distance, score_cutoff=most)[0]
                for place in np.flatnonzero(gaps <= most):
                    near = 1.0 - SLIP * float(gaps[place]) * (2.0 if word.known else 1.0)
                    for term in self.form_terms[place]:
                        found[term] = max(found[term], near)
            if not word.known:
                for term in self._bones.get(said.translate(VOWELS), ()):
                    found[term] = max(found[term], SKELETON)
