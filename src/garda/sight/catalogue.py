"""A service in the fields of the national catalogue of public services (SIPPN), from the published flow.

The names of the fields are Indonesian, as that catalogue has them; what the standard does not state is null
and is named under `belum_ada`. One entry serves the machine's face, the command and the printed sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from garda.cases.models import PublishedFlow
from garda.cases.publishing import all_in_force, flow_by_id, in_force
from garda.clock import Term
from garda.flow import Flow, Requirement, components, rests, route
from garda.people.calendars import city_calendar
from garda.people.models import City
from garda.rules.reading import Cited, decree_of, look_up_all
from garda.sight.doubting import in_doubt
from garda.sight.offices import KINDS, post_names
from garda.texts.words import Words

UNITS = {"minute": "menit", "hour": "jam", "day": "hari"}
# Our component → the catalogue's field, for those that are one sentence.
SENTENCES = {
    "complaints": "penanganan_pengaduan",
    "facilities": "sarana_prasarana",
    "competence": "kompetensi_pelaksana",
    "supervision": "pengawasan_internal",
    "staff": "jumlah_pelaksana",
    "guarantee": "jaminan_pelayanan",
    "safety": "jaminan_keamanan_keselamatan",
    "evaluation": "evaluasi_kinerja",
}


def entries(city: City, at: datetime, lang: str = "id") -> list[dict[str, Any]]:
    """Every service in force in the city, by key."""
    rows = all_in_force(city, at)
    unsure = in_doubt(rows)
    return [_entry(city, row, at, lang, unsure.get(row.key, ())) for row in rows]


def entry(city: City, key: str, at: datetime, lang: str = "id") -> dict[str, Any] | None:
    """One service in force, or None when the city has none under that key."""
    row = in_force(city, key, at)
    return _entry(city, row, at, lang, in_doubt([row]).get(row.key, ())) if row else None


def _entry(city: City, row: PublishedFlow, at: datetime, lang: str, unsure: Sequence[str]) -> dict[str, Any]:
    flow = flow_by_id(row.pk)
    day = city_calendar(city).local(at).date()
    cited = look_up_all([one.reference for one in rests(flow)], city_key=city.key, on=day, lang=lang)
    decree = decree_of(flow.rests_on, city_key=city.key, on=day, lang=lang)
    stated = components(flow)
    lacking = {one.key for one in stated if not one.stated}
    return {
        "instansi": city.name,
        "kode_wilayah": city.code,
        "unit_pelaksana": [KINDS[kind].of(lang) if kind in KINDS else kind for kind in flow.offered],
        "kunci": flow.key,
        "nama_layanan": flow.title.of(lang),
        "uraian": flow.lead.of(lang),
        "nomor_sk": decree.number if decree else None,
        "tahun_sk": decree.year if decree else None,
        "nama_sk": decree.name if decree else None,
        "persyaratan": [_requirement(one, cited, lang) for one in flow.requirements],
        "sistem_mekanisme_prosedur": _procedure(flow, lang),
        "jangka_waktu": None if "time" in lacking else _time(flow.within, lang),
        "biaya_tarif": None if "fee" in lacking else _fee(flow, cited, lang),
        "produk_pelayanan": flow.product.of(lang) if flow.product else None,
        "dasar_hukum": [_law(cited[one]) for one in flow.rests_on if one in cited],
        **{field: _said(flow.standard.get(key), lang) for key, field in SENTENCES.items()},
        "versi": row.version,
        "berlaku_sejak": city_calendar(city).local(row.in_force_from).date().isoformat(),
        "ditinjau_lagi": flow.review.isoformat(),
        "sidik_naskah": row.fingerprint,
        "komponen_diminta": len(stated),
        "komponen_ada": len(stated) - len(lacking),
        "belum_ada": [one.label.of(lang) for one in stated if not one.stated],
        "perlu_dicocokkan": list(unsure),
    }


def _said(words: Words | None, lang: str) -> str | None:
    return words.of(lang) if words else None


def _requirement(one: Requirement, cited: dict[str, Cited], lang: str) -> dict[str, Any]:
    return {
        "uraian": one.title.of(lang),
        "wajib": not one.optional,
        "asli": _said(one.original, lang),
        "salinan": _said(one.copies, lang),
        "bila_tidak_punya": _said(one.lack, lang),
        "dari_rumah": one.upload,
        "dasar": [_law(cited[ref]) for ref in one.rests_on if ref in cited],
    }


def _procedure(flow: Flow, lang: str) -> list[dict[str, Any]]:
    drawn = route(flow, lang, names=post_names(lang))
    return [
        {
            "urutan": place,
            "langkah": station.label,
            "uraian": station.words,
            "pelaksana": station.who or None,
            "waktu": station.time or None,
        }
        for place, station in enumerate(drawn.stations, start=1)
    ]


def _time(term: Term, lang: str) -> dict[str, Any]:
    unit = UNITS[term.unit] + (" kerja" if term.working else "")
    return {"uraian": term.words(lang), "jumlah": term.amount, "satuan": unit}


def _fee(flow: Flow, cited: dict[str, Cited], lang: str) -> dict[str, Any]:
    free = Words("Gratis", "Free of charge").of(lang)
    amount = f"Rp{flow.fee:,}".replace(",", ".")
    return {
        "rupiah": flow.fee,
        "uraian": amount if flow.fee else f"{free} ({amount})",
        "dasar": [_law(cited[ref]) for ref in flow.fee_rests_on if ref in cited],
    }


def _law(cited: Cited) -> dict[str, Any]:
    return {
        "rujukan": cited.reference,
        "aturan": cited.name,
        "pasal": cited.article or None,
        "tentang": cited.about,
        "sudah_dicocokkan": cited.sure,
    }
