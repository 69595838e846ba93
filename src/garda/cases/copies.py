"""Pictures that look alike and files that are the same, across the matters of a city: for a human to look at.

The look of a picture is 63 comparisons of neighbours (`papers`). Copies sent from phone to phone differ in a
few of them. The look is cut into BANDS; pictures that differ in fewer places than there are bands share at
least one whole band, and most of those that differ in up to ALIKE places do. So a copy is found by equality
on an indexed column, in a bounded number of rows however many pictures the city keeps.
"""

from __future__ import annotations

from collections.abc import Iterable

from garda.cases.models import Case, Look, Paper

BANDS, BAND_BITS = 4, 16
# Of the comparisons in two pictures' looks, how many may differ for a human to be asked to look.
ALIKE = 6
# Rows looked at in one band, the latest first: a band that very many pictures share says nothing.
MOST_IN_BAND = 60


def remember(case: Case, papers: Iterable[Paper]) -> None:
    """Keep the bands of the pictures among these papers, saved just now: later ones are held against them."""
    Look.objects.bulk_create(
        Look(paper=paper, city_id=case.city_id, simulated=case.simulated, band=band)
        for paper in papers
        if is_picture(paper) and paper.look_mark is not None
        for band in bands(paper.look_mark)
    )


def forget(papers: Iterable[Paper]) -> None:
    """Drop the bands of papers that are erased."""
    Look.objects.filter(paper__in=list(papers)).delete()


def is_picture(paper: Paper) -> bool:
    """Whether the paper has a look at all: a document is like nothing but itself."""
    return paper.media_type.startswith("image/")


def bands(look: int) -> list[int]:
    """The bands of a look, each with its place in the upper bits."""
    mask = (1 << BAND_BITS) - 1
    return [place << BAND_BITS | look >> place * BAND_BITS & mask for place in range(BANDS)]


def alike(case: Case, paper: Paper) -> list[int]:
    """The ids of the cases of the city in which a picture like this one was given.

    At most a few hundred rows are looked at. `paper` may be saved already or not yet; the case itself counts
    for its other pictures.
    """
    if paper.look_mark is None or not is_picture(paper):
        return []
    found: dict[int, None] = {}
    for band in bands(paper.look_mark):
        rows = Look.objects.filter(city_id=case.city_id, simulated=case.simulated, band=band)
        near = rows.exclude(paper_id=paper.pk).order_by("-paper_id")
        for look, other in near.values_list("paper__look_mark", "paper__case_id")[:MOST_IN_BAND]:
            if look is not None and (look ^ paper.look_mark).bit_count() <= ALIKE:
                found[other] = None
    return list(found)


def same_file(case: Case, paper: Paper, most: int = 20) -> list[int]:
    """The ids of the cases of the city in which the very same file was given."""
    if paper.content_mark is None:
        return []
    rows = Paper.objects.filter(content_mark=paper.content_mark, case__city_id=case.city_id)
    others = rows.filter(case__simulated=case.simulated).exclude(pk=paper.pk).order_by("-pk")
    return list(dict.fromkeys(others.values_list("case_id", flat=True)[:most]))
