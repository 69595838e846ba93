"""From data to paper: one template for every letter, set by typst as PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, cast

import typst

# Archivable with tags (ISO 19005-2, level A) and readable aloud (ISO 14289-1).
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
PICTURE_PPI = 96.0


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files("garda.letters").joinpath("letter.typ").read_bytes()


def as_pdf(data: Mapping[str, Any]) -> bytes:
    """The letter as PDF. `data` goes in as JSON beside the template, never into it."""
    return typst.compile(
        _template(),
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=[*STANDARDS],
        ignore_system_fonts=True,
    )


def as_pictures(data: Mapping[str, Any]) -> list[bytes]:
    """The letter's pages as PNG, for looking at it inside a page."""
    found: object = typst.compile(
        _template(), sys_inputs={"data": json.dumps(data)}, format="png", ppi=PICTURE_PPI,
        ignore_system_fonts=True,
    )  # fmt: skip
    return found if isinstance(found, list) else [cast(bytes, found)]
