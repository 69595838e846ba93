"""How well what a person typed fits the phrases of a flow: every word against every word, at once.

A letter or two wrong still fits (rapidfuzz's ratio). Words are compared as they stand and by their
Indonesian stems, whichever is more alike: a typing error inside a word can spoil its stem ("kemtian").
The same measure as a loop over all pairs, done on arrays: a form that is filed guesses its class of
complaint by it, so it must cost less than a statement to the database.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from garda.cases.publishing import flow_by_id

# A word at least this like another counts in full; below it, only by the shares that follow.
LIKE, COVERED_SHARE, ASKED_SHARE = 74, 0.35, 0.2
COVERED, ASKED = 0.72, 0.28
STOP = frozenset(
    "saya aku mau ingin bikin buat untuk yang di ke dari dan atau ini itu bagaimana cara gimana harus "
    "mana apa ya dong min pak bu tolong minta urus mengurus surat keterangan".split()
)
# Words remembered for each flow: with a few hundred phrases, some megabytes at most.
MOST_MET = 500
Matrix = npt.NDArray[np.float32]
Word = tuple[str, str]  # a word and its stem


@lru_cache(maxsize=1)
def _stemmer() -> object:
    return StemmerFactory().create_stemmer()


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(_stemmer().stem(word)) or word  # type: ignore[attr-defined]


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, at most forty."""
    return re.findall(r"[a-z0-9]+", text.lower())[:40]


def stems(text: str) -> tuple[Word, ...]:
    """The words of a text, each with its stem."""
    return tuple((word, _stem(word)) for word in words_of(text))


def _tells(word: Word) -> bool:
    return word[0] not in STOP and word[1] not in STOP


@dataclass(frozen=True)
class Phrases:
    """Phrases ready to be compared: their keys and weights, the words among them, and which has which.

    `members` holds, for each phrase, the places of its words in `words` (the last place stands for "no
    word"); `telling` is 1.0 where that word counts for how well the phrase is covered.
    """

    keys: tuple[str, ...]
    weights: Matrix
    words: tuple[Word, ...]
    members: npt.NDArray[np.int64]
    telling: Matrix
    # What was found for words asked before: people report much the same things in much the same words.
    met: dict[Word, tuple[Matrix, Matrix]] = field(default_factory=dict, compare=False, repr=False)


def phrases(lines: Sequence[tuple[str, str, float]]) -> Phrases:
    """(phrase, key, weight) for each line, made ready; lines without a word are left out."""
    split = [(stems(text), key, weight) for text, key, weight in lines]
    kept = [one for one in split if one[0]]
    words = tuple(dict.fromkeys(word for stemmed, _, _ in kept for word in stemmed))
    place = {word: n for n, word in enumerate(words)}
    widest = max((len(stemmed) for stemmed, _, _ in kept), default=1)
    members = np.full((len(kept), widest), len(words), dtype=np.int64)
    telling = np.zeros((len(kept), widest), dtype=np.float32)
    for n, (stemmed, _, _) in enumerate(kept):
        members[n, : len(stemmed)] = [place[word] for word in stemmed]
        counts = [float(_tells(word)) for word in stemmed]
        telling[n, : len(stemmed)] = counts if any(counts) else [1.0] * len(stemmed)
    return Phrases(
        keys=tuple(key for _, key, _ in kept),
        weights=np.array([weight for _, _, weight in kept], dtype=np.float32),
        words=words,
        members=members,
        telling=telling,
    )


@lru_cache(maxsize=2048)
def phrases_of(published_id: int) -> Phrases:
    """Everything written for people in a flow: titles, search words, when it is needed, its classes."""
    flow = flow_by_id(published_id)
    lines = [(flow.title.id, "", 1.0), (flow.title.en, "", 0.9), *((word, "", 1.0) for word in flow.words)]
    if flow.when:
        lines.append((flow.when.id, "", 0.8))
    for category in flow.categories:
        lines.append((category.title.id, category.key, 0.95))
        lines += [(word, category.key, 1.0) for word in category.words]
    return phrases(lines)


def fits(query: tuple[Word, ...], known: Phrases) -> Matrix:
    """How well each phrase fits the words asked, 0 to 100: covered by it, and asking for what it asks."""
    if not query or not known.keys:
        return np.zeros(len(known.keys), dtype=np.float32)
    found = _met(query, known)
    met = np.maximum.reduce([ratios for ratios, _ in found])
    strong = np.where(met >= LIKE, met, met * COVERED_SHARE)
    covered = (strong[known.members] * known.telling).sum(axis=1) / known.telling.sum(axis=1)
    asked = [n for n, word in enumerate(query) if _tells(word)] or range(len(query))
    back = np.add.reduce([found[n][1] for n in asked]) / len(asked)
    return np.asarray((COVERED * covered + ASKED * back) * known.weights, dtype=np.float32)


def _met(query: tuple[Word, ...], known: Phrases) -> list[tuple[Matrix, Matrix]]:
    """For each word asked: how like each known word it is, and what it is worth in each phrase."""
    found: dict[Word, tuple[Matrix, Matrix]] = {}
    if new := [word for word in dict.fromkeys(query) if word not in known.met]:
        ratios = np.zeros((len(new), len(known.words) + 1), dtype=np.float32)
        for form in (0, 1):
            ours, theirs = [word[form] for word in new], [word[form] for word in known.words]
            np.maximum(ratios[:, :-1], process.cdist(ours, theirs, scorer=fuzz.ratio), out=ratios[:, :-1])
        used = ratios[:, known.members].max(axis=2)
        back = np.where(used >= LIKE, used, used * ASKED_SHARE)
        found = {word: (ratios[n], back[n]) for n, word in enumerate(new)}
        if len(known.met) < MOST_MET:
            known.met.update(found)
    return [known.met.get(word) or found[word] for word in query]


def best(query: tuple[Word, ...], published_id: int) -> tuple[float, str]:
    """The best fit among the phrases of a flow, and the class of complaint it belongs to ("" if none)."""
    known = phrases_of(published_id)
    found = fits(query, known)
    if not len(found):
        return 0.0, ""
    top = float(found.max())
    ties = [known.keys[n] for n in np.flatnonzero(found == found.max())]
    return top, max(ties)
