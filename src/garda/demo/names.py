"""Names that nobody has: everyday first names, second names of weather, water, light and trees."""

from __future__ import annotations

import hashlib

FIRST = (
    "Adi", "Agni", "Anggun", "Ayu", "Bagas", "Bayu", "Bening", "Bima", "Bunga", "Cahya", "Candra", "Citra",
    "Dahlia", "Damar", "Danu", "Dara", "Dewi", "Dimas", "Eka", "Elok", "Endah", "Fajar", "Galih", "Gita",
    "Gilang", "Hana", "Indah", "Intan", "Jaka", "Jati", "Kartika", "Kemala", "Kirana", "Krisna", "Laras",
    "Lestari", "Lintang", "Mega", "Melati", "Mulia", "Nanda", "Niken", "Panca", "Pandu", "Prima", "Puspa",
    "Putra", "Raka", "Rani", "Ratih", "Rimba", "Rukmi", "Satria", "Sekar", "Seta", "Tirta", "Utari", "Wahyu",
    "Wening", "Wulan", "Yoga", "Yuda",
)  # fmt: skip
SECOND = (
    "Akasia", "Angkasa", "Arunika", "Bahari", "Banyubiru", "Bentala", "Cakrawala", "Cempaka", "Dananjaya",
    "Embunpagi", "Gemintang", "Gerimis", "Halimun", "Hujanmas", "Jagatraya", "Jingga", "Kabutputih",
    "Kemuning",
    "Kenari", "Lazuardi", "Lembayung", "Mahoni", "Maronggi", "Mataair", "Mentari", "Nawacahya", "Nilakandi",
    "Pagisore", "Pelangi", "Purnama", "Rasamala", "Rembulan", "Rinjani", "Sagara", "Samudra", "Sandyakala",
    "Segarawana", "Senjakala", "Tanjungsari", "Telaga", "Trembesi", "Wanasari", "Widara",
)  # fmt: skip


def drawn(seed: str, turn: int = 0) -> str:
    """The name that belongs to `seed`; another `turn` gives another one."""
    number = int.from_bytes(hashlib.sha256(f"{seed}/{turn}".encode()).digest()[:8], "big")
    number, first = divmod(number, len(FIRST))
    return f"{FIRST[first]} {SECOND[number % len(SECOND)]}"


def name_for(seed: str, taken: set[str]) -> str:
    """A name for `seed` that is not in `taken` yet; it is added there."""
    for turn in range(len(FIRST) * len(SECOND)):
        name = drawn(seed, turn)
        if name not in taken:
            taken.add(name)
            return name
    # More people than names: the seed itself tells them apart.
    return f"{drawn(seed)} {seed[-12:]}"
