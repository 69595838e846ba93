"""docs/roles.md, made from the matrix itself: `python -m garda.people.roles_page > docs/roles.md`.

Needs DJANGO_SETTINGS_MODULE=garda.config.settings around it, since the words of acts are translated.
"""

from __future__ import annotations

import sys

from garda.people import roles
from garda.people.posts import kinds

WORDS = {"desk": "meja", "unit": "unit", "below": "ke bawah", "city": "kota", None: "–"}
HEAD = """# Siapa boleh apa

Halaman ini dibuat dari `src/garda/people/roles.py`; sebuah uji memastikan keduanya sama. Hak datang dari
jabatan yang dipegang hari ini (atau dilimpahkan), tidak dari orangnya, dan tidak menjangkau kota lain.

| jangkauan | artinya |
|---|---|
| meja | urusan di meja jabatan itu, di unitnya sendiri |
| unit | urusan yang dipegang, ditawarkan ke, atau pertama masuk di unitnya sendiri |
| ke bawah | unitnya sendiri dan semua unit di bawahnya |
| kota | semua unit di kotanya |

Urusan rahasia (semua urusan alur pribadi, dan laporan yang diminta dirahasiakan) hanya tampak bagi yang
menjangkau unit yang memegang atau ditawari; unit tempat ia pertama masuk tidak melihatnya lagi.

"""


def page() -> str:
    """The whole page as Markdown."""
    titles = {key: kind.title_id for key, kind in kinds().items()}
    parts = [HEAD, "## Jabatan dan tindakan\n\n"]
    parts += [_table(titles, group) + "\n" for group in _in_groups(list(roles.MATRIX), 6)]
    signs = ", ".join(sorted(titles.get(kind, kind) for kind in roles.DECIDES))
    acts = ", ".join(f"`{act}`" for act in roles.RESIDENT_ACTS)
    parts.append(f"## Masuk dengan dua langkah\n\nWajib bagi yang menandatangani atau memutus: {signs}.\n\n")
    parts.append(
        "## Warga\n\nTanpa akun, dengan nomor dan kode di tanda terima, hanya untuk urusannya sendiri: "
        f"{acts}. Siapa pun yang tidak memegang kodenya menerima jawaban yang sama dengan nomor yang\n"
        "tidak ada.\n"
    )
    return "".join(parts)


def _in_groups(found: list[str], size: int) -> list[list[str]]:
    return [found[start : start + size] for start in range(0, len(found), size)]


def _table(titles: dict[str, str], group: list[str]) -> str:
    head = "| tindakan | " + " | ".join(titles.get(kind, kind) for kind in group) + " |\n"
    rule = "|---|" + "---|" * len(group) + "\n"
    rows = [
        f"| {words} (`{act}`) | " + " | ".join(WORDS[roles.reach(kind, act)] for kind in group) + " |\n"
        for act, words in roles.ACTS.items()
    ]
    return head + rule + "".join(rows)


if __name__ == "__main__":
    sys.stdout.write(page())
