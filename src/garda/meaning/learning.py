"""A small learner of its own: which label a text carries, learned from labelled texts, with its reasons.

Softmax regression over hashed words, pairs of words and letter groups, learned one text at a time; numpy
alone. What it keeps is weights of hashed features that at least SEEN texts share: no text, no word. A model
is made anew from the texts that still stand, so what was erased is gone with the next learning.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from garda.meaning.wording import lists

Numbers = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

SPACE = 1 << 20  # places for hashed features
SEEN = 3  # texts that must share a feature
MOST_WORDS = 300  # words of a text that are looked at
MOST_TEXTS = 20_000
ROUNDS, PACE, SHRINK, BALANCE = 8, 1.0, 1e-4, 0.8
WORDS_SHARE = 0.8  # what words and pairs weigh beside letter groups
FORM = 1  # the shape of the kept file


@dataclass(frozen=True)
class Guess:
    """One label: its share of the certainty (0 to 1), and the words of the text that spoke for it."""

    label: str
    share: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Model:
    """What was learned: labels, the features kept, how much each tells, and its weight for each label."""

    labels: tuple[str, ...]
    features: Places
    telling: Numbers
    weights: Numbers
    lean: Numbers
    texts: int
    about: dict[str, Any]

    def guess(self, text: str, most: int = 3) -> list[Guess]:
        """The labels that fit a text, the likeliest first."""
        places, values = self._read(text)
        share = _shares(values @ self.weights[places] + self.lean)
        order = np.argsort(-share, kind="stable")[:most]
        return [Guess(self.labels[k], float(share[k]), self.words_for(text, int(k))) for k in order]

    def shares(self, text: str) -> dict[str, float]:
        """Every label with its share of the certainty."""
        places, values = self._read(text)
        share = _shares(values @ self.weights[places] + self.lean)
        return {label: float(one) for label, one in zip(self.labels, share, strict=True)}

    def words_for(self, text: str, label: int, most: int = 4) -> tuple[str, ...]:
        """The words of the text that spoke most for a label, against the others."""
        little = lists().worth
        spoke: dict[str, float] = {}
        for word in dict.fromkeys(_words(text)):
            if len(word) < 3 or word.isdigit() or little.get(word, 1.0) < 0.1:
                continue
            hashed = np.unique(np.array([_hash("w" + word), *_letters(word)], dtype=np.int64))
            places, found = _places(self.features, hashed)
            rows = self.weights[places[found]] * self.telling[places[found], None]
            if len(rows):
                spoke[word] = float((rows[:, label] - rows.mean(axis=1)).sum())
        ranked = sorted((one for one in spoke.items() if one[1] > 0), key=lambda one: -one[1])
        floor = ranked[0][1] * 0.25 if ranked else 0.0
        return tuple(word for word, worth in ranked[:most] if worth >= floor)

    def _read(self, text: str) -> tuple[Places, Numbers]:
        return _weighed(_features(text), self.features, self.telling)

    def save(self, path: Path) -> None:
        """Keep the model in a file; a reader finds the old one or the new one, never half of it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(path.name + ".new.npz")
        about = json.dumps({"form": FORM, "labels": self.labels, "texts": self.texts, "about": self.about})
        np.savez_compressed(
            aside,
            features=self.features.astype(np.int32),
            telling=self.telling.astype(np.float16),
            weights=self.weights.astype(np.float16),
            lean=self.lean,
            about=np.frombuffer(about.encode(), dtype=np.uint8),
        )
        aside.replace(path)


class Unreadable(ValueError):
    """A file that holds no model of ours."""


def load(path: Path) -> Model:
    """The model in a file; Unreadable where it is none."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            told = json.loads(kept["about"].tobytes().decode())
            if told["form"] != FORM:
                raise Unreadable(str(path))
            return Model(
                tuple(told["labels"]),
                kept["features"].astype(np.int64),
                kept["telling"].astype(np.float32),
                kept["weights"].astype(np.float32),
                kept["lean"].astype(np.float32),
                told["texts"],
                told["about"],
            )
    except (ValueError, KeyError, TypeError, OSError, EOFError, BadZipFile) as wrong:
        raise Unreadable(str(path)) from wrong


def learn(texts: Iterable[tuple[str, str]], about: dict[str, Any] | None = None) -> Model | None:
    """Learn from (text, label) pairs, at most MOST_TEXTS; None without two labels to tell apart."""
    pairs = [(text, label) for text, label in texts if text.strip() and label][:MOST_TEXTS]
    labels = sorted({label for _, label in pairs})
    if len(labels) < 2:
        return None
    read = [_features(text) for text, _ in pairs]
    shared = np.zeros(SPACE, dtype=np.int32)
    for groups in read:
        for hashed, _ in groups:
            shared[hashed] += 1
    features = np.flatnonzero(shared >= SEEN)
    telling = (np.log((1 + len(pairs)) / (1 + shared[features])) + 1).astype(np.float32)
    rows = [_weighed(groups, features, telling) for groups in read]
    place = {label: n for n, label in enumerate(labels)}
    truth = np.array([place[label] for _, label in pairs])
    weights, lean = _descend(rows, truth, len(features), len(labels))
    return Model(tuple(labels), features, telling, weights, lean, len(pairs), about or {})


def _descend(
    rows: Sequence[tuple[Places, Numbers]], truth: Places, features: int, labels: int
) -> tuple[Numbers, Numbers]:
    """Weights by going down the slope of each text in turn, smaller steps towards the end.

    A rare label's texts weigh more, so it is not drowned; the order is shuffled, always alike.
    """
    count = np.bincount(truth, minlength=labels)
    worth = (len(truth) / (labels * np.maximum(count, 1))) ** BALANCE
    worth /= worth[truth].mean()
    weights = np.zeros((features, labels), dtype=np.float32)
    lean = np.zeros(labels, dtype=np.float32)
    order, done, whole = np.random.default_rng(1), 0, ROUNDS * len(rows)
    for _ in range(ROUNDS):
        for n in order.permutation(len(rows)):
            places, values = rows[n]
            mine = weights[places]
            off = _shares(values @ mine + lean)
            off[truth[n]] -= 1.0
            pace = PACE * (1 - done / whole)
            off *= np.float32(pace * worth[truth[n]])
            weights[places] = mine * np.float32(1 - pace * SHRINK) - np.outer(values, off)
            lean -= np.float32(0.1) * off
            done += 1
    return weights, lean


def _shares(scores: npt.NDArray[Any]) -> Numbers:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), dtype=np.float32)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())[:MOST_WORDS]


def _hash(feature: str) -> int:
    return zlib.crc32(feature.encode()) & (SPACE - 1)


@lru_cache(maxsize=50_000)
def _letters(word: str) -> tuple[int, ...]:
    """The groups of three to five letters of a word, hashed."""
    edged = f" {word} "
    return tuple(
        _hash("c" + edged[start : start + size])
        for size in (3, 4, 5)
        for start in range(len(edged) - size + 1)
    )


Group = tuple[Places, Numbers]


def _features(text: str) -> tuple[Group, Group]:
    """The features of a text with how often they stand there (damped): words and pairs; letter groups."""
    words = _words(text)
    whole = [_hash("w" + word) for word in words]
    whole += [_hash(f"b{one} {other}") for one, other in pairwise(words)]
    return _counted(whole), _counted([group for word in words for group in _letters(word)])


def _counted(hashed: list[int]) -> Group:
    found, often = np.unique(np.array(hashed, dtype=np.int64), return_counts=True)
    return found, (1 + np.log(np.maximum(often, 1))).astype(np.float32)


def _places(features: Places, hashed: Places) -> tuple[Places, npt.NDArray[np.bool_]]:
    """Where hashed features stand among those kept, and which of them do."""
    if not len(features):
        return np.zeros(len(hashed), dtype=np.int64), np.zeros(len(hashed), dtype=bool)
    places = np.minimum(np.searchsorted(features, hashed), len(features) - 1)
    return places, features[places] == hashed


def _weighed(groups: tuple[Group, Group], features: Places, telling: Numbers) -> tuple[Places, Numbers]:
    """A text as places and values: each group by itself of length one, times its share."""
    all_places, all_values = [], []
    for (hashed, often), share in zip(groups, (WORDS_SHARE, 1.0), strict=True):
        places, found = _places(features, hashed)
        kept = places[found]
        values = often[found] * telling[kept]
        length = float(np.sqrt((values * values).sum())) or 1.0
        all_places.append(kept)
        all_values.append(values * np.float32(share / length))
    return np.concatenate(all_places), np.concatenate(all_values)
