"""Seven wards of the made-up town and their officers: enough for a docket."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from garda import shelf
from garda.cases import publishing
from garda.cases.models import PublishedFlow
from garda.dockets import deciding, reporting
from garda.dockets.models import Docket
from garda.dockets.reporting import Reported
from garda.rules import keeping
from garda.rules.keeping import ArticlePlan
from garda.rules.models import Article, Rule
from tests.town import Town, build_town, build_unit, moment

ARTICLE = "standar-pelayanan#sktm"
WORDS = "Pengantar RT diminta lagi, padahal warga sudah membawa kartu keluarga."
MORE = ("mawar", "dahlia", "anggrek", "teratai", "seroja")


def build_land(*, flows: tuple[str, ...] = ("pengaduan", "sktm")) -> Town:
    """The town with the rules of the shelf and seven wards."""
    town = build_town(flows=flows)
    lay_rules(town.city.key)
    for place, key in enumerate(MORE):
        build_unit(town, key, f"W{place:02d}", f"Kelurahan {key.title()}", "kelurahan", "kec-taman")
    return town


def lay_rules(city: str) -> None:
    """The city's own standard with two articles, and the law on public service with two."""
    own = Rule.objects.create(
        city_key=city, key="standar-pelayanan", kind="standar", issuer="Kota Contoh",
        about_id="Standar pelayanan kelurahan", about_en="Service standards of the wards",
    )  # fmt: skip
    law = Rule.objects.create(
        key="uu-25-2009", kind="uu", number="25", year=2009, about_id="Pelayanan publik", about_en="Service"
    )
    for rule, key, words in (
        (own, "sktm", "Surat keterangan tidak mampu: lima berkas, gratis."),
        (own, "domisili", "Surat domisili: empat berkas, gratis."),
        (law, "21", "Standar memuat empat belas komponen."),
        (law, "50", "Pengaduan diputus dalam 60 hari."),
    ):
        Article.objects.create(
            rule=rule, key=key, label_id=f"bagian {key}", label_en=f"part {key}", words_id=words,
            words_en=f"In English: {words}",
        )  # fmt: skip


def wards() -> list[str]:
    """The seven wards."""
    return ["melati", "kenanga", *MORE]


def officer(town: Town, unit: str, seat: int = 1) -> Any:
    """The person at that counter."""
    return town.persons[unit, "petugas-loket", seat]


def send(
    town: Town, unit: str = "melati", *, seat: int = 1, at: datetime | None = None, **more: Any
) -> Reported:
    """An officer of that ward reports the article of the statement of hardship as hard."""
    rule, _, article = more.pop("reference", ARTICLE).partition("#")
    given = {"kind": "hard", "words": WORDS, "service": "sktm", **more}
    return reporting.report_rule(
        town.city, town.units[unit], officer(town, unit, seat), rule=rule, article=article,
        at=at or moment(), **given,
    )  # fmt: skip


def send_twelve(town: Town, *, at: datetime | None = None, **more: Any) -> list[Reported]:
    """Twelve reports from seven wards on one article: eight hard, four to be improved."""
    places = [*wards(), *wards()[:5]]
    return [
        send(town, unit, seat=1 + (n >= 7), at=at, kind="hard" if n < 8 else "perfect", **more)
        for n, unit in enumerate(places)
    ]


SHORTER = "Surat keterangan tidak mampu: empat berkas, gratis. Pengantar RT tidak diminta lagi."


def decider(town: Town) -> dict[str, Any]:
    """The Sekda, acting."""
    person, post = town.persons["setda", "sekda", 1], town.posts["setda", "sekda", 1]
    return {"by": person, "post": post.pk}


def decide(town: Town, decision: str = "change", *, at: datetime | None = None) -> Docket:
    """The one docket of the town, decided."""
    docket = Docket.objects.get()
    deciding.decide(
        town.city, docket.pk, decision, "Dua belas kantor mengatakan hal yang sama.",
        at=at or moment("2025-11-05"), **decider(town),
    )  # fmt: skip
    docket.refresh_from_db()
    return docket


def new_wording(town: Town, *, first: date = date(2025, 11, 10)) -> date:
    """The article says something else from that day on."""
    plan = ArticlePlan(key="sktm", words_id=SHORTER, words_en="Four papers.", first=first)
    keeping.add_version(town.city.key, "standar-pelayanan", plan)
    return first


def shorter_text() -> str:
    """The statement of hardship without the neighbourhood's letter."""
    text = shelf.folder("flows", "sktm.toml").read_text("utf-8")
    head, _, rest = text.partition('[[requirement]]\nkey      = "pengantar"')
    shorter = head + rest.partition("\n\n")[2]
    return shorter.replace("Hanya lima", "Hanya empat")


def new_version(town: Town, *, at: datetime | None = None) -> PublishedFlow:
    """Its new version, published."""
    return publishing.publish(town.city, shorter_text(), at=at or moment("2025-11-10", "07:30"))
