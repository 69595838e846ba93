"""Reviewing a published flow: is it still right? Only an answer with an outcome moves the next look."""

from __future__ import annotations

from datetime import date, datetime

from garda.cases.acting import By, Refused
from garda.cases.models import FlowReview, PublishedFlow
from garda.flow import Words

# What a review may decide: it stays as it is, a new version is to be written, or it is to be withdrawn.
OUTCOMES = ("keep", "change", "withdraw")
MOST = 2000


def review(
    published: PublishedFlow,
    outcome: str,
    words: str,
    next_review: date,
    *,
    today: date,
    by: By,
    at: datetime,
) -> FlowReview:
    """Keep a review. `outcome` is one of OUTCOMES, or "" for a look that has not decided yet.

    One without an outcome is kept and clears nothing. Raises Refused without words, or with a next day
    that has passed.
    """
    if outcome and outcome not in OUTCOMES:
        raise Refused(
            Words("Pilih hasil tinjauan dari daftar.", "Choose an outcome from the list."), "outcome"
        )
    if not words.strip():
        raise Refused(Words("Tulis apa yang ditinjau dan hasilnya.", "Write what was reviewed."), "words")
    if len(words) > MOST:
        raise Refused(Words(f"Paling banyak {MOST} huruf.", f"At most {MOST} characters."), "words")
    if outcome and next_review <= today:
        raise Refused(
            Words("Tanggal tinjauan berikutnya harus sesudah hari ini.", "The next review must lie ahead."),
            "next_review",
        )
    assert by.person is not None, "a review is signed by a person"
    return FlowReview.objects.create(
        flow=published,
        by_id=by.person,
        at=at,
        outcome=outcome,
        words=words.strip(),
        next_review=next_review,
    )
