"""The printed sheet of a service's standard: tagged PDF/A made by typst, from the catalogue's entry alone.

What people wrote goes in as data (JSON), never as part of the template.
"""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from garda.clock import day_words
from garda.flow import Words
from garda.flow.completing import ORDER

SHEET = Path(__file__).resolve().parent / "sheets" / "standard.typ"
# Archival and readable aloud: PDF/A-2a and PDF/UA-1.
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
WORDS = {
    "title": Words("Standar pelayanan", "Service standard"),
    "version": Words("Versi", "Version"),
    "since": Words("berlaku sejak", "in force since"),
    "fingerprint": Words("Sidik naskah", "Fingerprint"),
    "unsure": Words("perlu dicocokkan", "to be checked"),
    "missing": Words("belum ditulis", "not written yet"),
    "decree": Words("Keputusan penetapan", "Decree"),
    "none": Words("Tidak ada berkas yang perlu dibawa.", "No papers are needed."),
    "optional": Words("hanya dalam keadaan tertentu", "only in some cases"),
}


def sheet(entry: dict[str, Any], labels: dict[str, str], lang: str) -> bytes:
    """The PDF of one catalogue entry. `labels` names the fourteen components in the page's language."""
    words: dict[str, Any] = {key: said.of(lang) for key, said in WORDS.items()}
    words |= {key: labels[key] for key in ORDER}
    words["lang"] = lang
    words["since_day"] = day_words(date.fromisoformat(entry["berlaku_sejak"]), lang)
    words["requirements_missing"] = labels["requirements"] in entry["belum_ada"]
    return _made(json.dumps(entry, ensure_ascii=False), json.dumps(words, ensure_ascii=False))


@lru_cache(maxsize=64)
def _made(entry: str, words: str) -> bytes:
    # A published version never changes, so its sheet is set once; many readers cost nothing more.
    given = {"entry": entry, "words": words}
    return typst.compile(
        SHEET, format="pdf", sys_inputs=given, pdf_standards=list(STANDARDS), ignore_system_fonts=True
    )
