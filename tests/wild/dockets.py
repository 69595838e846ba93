"""A docket, a report that names no article and a resident's one, for the walk of bad input."""

from __future__ import annotations

from typing import Any

from garda.dockets import reporting
from tests.town import Town, moment

WORDS = "Pengantar RT diminta lagi, padahal kartu keluarga sudah ada."


def dockets(town: Town) -> dict[str, str]:
    """One docket of an article of the law, one report to be sorted, one of a resident."""
    loket, melati = town.persons["melati", "petugas-loket", 1], town.units["melati"]
    given: dict[str, Any] = {"kind": "hard", "words": WORDS, "at": moment()}
    own = reporting.report_rule(town.city, melati, loket, rule="uu-25-2009", article="21", **given)
    lost = reporting.report_rule(town.city, melati, loket, rule="", article="", **given)
    theirs = reporting.report_rule(
        town.city, None, None, rule="uu-25-2009", article="21", source="citizen", **given
    )
    KNOWN.clear()
    KNOWN.update(own=str(own.id), lost=str(lost.id), token=theirs.token)
    return {"docket_id": str(own.docket)}


KNOWN: dict[str, str] = {}


def known_of_rule(route: str) -> dict[str, str]:
    """What stands in the parts of these addresses."""
    if "perubahan/laporan/" in route:
        return {"token": KNOWN["token"]}
    if route.startswith("kerja/lapor-aturan/"):
        return {"report_id": KNOWN["own"]}
    if route.startswith("kerja/berkas-aturan/"):
        return {"report_id": KNOWN["lost"], "name": "putuskan"}
    return {}
