"""Every sentence of a page can be said in both languages, and none stands outside the catalogue."""

from __future__ import annotations

import ast
import gettext
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import templatize

from tests.house.tracked import SOURCE, parsed, place, python_files, tracked

ENGLISH = SOURCE / "config" / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (1,)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
# They say a sentence in the language of the moment, which at import time is nobody's.
AT_ONCE = {"gettext", "ngettext", "pgettext", "npgettext"}
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?([sd%])|\{(\w*)\}")

# The examples of the look are one made-up city in one language; they are not served to a city.
EXAMPLES = "/templates/garda/rupa/"
FACES = ("public", "office", "looks", "notices")
SAID_IN_TAGS = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%\s*comment\b.*?{%\s*endcomment\s*%}"
    r"|{#.*?#}|<(script|style|pre|code|kbd)\b.*?</\1>",
    re.DOTALL,
)
# Blocks that give the layout a word for the machine, not for a reader.
FOR_THE_LAYOUT = re.compile(
    r"{%\s*block (?:(?:body|main)_attributes|body_class|home_url)\s*%}.*?{%\s*endblock(?: \w+)?\s*%}"
    r"|[?&]\w+=",
    re.DOTALL,
)
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
MARKUP = re.compile(r"<[^<>]*>", re.DOTALL)
SPOKEN_ATTRIBUTES = re.compile(r"\b(?:aria-label|title|placeholder|alt)=(\"[^\"]*\"|'[^']*')")
WORD = re.compile(r"[^\W\d_]{2,}")
# Names that are the same in every language.
NAMES = {"Garda", "EN", "ID", "English", "Bahasa", "Indonesia", "nbsp"}

Key = tuple[str | None, str]


def templates() -> list[Path]:
    """Every template of ours that a city may see."""
    return [
        file
        for file in tracked()
        if "/templates/" in place(file) and file.suffix in {".html", ".txt"} and EXAMPLES not in place(file)
    ]


def keys_in(source: str) -> Iterator[Key]:
    """The sentences that a Python text asks gettext for, each with its context."""
    found: Any
    for _line, function, found, _comments in extract_python(
        io.BytesIO(source.encode()), KEYWORDS, (), {"encoding": "utf-8"}
    ):
        texts = found if isinstance(found, tuple) else (found,)
        if str(function).startswith(("pgettext", "npgettext")):
            yield texts[0], texts[1]
        elif texts[0]:
            yield None, texts[0]


@cache
def asked_for() -> dict[Key, str]:
    """Every sentence that code and templates ask for, and one place that does."""
    found: dict[Key, str] = {}
    for file in python_files():
        if file.is_relative_to(SOURCE):
            found.update(dict.fromkeys(keys_in(file.read_text("utf-8")), place(file)))
    for file in tracked():
        if "/templates/" in place(file) and file.suffix in {".html", ".txt"}:
            text = templatize(file.read_text("utf-8"))
            found.update(dict.fromkeys(keys_in(text), place(file)))
    return found


def catalogues() -> list[Path]:
    """Every catalogue of words."""
    return [file for file in tracked() if file.suffix == ".po"]


def forms(message: Any) -> tuple[str, ...]:
    """A sentence and its plural, or the sentence alone."""
    return (message,) if isinstance(message, str) else tuple(message)


def placeholders(text: str) -> set[str]:
    """What a sentence leaves open."""
    return {"".join(part for part in found if part) for found in PLACEHOLDER.findall(text)}


def test_every_sentence_stands_in_the_english_catalogue() -> None:
    with ENGLISH.open("rb") as source:
        said = {(message.context, forms(message.id)[0]): message for message in read_po(source) if message.id}
    wanted = asked_for()
    missing = [f"{where}: {key[1]!r}" for key, where in wanted.items() if key not in said]
    assert missing == [], "not in the English catalogue; see CONTRIBUTING.md"
    assert [key[1] for key in said if key not in wanted] == [], "no page says this any more"


@pytest.mark.parametrize("file", catalogues(), ids=place)
def test_a_translation_is_never_empty_and_leaves_the_same_things_open(file: Path) -> None:
    wrong = []
    with file.open("rb") as source:
        catalogue = read_po(source)
    for message in catalogue:
        if not message.id:
            continue
        ids, strings = forms(message.id), forms(message.string)
        if (
            not all(strings)
            or message.fuzzy
            or len(strings) != (catalogue.num_plurals if len(ids) > 1 else 1)
        ):
            wrong.append(f"{ids[0]!r} has no whole translation")
        allowed = placeholders(ids[0]) | placeholders(ids[-1])
        if any(placeholders(text) - allowed for text in strings) or placeholders(strings[-1]) != placeholders(
            ids[-1]
        ):
            wrong.append(f"{ids[0]!r} and its translation leave different things open")
        if any(text != text.strip() for text in strings) and ids[0] == ids[0].strip():
            wrong.append(f"{strings!r} has a space too many at an end")
    assert wrong == []


@pytest.mark.parametrize("file", catalogues(), ids=place)
def test_what_the_program_reads_is_what_people_wrote(file: Path) -> None:
    compiled = io.BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source))
    compiled.seek(0)
    with file.with_suffix(".mo").open("rb") as source:
        ours = gettext.GNUTranslations(source)._catalog  # type: ignore[attr-defined]
    fresh = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]
    assert {key: text for key, text in ours.items() if key} == {
        key: text for key, text in fresh.items() if key
    }, f"{place(file.with_suffix('.mo'))} is older than its .po: compile it again"


def test_no_sentence_is_said_while_the_program_is_read() -> None:
    wrong = []
    for file in python_files():
        if not file.is_relative_to(SOURCE):
            continue
        names = {
            alias.asname or alias.name
            for node in ast.walk(parsed(file))
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
            for alias in node.names
            if alias.name in AT_ONCE
        }
        wrong += [
            f"{place(file, node.lineno)}: use gettext_lazy"
            for node in outside_functions(parsed(file))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
        ]
    assert wrong == []


def outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from outside_functions(child)


def bare_words(text: str) -> list[str]:
    """Words that a reader would meet and that no translate tag says."""
    text = FOR_THE_LAYOUT.sub(" ", SAID_IN_TAGS.sub(" ", text))
    spoken = " ".join(SPOKEN_ATTRIBUTES.findall(TAGS.sub(" ", text)))
    shown = TAGS.sub(" ", text)
    while MARKUP.search(shown):
        shown = MARKUP.sub(" ", shown)
    return [word for word in WORD.findall(f"{shown} {spoken}") if word not in NAMES]


@pytest.mark.parametrize("room", FACES)
def test_no_template_says_a_word_outside_a_translate_tag(room: str) -> None:
    here = SOURCE / room / "templates"
    wrong = {
        place(file): found
        for file in templates()
        if file.is_relative_to(here) and (found := bare_words(file.read_text("utf-8")))
    }
    assert wrong == {}
