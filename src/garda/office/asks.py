"""What a form of the office asks: plain shapes that one template draws, with what was typed and is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Ask:
    """One input. `shape`: line, lines, list, grouped, ticks, file, date, hidden, password, choices."""

    name: str
    label: str
    shape: str = "line"
    hint: str = ""
    options: Options = ()
    groups: Sequence[tuple[str, Options]] = ()
    value: str = ""
    values: tuple[str, ...] = ()
    required: bool = True
    error: str = ""
    most: int = 4000
    short: bool = False
    scope: str = "f"
    across: bool = False

    @property
    def id(self) -> str:
        """The id of the input: one page may hold several forms with inputs of one name."""
        return f"{self.scope}-{self.name}"


@dataclass(frozen=True)
class ActForm:
    """One act of the page: its address under the matter, the button, what it asks, what it costs."""

    name: str
    title: str
    button: str
    costs: str = ""
    asks: tuple[Ask, ...] = ()
    key: str = ""
    reads: str = ""
    open: bool = False
    error: str = ""
    upload: bool = field(default=False)
    guide: str = ""
    hidden: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id of the form."""
        return "f-" + self.name.replace("/", "-")


@dataclass(frozen=True)
class Tried:
    """A form that came back: which one, what was typed, what is wrong with it."""

    name: str
    kept: Mapping[str, Sequence[str]]
    errors: Mapping[str, str]
    sentence: str = ""

    def value(self, name: str) -> str:
        """What was typed into one input."""
        return next(iter(self.kept.get(name, ())), "")


def filled(asks: Sequence[Ask], kept: Mapping[str, str], errors: Mapping[str, str]) -> list[Ask]:
    """The inputs with what was typed or kept, and what is wrong with it."""
    return [replace(one, value=kept.get(one.name, one.value), error=errors.get(one.name, "")) for one in asks]


def left_over(asks: Sequence[Ask], kept: Mapping[str, str], *names: str) -> list[str]:
    """Words typed into inputs that the page has no more, since somebody else was first."""
    there = {ask.name for ask in asks}
    return [kept[name] for name in names if name not in there and kept.get(name)]


def on_top(asks: Sequence[Ask], errors: Mapping[str, str]) -> list[tuple[str, str]]:
    """The errors as the top of a page lists them: the id of the input, and the sentence."""
    known = {ask.name: ask for ask in asks}
    every = list(errors.values())

    def named(name: str, said: str) -> str:
        """The same sentence about several inputs says of each which it is."""
        twice = every.count(said) > 1 and name in known and known[name].label
        return f"{known[name].label} {said}" if twice else said

    return [(known[name].id if name in known else "", named(name, said)) for name, said in errors.items()]


def refilled(form: ActForm, tried: Tried | None) -> ActForm:
    """The form with what was typed and what is wrong, opened, if it is the one that came back."""
    if tried is None or tried.name != form.name:
        return form
    asks = tuple(
        Ask(
            **{
                **ask.__dict__,
                "value": tried.value(ask.name) or ask.value,
                "values": tuple(tried.kept.get(ask.name, ())),
                "error": tried.errors.get(ask.name, ""),
            }
        )
        for ask in form.asks
    )
    known = {ask.name for ask in asks}
    loose = [said for name, said in tried.errors.items() if name not in known]
    error = tried.sentence or (loose[0] if loose else "")
    return ActForm(**{**form.__dict__, "asks": asks, "open": True, "error": error})
