"""Who signs, and what the letter calls them: by the post, acting (Plt., Plh., Pj.) or on behalf (a.n.)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from garda.cases import sealing
from garda.cases.acting import By, Refused
from garda.flow import Step, Words
from garda.letters.models import Signatory
from garda.people.holding import Held, posts_of
from garda.people.models import Person, Post, Unit
from garda.people.posts import kinds

MANNERS = {"pj": "Pj. ", "plt": "Plt. ", "plh": "Plh. "}
NOBODY = Words(
    "Surat ini ditandatangani oleh pejabat yang disebut alurnya. Jabatan Anda tidak termasuk.",
    "This letter is signed by the post that its flow names. Yours is not among them.",
)


@dataclass(frozen=True)
class Signing:
    """One person signing in one post on one day.

    `lines` are the designation over the signature, `post` what the sentences of the letter call it.
    """

    person: Person
    post: Post
    unit: Unit
    lines: tuple[str, ...]
    title: str
    name: str
    nip: str
    rank: str

    @property
    def by(self) -> By:
        """How the record knows them."""
        return By("post", self.person.pk, self.post.pk, (self.post.kind,), self.unit.pk)


def signing_of(person: Person, unit: Unit, step: Step, day: date) -> Signing:
    """How `person` signs a letter of `unit` at `step`; Refused when none of their posts may."""
    wanted = [kind for kind in step.posts if (known := kinds().get(kind)) and known.signs]
    held = _best(posts_of(person, day), unit, wanted)
    if held is None:
        raise Refused(NOBODY)
    more = Signatory.objects.filter(person=person).first()
    return Signing(
        person=person,
        post=held.post,
        unit=unit,
        lines=_lines(held, unit),
        title=_title(held),
        name=person.name,
        nip=more.nip if more else "",
        rank=more.rank if more else "",
    )


def may_sign(held: Iterable[Held], unit_id: int, step: Step) -> bool:
    """Whether one of the posts held may sign at `step` for that unit."""
    wanted = [kind for kind in step.posts if (known := kinds().get(kind)) and known.signs]
    return any(one.unit.pk == unit_id and one.post.kind in wanted for one in held)


def _best(held: Iterable[Held], unit: Unit, wanted: list[str]) -> Held | None:
    """The post in which to sign: in the order of the step, one's own before a lent one."""
    there = [one for one in held if one.unit.pk == unit.pk and one.post.kind in wanted]
    return min(there, key=lambda one: (wanted.index(one.post.kind), one.lent_by is not None), default=None)


def _title(held: Held) -> str:
    return MANNERS.get(held.manner, "") + held.post.title


def _lines(held: Held, unit: Unit) -> tuple[str, ...]:
    """The designation over the signature: "Plt. Lurah Melati," or "a.n. Lurah Melati" and the own post."""
    if held.lent_by is not None:
        return (f"a.n. {designation(held.post.title, unit)}", f"{held.lent_by.title},")
    if not kinds()[held.post.kind].head:
        head = next((one for one in kinds().values() if one.head and unit.kind in one.units), None)
        above = (f"a.n. {designation(head.title_id, unit)}",) if head else ()
        return (*above, f"{_title(held)},")
    return (f"{designation(_title(held), unit)},",)


def designation(title: str, unit: Unit) -> str:
    """A post with its office as people say it: "Lurah Melati", "Camat Taman", "Kepala Dinas Pekerjaan Umum".

    Who heads a territory is called by the territory's name, not by "Lurah Kelurahan …".
    """
    if unit.kind in ("kelurahan", "kecamatan"):
        bare = unit.name.removeprefix("Kelurahan ").removeprefix("Kecamatan ")
        return f"{title} {bare}"
    return f"{title} {unit.name}"


@dataclass(frozen=True)
class Known:
    """What is kept of a signatory beside the post. The NIK itself comes back to no page."""

    nip: str
    rank: str
    has_nik: bool


def known_of(person: Person) -> Known:
    """What is kept of a person."""
    row = Signatory.objects.filter(person=person).first()
    return Known(row.nip, row.rank, bool(row.nik)) if row else Known("", "", False)


def keep(person: Person, *, nip: str, rank: str, nik: str = "") -> None:
    """Keep what letters print of a person; an empty `nik` leaves the one that is kept."""
    sealed = {"nik": sealing.seal(nik)} if nik else {}
    Signatory.objects.update_or_create(person=person, defaults={"nip": nip, "rank": rank, **sealed})
