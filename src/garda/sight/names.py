"""What a matter and its people are called: in lists by initials and place, never by full name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Q

from garda.cases import sealing
from garda.cases.models import Case, Said
from garda.cases.publishing import flow_by_id
from garda.flow import Words

HEADLINES = ("what", "title", "subject", "information")
SHORTENED = ("name", "address")  # to initials, to the RW
WHERE = ("landmark", "place", "address", "rt_rw", "rw")


def said_by_case(cases: Iterable[Case | int], keys: Iterable[str]) -> dict[int, dict[str, str]]:
    """The opening words under `keys` for many cases (or their ids): {case id: {key: words}}; one query.

    Of what the form keeps sealed only what is SHORTENED before it is shown is among them.
    """
    ids = [case if isinstance(case, int) else case.pk for case in cases]
    found: dict[int, dict[str, str]] = {pk: {} for pk in ids}
    rows = Said.objects.filter(
        Q(key__in=SHORTENED) | ~Q(reader=Said.STAFF),
        case_id__in=ids, seq=1, key__in=list(keys), erased_at__isnull=True,
    )  # fmt: skip
    for case_id, key, sealed in rows.values_list("case_id", "key", "sealed"):
        found[case_id][key] = sealing.unseal(sealed)
    return found


def title_of(case: Case, said: dict[str, str], lang: str) -> str:
    """What the matter is called: the resident's own headline for a report, else the service's title."""
    flow = flow_by_id(case.flow_id)
    if flow.kind != "request":
        for key in HEADLINES:
            if said.get(key):
                return said[key]
    category = flow.category(case.category) if case.category else None
    return (category.title if category else flow.title).of(lang)


def of_resident(words: str, lang: str) -> str:
    """Published words that speak to the resident, as an officer reads them: "Menunggu warga"."""
    if lang == "en":
        words = re.sub(r"^You (\w+)", r"The resident \1s", words)
        words = re.sub(r"\bfor you\b", "for the resident", words)
        said = re.sub(r"\byour\b", "the resident's", words, flags=re.IGNORECASE)
    else:
        said = re.sub(r"\bAnda\b", "warga", words)
    return said[:1].upper() + said[1:]


def initials(name: str) -> str:
    """ "Siti Rahayu" → "S. R."; nothing for nobody."""
    return " ".join(f"{part[0].upper()}." for part in name.split()[:3] if part[0].isalpha())


def aside(case: Case, said: dict[str, str], lang: str) -> str:
    """Who and where, in a colleague's list: initials and place."""
    name = initials(said.get("name", ""))
    where = next((_near(key, said[key]) for key in WHERE if said.get(key)), "")
    area = case.area.name if case.area else ""
    parts = [part for part in (name, where if len(where) < 60 else where[:57] + "…", area) if part]
    nobody = Words("tanpa nama", "no name given").of(lang)
    return ", ".join(parts or [nobody])


def _near(key: str, words: str) -> str:
    """A place as a list may name it: of an address no more than its RW."""
    if key != "address":
        return words
    found = re.search(r"\bRW\.?\s*0*(\d{1,3})\b", words, re.IGNORECASE)
    return f"RW {int(found[1]):02d}" if found else ""


def masked(kind: str, value: str) -> str:
    """A NIK, phone or other personal value as a screen shows it before it is opened."""
    if kind == "nik":
        return f"•••• •••• •••• {value[-4:]}"
    if kind == "phone":
        return f"{value[:4]}••••{value[-3:]}" if len(value) > 7 else "•••"
    if kind == "email":
        name, _, host = value.partition("@")
        return f"{name[:1]}•••@{host}"
    if kind == "name":
        return initials(value)
    return "•••"
