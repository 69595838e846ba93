"""Language version 1 of flows: the shapes a text becomes. What each key means is in docs/flow-language.md."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from garda.clock import Term
from garda.texts.words import Words

LANGUAGE = 1

KINDS = ("request", "complaint", "aspiration", "information", "objection")
# What in a resident's life a service belongs to, in the order of the list of services.
TOPICS: Mapping[str, Words] = {
    "family": Words("Keluarga dan pernikahan", "Family and marriage"),
    "residence": Words("Alamat dan data diri", "Address and personal data"),
    "support": Words("Bantuan dan keringanan", "Support and lower fees"),
    "business": Words("Usaha dan lembaga", "Business and organisations"),
    "land": Words("Rumah dan tanah", "House and land"),
    "events": Words("Acara dan kegiatan", "Events and activities"),
    "other": Words("Kerja, sekolah, dan keperluan lain", "Work, school and other needs"),
}
PLACES = ("desk", "back", "seat", "pickup", "field", "online")
ENDS = ("done", "refused", "withdrawn", "lapsed")
NEEDS = ("reason", "missing", "rule", "answer", "proof", "date")
ACTORS = ("post", "resident", "clock")
FIELD_KINDS = (
    "name",
    "text",
    "long-text",
    "choice",
    "yes-no",
    "date",
    "number",
    "money",
    "nik",
    "phone",
    "email",
    "place",
    "address",
)
DAYS = ("any", "past", "future")
ICONS = ("eye", "pen", "paper", "stamp", "tools", "talk", "people", "phone", "seat")
ABOUT = ("case", "person")

# The components of a service standard (UU 25/2009 art. 21) that are plain words. The other six are read
# from the flow itself: requirements, procedure, time, fee, product and legal basis.
STANDARD = (
    "complaints",
    "facilities",
    "competence",
    "supervision",
    "staff",
    "guarantee",
    "safety",
    "evaluation",
)

# All fourteen, in the order of PermenPANRB 15/2014: first what meets the resident, then what stands behind
# the counter. Those not above are read from the flow itself.
COMPONENTS = (
    "requirements",
    "procedure",
    "time",
    "fee",
    "product",
    "complaints",
    "basis",
    *STANDARD[1:],
)

# What a letter says of the office in `{…}`, beside the fields of its flow.
LETTER_WORDS = ("unit", "unit_kind", "post", "city", "day", "number")

# Most characters of an answer, by kind, when the field itself does not say.
MOST = {
    "name": 120,
    "text": 200,
    "long-text": 4000,
    "choice": 60,
    "yes-no": 10,
    "date": 40,
    "number": 15,
    "money": 25,
    "nik": 30,
    "phone": 30,
    "email": 254,
    "place": 80,
    "address": 300,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers a field of kind "choice" allows."""

    key: str
    title: Words


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing to bring. `lack` is the way out for whoever does not have it."""

    key: str
    title: Words
    rests_on: tuple[str, ...] = ()
    lack: Words | None = None
    original: Words | None = None
    copies: Words | None = None
    optional: bool = False
    upload: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form. `sealed` answers are kept encrypted; `blind` ones can be looked up by
    their exact value without opening the seal."""

    key: str
    kind: str
    title: Words
    hint: Words | None = None
    required: bool = True
    choices: tuple[Choice, ...] = ()
    most: int = 200
    sealed: bool = False
    blind: bool = False
    about: str = "case"
    day: str = "any"


@dataclass(frozen=True, slots=True)
class Move:
    """One way out of a step: one button, or one thing the clock does."""

    key: str
    to: str
    label: Words
    shown: Words
    needs: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    by: str = "post"
    after: Term | None = None
    effect: Words | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One place where a matter can stand."""

    key: str
    title: Words
    shown: Words
    desk: str | None = None
    place: str = "back"
    posts: tuple[str, ...] = ()
    at: str | None = None
    within: Term | None = None
    minutes: int | None = None
    do: Words | None = None
    icon: str | None = None
    pause: bool = False
    verdict: bool = False
    end: str | None = None
    hand_over: tuple[str, ...] = ()
    offer_within: Term | None = None
    split: bool = False
    rests_on: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def works(self) -> bool:
        """Whether an officer has work to do here: not an end, a pause or a verdict."""
        return not (self.end or self.pause or self.verdict)

    @property
    def fetched(self) -> bool:
        """Whether the product lies ready here for the resident to fetch."""
        return self.place == "pickup" and not self.end

    def move(self, key: str) -> Move | None:
        """The move of that key, or nothing."""
        return next((one for one in self.moves if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Category:
    """A class of matter inside one flow, with its own time and the unit that usually answers it."""

    key: str
    title: Words
    words: tuple[str, ...] = ()
    within: Term | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What the office issues at the end. Official letters are written in Indonesian alone."""

    title: str
    code: str
    opening: str = "Yang bertanda tangan di bawah ini, {post} {unit}, menerangkan bahwa:"
    rows: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    closing: str = "Demikian surat keterangan ini dibuat untuk dipergunakan sebagaimana mestinya."
    valid: Term | None = None
    needs: tuple[str, ...] = ()
    also_signed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """One published way of handling one kind of matter."""

    key: str
    kind: str
    title: Words
    lead: Words
    start: str
    within: Term
    review: date
    number: str
    steps: Mapping[str, Step]
    language: int = LANGUAGE
    when: Words | None = None
    topic: str = "other"
    words: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    instead: Words | None = None
    rests_on: tuple[str, ...] = ()
    fee: int = 0
    fee_rests_on: tuple[str, ...] = ()
    extension: Term | None = None
    extension_rests_on: tuple[str, ...] = ()
    product: Words | None = None
    since: date | None = None
    visits: int = 0
    private: bool = False
    door: Words | None = None
    standard: Mapping[str, Words] = field(default_factory=dict)
    promises: tuple[Words, ...] = ()
    contest_within: Term | None = None
    unsure: tuple[str, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    fields: tuple[Field, ...] = ()
    categories: tuple[Category, ...] = ()
    letter: Letter | None = None
    # The keys that the text itself states: a fee that is not among them is not said to be nothing.
    given: frozenset[str] = frozenset()

    def category(self, key: str) -> Category | None:
        """The category of that key, or nothing."""
        return next((one for one in self.categories if one.key == key), None)

    def requirement(self, key: str) -> Requirement | None:
        """The requirement of that key, or nothing."""
        return next((one for one in self.requirements if one.key == key), None)

    def lacking(self, there: Collection[str]) -> tuple[Requirement, ...]:
        """Every requirement that must be there and is not among `there`, in the order of the flow."""
        return tuple(one for one in self.requirements if not one.optional and one.key not in there)

    def field(self, key: str) -> Field | None:
        """The field of that key, or nothing."""
        return next((one for one in self.fields if one.key == key), None)
