"""From what somebody typed to the words that carry it: slang read, compounds joined, stems taken.

Both sides pass here, what is asked and what is written for people, so they meet in the same words. The lists
lie on the shelf (`words/`); a city may add to them without touching this.
"""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from garda import shelf

MOST = 40  # words of a text that are looked at
LITTLE, SOME, MUCH, WISH = 0.06, 0.3, 1.8, 2.5  # what a word counts for that says little or much, beside 1.0
LONGEST = 4  # words in a compound
SIGNS = re.compile(r"[a-z0-9]+")
AGAIN = re.compile(r"([a-z])\1{2,}")
ENDINGS = ("nya", "ne", "no", "in", "ke", "e")
# "ngirim" is "kirim", "nyari" is "cari", "nukar" is "tukar", "mbayar" is "bayar".
FRONTS = (("ngg", ("g",)), ("ng", ("", "k")), ("ny", ("c", "s")), ("mb", ("b",)), ("nd", ("d",)),
          ("nj", ("j",)), ("n", ("t",)), ("m", ("p",)))  # fmt: skip
TWICE = re.compile(r"([a-z])\1")
DOUBLED = re.compile(r"([a-z]{3,})2(?:an|nya|ne)?")


@dataclass(frozen=True)
class Word:
    """A word that carries something: its term, as it was typed, and how much it counts for."""

    term: str
    typed: str
    worth: float = 1.0
    known: bool = True  # in the lists or the dictionary: no typing error


@dataclass(frozen=True)
class Lists:
    """The word lists of the shelf, ready to be asked."""

    same: dict[tuple[str, ...], str]
    slang: dict[str, tuple[str, ...]]
    near: dict[str, frozenset[str]]
    worth: dict[str, float]
    forms: tuple[tuple[str, str], ...]  # single words as they are typed, each with the term it is read as
    joined: tuple[
        str, ...
    ]  # words to which a slip is put right: those of compounds, and those that say little


@lru_cache(maxsize=1)
def _factory() -> StemmerFactory:
    return StemmerFactory()


@lru_cache(maxsize=1)
def _stemmer() -> object:
    return _factory().create_stemmer()


@lru_cache(maxsize=1)
def dictionary() -> frozenset[str]:
    """The root words of Indonesian."""
    return frozenset(_factory().get_words())


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The root of a word, or the word itself; of everyday forms as well ("ngirim", "omahe", "bukain")."""
    root = _formal(word)
    if root in dictionary():
        return root
    known = lists().same
    for bare in _bare(word):
        if (bare,) in known:
            return bare
        if (root_of_bare := _formal(bare)) in dictionary():
            return root_of_bare
    return root


def _formal(word: str) -> str:
    return str(_stemmer().stem(word)) or word  # type: ignore[attr-defined]


def _bare(word: str) -> list[str]:
    """What may stand under the everyday prefixes and endings of a word, likeliest first."""
    cut = [word, *(word[: -len(end)] for end in ENDINGS if word.endswith(end))]
    found = cut[1:]
    for one in cut:
        for front, instead in FRONTS:
            if one.startswith(front):
                found += [letter + one[len(front) :] for letter in instead]
    return [one for one in found if len(one) > 2]


@lru_cache(maxsize=1)
def lists() -> Lists:
    """The lists of the shelf, read once."""
    raw = tomllib.loads(shelf.folder("words", "everyday.toml").read_text("utf-8"))
    same: dict[tuple[str, ...], str] = {}
    for term, forms in raw["same"].items():
        same.setdefault((term,), term)
        for form in forms.split():
            same.setdefault(tuple(form.split("_")), term)
    near: dict[str, set[str]] = {}
    for line in raw["near"].values():
        terms = line.split()
        for term in terms:
            near.setdefault(term, set()).update(other for other in terms if other != term)
    worth = dict.fromkeys(raw["little"]["some"].split(), SOME)
    worth |= dict.fromkeys(raw["little"]["words"].split(), LITTLE)
    worth |= dict.fromkeys(raw["little"]["much"].split(), MUCH)
    worth |= dict.fromkeys(raw["little"]["wish"].split(), WISH)
    rows = csv.reader(shelf.folder("words", "slang.csv").read_text("utf-8").splitlines()[1:])
    return Lists(
        same=same,
        slang={slang: tuple(formal.split()) for slang, formal in rows},
        near={term: frozenset(others) for term, others in near.items()},
        worth=worth,
        forms=tuple((form[0], term) for form, term in same.items() if len(form) == 1 and len(form[0]) > 3),
        joined=tuple(
            sorted(
                {one for form in same if len(form) > 1 for one in form if len(one) > 4}
                | {*filter(_long, worth)}
            )
        ),
    )


def _long(word: str) -> bool:
    return len(word) > 4


def split(text: str) -> list[str]:
    """The bare words of a text in small letters: "bangettt" as "banget", "surat2nya" as "surat"."""
    found = []
    for word in SIGNS.findall(text.lower())[:MOST]:
        whole = DOUBLED.fullmatch(word)
        found.append(AGAIN.sub(r"\1", whole[1] if whole else word))
    return found


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text that carry it, in order; the same word twice only once."""
    return _words_of(" ".join(split(text)))


@lru_cache(maxsize=4096)
def _words_of(text: str) -> tuple[Word, ...]:
    known = lists()
    pairs = [(formal, word) for word in text.split() for formal in known.slang.get(word, (mended(word),))]
    plain = [(_read(known, formal), word) for formal, word in pairs]
    found: dict[str, Word] = {}
    place = 0
    while place < len(pairs):
        for length in range(min(LONGEST, len(pairs) - place), 0, -1):
            end = place + length
            term = _compound(
                known, [one for one, _ in pairs[place:end]], [one for one, _ in plain[place:end]]
            )
            if term:
                word = Word(
                    term, " ".join(typed for _, typed in pairs[place:end]), known.worth.get(term, 1.0)
                )
                break
        else:
            length, word = 1, _single(known, *pairs[place])
        place += length
        if word.term and word.term not in found:
            found[word.term] = word
    return tuple(found.values())


@lru_cache(maxsize=20_000)
def mended(word: str) -> str:
    """A word that nobody knows, put right where it is a letter or two off one of the lists."""
    known = lists()
    root = stem(word)
    if len(word) < 4 or {(word,), (root,)} & known.same.keys() or word in known.worth or root in dictionary():
        return word
    single = TWICE.sub(r"\1", word)
    if (single,) in known.same or single in known.worth:
        return single
    near = process.extractOne(word, known.joined, scorer=OSA.distance, score_cutoff=1 if len(word) < 8 else 2)
    return str(near[0]) if near else word


def _read(known: Lists, formal: str) -> str:
    """A word as it is read alone: as it stands in the lists, else by its root, else as it is."""
    found = known.same.get((formal,))
    return found or (formal if formal in known.worth else known.same.get((stem(formal),), formal))


def _compound(known: Lists, said: list[str], plain: list[str]) -> str:
    """The term of these words together, as they stand or as each alone is read; "" when they are none."""
    return known.same.get(tuple(said)) or (known.same.get(tuple(plain), "") if len(said) > 1 else "")


def _single(known: Lists, formal: str, typed: str) -> Word:
    if formal in known.worth:
        return Word(formal, typed, known.worth[formal])
    root = stem(formal)
    term = known.same.get((root,), root)
    worth = known.worth.get(root, 1.0)
    if formal.isdigit() or len(formal) == 1:
        worth = LITTLE
    return Word(term, typed, worth, root in dictionary() or (root,) in known.same)
