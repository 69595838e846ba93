"""What it costs to find a service by everyday words among a hundred, with nothing remembered of the phrase.

The shelf's own flows stand there as they are; the rest are copies in which every third word is another one,
so that the words to compare with grow with the services. Phrases are everyday words with a letter left out.
"""

from __future__ import annotations

import time

from garda import flow, shelf
from garda.meaning import Index, Line
from garda.sight.indexes import lines_of

SERVICES = 100


def searched(most: int = 400) -> tuple[int, float, float]:
    """(phrases asked, seconds, seconds of CPU)."""
    index, phrases = _index(), _phrases()[:most]
    index.find(phrases[0])
    seconds, cpu = 0.0, 0.0
    for phrase in phrases:
        index.met.clear()
        begun, spent = time.perf_counter(), time.process_time()
        index.find(phrase)
        seconds, cpu = seconds + time.perf_counter() - begun, cpu + time.process_time() - spent
    return len(phrases), seconds, cpu


def _flows() -> list[flow.Flow]:
    files = sorted(shelf.folder("flows").glob("*.toml"))
    return [flow.read(file.read_text("utf-8"), file.name) for file in files]


def _index() -> Index:
    own = [lines_of(one) for one in _flows()]
    lines = [line for some in own for line in some]
    for n in range(len(own), SERVICES):
        lines += [Line(_other(line.text, n), f"{line.key}-{n}", line.part) for line in own[n % len(own)]]
    return Index(tuple(lines))


def _other(text: str, n: int) -> str:
    return " ".join(
        f"{word}{chr(97 + n % 26)}{chr(97 + n // 26)}" if place % 3 == 0 else word
        for place, word in enumerate(text.split())
    )


def _phrases() -> list[str]:
    """Everyday words of every service, two phrases together, a letter missing in every longer word."""
    words = [word for one in _flows() for word in one.words]
    pairs = [f"{one} {other}" for one, other in zip(words[::2], words[1::2], strict=False)]
    return [" ".join(word[:3] + word[4:] if len(word) > 5 else word for word in one.split()) for one in pairs]
