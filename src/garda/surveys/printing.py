"""The printed sheet of results: tagged PDF/A made by typst; all it shows goes in as data."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.utils.translation import gettext as _

from garda.looks import wording
from garda.surveys.publication import Sheet

PAGE = Path(__file__).resolve().parent / "results.typ"
# Archival and readable aloud: PDF/A-2a and PDF/UA-1.
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]


def printed(one: Sheet) -> bytes:
    """The PDF of a sheet, in the page's language."""
    entry: dict[str, Any] = {
        "title": one.title,
        "name": one.name,
        "period": f"{one.period}, {one.until}" if one.until else one.period,
        "figures": [
            {
                "title": figure.title, "value": figure.value, "of": figure.of, "band": figure.band,
                "state": figure.state_words, "interval": figure.interval,
            }
            for figure in one.figures
        ],
        "rate": one.rate,
        "lines": [
            {"title": line.title, "mean": line.mean, "of": line.of, "n": line.n, "whole": line.whole}
            for line in one.lines
        ],
        "weakest": [
            {"title": weak.line.title, "mean": weak.line.mean, "doing": list(weak.doing)}
            for weak in one.weakest
        ],
        "earlier": [
            {"title": past.title, "mean": past.mean, "period": past.period, "said": past.said}
            for past in one.earlier
        ],
        "followed": one.followed,
        "compared": one.compared,
        "counted": one.counted,
        "basis": one.basis or [one.own],
        "since": wording.day(one.since),
        "fingerprint": one.fingerprint,
        "simulated": one.simulated,
    }  # fmt: skip
    return _made(json.dumps(entry, ensure_ascii=False), json.dumps(_words(), ensure_ascii=False))


def _words() -> dict[str, str]:
    return {
        "lang": wording.speaks(),
        "elements": _("Nilai tiap unsur"),
        "element": _("Unsur"),
        "mean": _("Rata-rata"),
        "answers": _("Jawaban"),
        "weakest": _("Tiga unsur terlemah dan tindak lanjutnya"),
        "nothing": _("Tindak lanjutnya belum ditulis."),
        "earlier": _("Tindak lanjut dari hasil sebelumnya"),
        "compared": _("Untuk dibandingkan dengan laporan lama:"),
        "basis": _("Dasar"),
        "few": _("terlalu sedikit jawaban"),
        "how": _(
            "Rata-rata tiap unsur, dibagi nilai tertinggi skalanya, dikali bobotnya, dijumlahkan, dikali "
            "nilai tertinggi indeks. Dibulatkan sekali, saat ditampilkan."
        ),
        "hidden": _("Angka dari kurang dari lima orang tidak ditampilkan."),
        "gender": _("Jenis kelamin, umur, dan pendidikan tidak ditanyakan."),
        "since": _("Edisi sejak"),
        "fingerprint": _("Sidik naskah"),
        "simulated": _("Data simulasi"),
    }


@lru_cache(maxsize=64)
def _made(entry: str, words: str) -> bytes:
    # A period that is over never changes, so its sheet is set once.
    given = {"entry": entry, "words": words}
    return typst.compile(
        PAGE, format="pdf", sys_inputs=given, pdf_standards=list(STANDARDS), ignore_system_fonts=True
    )
