"""A criticism, a report of conduct, an interest, a gift and a closed session, for the walk of bad input."""

from __future__ import annotations

from garda.gatherings import keeping
from garda.integrity import boxing, declaring, emptying
from garda.integrity.models import Criticism, Report
from tests.town import Town, moment, report

WORDS = "Rahasia Orang Lain: loket sering tutup sebelum pukul tiga."


def confidence(town: Town) -> dict[str, str]:
    """One of each, so that every address leads to something."""
    melati, lurah = town.units["melati"], town.persons["melati", "lurah", 1]
    for kind in (boxing.CRITICISM, boxing.REPORT):
        boxing.drop(town.city, melati, WORDS, kind=kind, at=moment("2025-10-27"), form_key=kind * 4)
    emptying.remind(moment("2025-11-03"))
    case = report(town).case
    interest = declaring.declare_interest(melati, case.pk, case.number, "Adik.", by=lurah, at=moment())
    gift = declaring.declare_gift(
        melati, "Kue", "Warga", value=50_000, got_on=moment().date(), taken=True, by=lurah, at=moment()
    )
    KNOWN.clear()
    KNOWN.update(
        gathering_id=str(keeping.keep(
            town.city, melati, title="Rahasia Orang Lain", day=moment().date(), closed=True, by=lurah,
            at=moment(),
        )),
        criticism_id=str(Criticism.objects.get().pk),
        report_id=str(Report.objects.get().pk),
        interest_id=str(interest.pk),
        gift_id=str(gift.pk),
    )  # fmt: skip
    return {name: KNOWN[name] for name in ("gathering_id", "criticism_id", "interest_id", "gift_id")}


KNOWN: dict[str, str] = {}


def known_in_confidence(route: str) -> dict[str, str]:
    """What stands in the parts of these addresses."""
    if route.startswith("kerja/perilaku/"):
        return {"report_id": KNOWN["report_id"]}
    return {"key": "bingkisan"} if route.startswith("kerja/ikrar/") else {}
