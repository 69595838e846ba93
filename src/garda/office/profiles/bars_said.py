"""Bars and what is known beneath them, in the page's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from garda.figures import profiles
from garda.figures.profiles import Bar, Evidence, Profile
from garda.looks.wording import number
from garda.office.profiles.part_words import SLUG_OF, part_name
from garda.scoring import rounded
from garda.surveys.periods import Period


@dataclass(frozen=True)
class EvidenceRow:
    """One thing known: what it is, its value, of how many, how it is counted, where it opens."""

    name: str
    value: str
    of: str
    formula: str
    url: str
    decides: bool
    note: str


@dataclass(frozen=True)
class BarRow:
    """One bar as pages draw it; `whole` is 0 to 100 for the drawing, None where nothing is known."""

    part: str
    slug: str
    name: str
    whole: int | None
    value: str
    fails: bool
    why: str
    said: str
    silent: bool
    edge: float


def value_said(value: Fraction | None) -> str:
    """One decimal, as the page writes numbers; "" where there is none."""
    if value is None:
        return ""
    short = rounded(value, 1)
    return number(int(short)) if short.denominator == 1 else number(float(short), 1)


def bar_row(bar: Bar) -> BarRow:
    """A bar with what decides it."""
    value, lowest = bar.value, bar.lowest
    fails = value is not None and value < profiles.edge()
    name = part_name(bar.part)
    said = _("%(part)s: %(value)s dari 100") % {"part": name, "value": value_said(value)} if lowest else name
    why = _("Ditentukan oleh %(source)s.") % {"source": source_name(lowest).lower()} if lowest else ""
    if bar.silent:
        why = _("Hampir tanpa keluhan. Itu saja belum membuktikan: warga belum ditanya.")
    return BarRow(
        bar.part, SLUG_OF[bar.part], name, int(value) if value is not None else None, value_said(value),
        fails, why, said, bar.silent, float(profiles.edge()),
    )  # fmt: skip


def headline(one: Profile) -> str:
    """ "Perilaku gagal: 40 dari 100", "Ketiga bagian bertahan"."""
    if one.failing:
        first = one.failing[0]
        said = _("%(part)s gagal: %(value)s dari 100") % {
            "part": part_name(first), "value": value_said(one.values[first])
        }  # fmt: skip
        more = [part_name(part) for part in one.failing[1:]]
        return said + (_(". Gagal juga: %(parts)s") % {"parts": ", ".join(more)} if more else "")
    unknown = [part_name(bar.part) for bar in one.bars if bar.proven is None]
    if len(unknown) == len(one.bars):
        return _("Belum ada yang dapat dihitung pada masa ini")
    if unknown:
        return _("Belum terbukti: %(parts)s") % {"parts": ", ".join(unknown)}
    return _("Ketiga bagian bertahan")


def source_name(one: Evidence) -> str:
    """What kind of evidence it is."""
    return {
        "asked": _("Jawaban survei kepuasan"),
        "axes": _("Jawaban tegas dan santun"),
        "standard": _("Urusan yang memenuhi standar"),
        "stock": _("Sarana yang berfungsi"),
        "records": _("Masukan yang mencela bagian ini"),
    }[one.source]


def evidence_row(
    one: Evidence, bar: Bar, office: str, period: Period, last: date, leads: bool
) -> EvidenceRow:
    """One line beneath a bar; `leads`: the reader may open the measures of the office."""
    return EvidenceRow(
        source_name(one), value_said(one.value), _of(one), _formula(one, bar.part),
        _url(one, office, period, last) if leads or one.source != "standard" else "",
        one is bar.lowest, _note(one),
    )  # fmt: skip


def _of(one: Evidence) -> str:
    counted, among = number(one.counted or 0), number(one.among or 0)
    if one.source == "records":
        return _("%(n)s masukan, %(total)s orang dilayani") % {"n": counted, "total": among}
    if one.source in ("standard", "stock"):
        return _("%(n)s dari %(total)s") % {"n": counted, "total": among}
    return _("%(n)s jawaban") % {"n": number(one.n)} if one.n else ""


def _note(one: Evidence) -> str:
    if one.state == "hidden":
        return _("Terlalu sedikit jawaban untuk ditampilkan tanpa membuka siapa yang menjawab.")
    if one.state == "none":
        return _("Belum ada.")
    if one.state == "insufficient":
        have = one.n if one.n is not None else (one.among or 0)
        return _("Baru %(n)s dari %(needed)s, jadi belum menentukan.") % {
            "n": number(have), "needed": number(one.needed or 0)
        }  # fmt: skip
    if one.source in ("asked", "axes"):
        return _("Yang dibuka hitungannya; jawaban satu orang tidak, agar tidak ada yang dikenali.")
    return ""


def _formula(one: Evidence, part: str) -> str:
    if one.source == "asked":
        return {
            "rules": _("Rata-rata unsur persyaratan, prosedur, waktu, biaya, hasil, dan pengaduan, kali 25."),
            "facilities": _("Unsur sarana dan prasarana, kali 25."),
            "behaviour": _("Rata-rata unsur kompetensi dan perilaku pelaksana, kali 25."),
        }[part]
    return {
        "axes": _("Yang lebih rendah dari dua sumbu: aturan ditegakkan, sopan santun dijaga."),
        "standard": _("Urusan yang menepati janji waktu dan sekali jadi, dari semua yang berhasil."),
        "stock": _(
            "Barang yang berfungsi, dari yang diminta standar; kelebihan satu tidak menutup yang lain."
        ),
        "records": _(
            "100 dikurangi masukan yang mencela bagian ini per 100 orang dilayani (urusan dan antrean)."
        ),
    }[one.source]


def _url(one: Evidence, office: str, period: Period, last: date) -> str:
    if one.source == "standard":
        return f"/kerja/ukuran/standar/?unit={office}&dari={period.first:%d/%m/%Y}&sampai={last:%d/%m/%Y}"
    return {
        "asked": f"/kerja/hasil/{office}/?masa={period.key}",
        "axes": f"/kerja/hasil/{office}/?masa={period.key}&instrumen=tegas-santun",
        "stock": f"/kerja/sarana/?kantor={office}",
        "records": "#masukan" if one.counted else "",
    }.get(one.source, "")
