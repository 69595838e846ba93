"""How a rule and an article are called in a sentence, in Indonesian and in English."""

from __future__ import annotations

# Kind of rule → how it is called. "{issuer}" is the ministry, body, city or region that made it.
KINDS: dict[str, tuple[str, str]] = {
    "uu": ("Undang-Undang", "Law"),
    "pp": ("Peraturan Pemerintah", "Government Regulation"),
    "perpres": ("Peraturan Presiden", "Presidential Regulation"),
    "inpres": ("Instruksi Presiden", "Presidential Instruction"),
    "permen": ("Peraturan Menteri {issuer}", "Regulation of the Minister of {issuer}"),
    "kepmen": ("Keputusan Menteri {issuer}", "Decree of the Minister of {issuer}"),
    "perlembaga": ("Peraturan {issuer}", "Regulation of {issuer}"),
    "perda": ("Peraturan Daerah {issuer}", "Bylaw of {issuer}"),
    "perwal": ("Peraturan Wali Kota {issuer}", "Regulation of the Mayor of {issuer}"),
    "keputusan": ("Keputusan {issuer}", "Decree of {issuer}"),
    "standar": ("Standar Pelayanan {issuer}", "Service Standards of {issuer}"),
}


# The hierarchy, highest first (UU 12/2011 art. 7 and 8): kinds on one line stand on one level.
LEVELS: tuple[tuple[tuple[str, ...], tuple[str, str]], ...] = (
    (("uu",), ("Undang-undang", "Law")),
    (("pp",), ("Peraturan pemerintah", "Government regulation")),
    (("perpres", "inpres"), ("Peraturan presiden", "Presidential regulation")),
    (("permen", "kepmen", "perlembaga"), ("Peraturan menteri atau lembaga", "Ministerial regulation")),
    (("perda",), ("Peraturan daerah", "Bylaw")),
    (("perwal",), ("Peraturan wali kota", "Mayor's regulation")),
    (("keputusan", "standar"), ("Keputusan dan standar kota", "Decrees and standards of the city")),
)


def level(kind: str) -> int:
    """How high a kind of rule stands: 0 is a law; what is not known stands lowest."""
    return next((place for place, (kinds, _) in enumerate(LEVELS) if kind in kinds), len(LEVELS))


def level_name(kind: str, lang: str = "id") -> str:
    """What the level of a kind of rule is called."""
    place = level(kind)
    return LEVELS[place][1][1 if lang.startswith("en") else 0] if place < len(LEVELS) else kind


def rule_name(kind: str, issuer: str, number: str, year: int | None, lang: str = "id") -> str:
    """The full name: "Undang-Undang Nomor 25 Tahun 2009"; without a number, only what it is."""
    place = 1 if lang.startswith("en") else 0
    called = KINDS.get(kind, ("{issuer}", "{issuer}"))[place].format(issuer=issuer).strip()
    if number and year:
        return f"{called} {number} of {year}" if place else f"{called} Nomor {number} Tahun {year}"
    return called


def article_label(key: str, lang: str = "id") -> str:
    """The label of an article whose file gives none: "Pasal 21", "Pasal 79A"; else the key in words."""
    said = key.replace("-", " ")
    if key[:1].isdigit():
        return f"{'article' if lang.startswith('en') else 'Pasal'} {said.upper()}"
    return said
