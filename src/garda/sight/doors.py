"""Who comes in where. Every route names its door; every case is reached through one of these functions.

What lies outside a person's reach is not "forbidden" but not there: the answer is the same 404 as for
a number that was never given, so that nobody learns what exists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from garda import clock
from garda.cases import numbering, sealing
from garda.cases.acting import By
from garda.cases.joining import shared_proofs
from garda.cases.models import Case, Paper
from garda.cases.publishing import flow_by_id
from garda.cases.taking import furnish
from garda.people import register, roles
from garda.people.calendars import city_calendar
from garda.people.fetching import Also, fetch
from garda.people.holding import Held, lies_in, posts_of, reaches, units_within
from garda.people.models import City, Person, Unit

View = Callable[..., HttpResponseBase]
NO_SECOND_FACTOR = gettext_noop(
    "Jabatan Anda ikut memutus, jadi perlu pengaman kedua. Pasang satu di bawah ini, lalu lanjutkan."
)


@dataclass(frozen=True)
class Staff:
    """A signed-in person with the posts they may act in today."""

    person: Person
    held: tuple[Held, ...]

    @cached_property
    def city(self) -> City:
        """The city they work for."""
        return self.held[0].unit.city

    @cached_property
    def unit(self) -> Unit:
        """The unit of their first post."""
        return self.held[0].unit

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of all posts held."""
        return tuple(dict.fromkeys(one.post.kind for one in self.held))

    @cached_property
    def unit_ids(self) -> frozenset[int]:
        """The units in which they hold a post."""
        return frozenset(one.unit.pk for one in self.held)

    @cached_property
    def reached(self) -> dict[str, list[int]]:
        """The units in reach by act, as far as they were asked for: `units_in_reach` keeps them here."""
        return {}

    def may(self, act: str, unit: Unit | None = None) -> bool:
        """True if some post allows `act`, on matters of `unit` if one is given."""
        if unit is not None:
            return reaches(self.held, act, unit)
        return roles.widest(self.kinds, act) is not None

    def by_for(self, unit_id: int | None = None) -> By:
        """How this person signs an act on a matter held by `unit_id`: with the post they hold there."""
        there = [one for one in self.held if one.unit.pk == unit_id] or list(self.held)
        return By(
            "post",
            person=self.person.pk,
            post=there[0].post.pk,
            post_kinds=tuple(dict.fromkeys(one.post.kind for one in there)),
            unit=there[0].unit.pk,
        )


def staff_of(person: Person) -> Staff | None:
    """The person as staff today, or None without any post."""
    city = person.city = register.city_of(person)
    day = city_calendar(city).local(clock.now()).date() if city else clock.now().date()
    held = posts_of(person, day)
    return Staff(person, held) if held else None


def public(view: View) -> View:
    """Anyone may come in."""
    view.door = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Anyone with an account may come in, whatever post they hold."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect(f"/akun/login/?next={request.path}")
        return view(request, *args, **kwargs)

    guarded.door = "signed in"  # type: ignore[attr-defined]
    return guarded


def post(*acts: str) -> Callable[[View], View]:
    """Only holders of a post that may do one of `acts` (no acts: any post). Sets `request.staff`.

    Holders of posts that sign or decide must have a second factor; without one they are sent to make it.
    """
    for act in acts:
        if act not in roles.ACTS:
            raise KeyError(act)

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect(f"/akun/login/?next={request.path}")
            staff = staff_of(request.user)
            if staff is None or (acts and not any(staff.may(act) for act in acts)):
                raise PermissionDenied
            if roles.DECIDES & set(staff.kinds) and not is_mfa_enabled(request.user):
                messages.warning(request, _(NO_SECOND_FACTOR))
                return redirect("/akun/2fa/")
            request.staff = staff  # type: ignore[attr-defined]
            request.city = staff.city  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.door = "post: " + (", ".join(acts) or "any")  # type: ignore[attr-defined]
        return guarded

    return wrap


def city_at(key: str) -> City:
    """The city of that key, or Http404."""
    city = register.city_at(key)
    if city is None:
        raise Http404
    return city


def cities() -> list[City]:
    """Every city of this installation, by name."""
    return list(City.objects.order_by("name"))


# ---- the resident's door -------------------------------------------------------------------------
ENTERED = "cases_entered"
_MOST_ENTERED = 20


def resident_case(city: City, number: str, code: str) -> Case | None:
    """The case of that number if the code is its own, else None: the same answer for either being wrong."""
    case = _case(city, numbering.tidy_number(number))
    tidy = numbering.tidy_code(code)
    # Compared even when there is no such number: how long the answer takes must not tell which was wrong.
    told = sealing.code_mark(case.uid if case else "0" * 32, tidy)
    right = constant_time_compare(told, case.code_mark if case else "0" * 64)
    return case if case and tidy and right else None


def enter(request: HttpRequest, case: Case) -> None:
    """Remember in the session that this visitor showed the code of `case`."""
    entered_ids = [pk for pk in request.session.get(ENTERED, []) if pk != case.pk]
    request.session[ENTERED] = [*entered_ids, case.pk][-_MOST_ENTERED:]


def entered(request: HttpRequest, city: City, number: str) -> Case | None:
    """The case of that number if this visitor showed its code before, else None."""
    case = _case(city, numbering.tidy_number(number))
    return case if case and case.pk in request.session.get(ENTERED, []) else None


def paper_of(case: Case, paper_id: int, readers: tuple[str, ...]) -> Paper:
    """One paper of a case that the reader may see, or Http404.

    Also a proof of the matter together with which it was answered.
    """
    paper = Paper.objects.filter(case=case, pk=paper_id, reader__in=readers, erased_at__isnull=True).first()
    paper = paper or next((one for one in shared_proofs(case) if one.pk == paper_id), None)
    if paper is None:
        raise Http404
    return paper


# ---- the office's doors --------------------------------------------------------------------------
def within(staff: Staff, act: str) -> QuerySet[Case]:
    """Every case on which `staff` may do `act`: held by, offered to, or first raised in a unit in reach.

    A confidential one is within reach only of those who reach the unit that holds it or is asked to take
    it: where it was first raised is no door to it any more.
    """
    units = units_in_reach(staff, act)
    near = Q(unit_id__in=units) | Q(offer_unit_id__in=units)
    return Case.objects.filter(near | Q(first_unit_id__in=units, private=False), city_id=staff.city.pk)


def units_in_reach(staff: Staff, act: str) -> list[int]:
    """The ids of every unit in which `staff` may do `act`: a short list that an index can use."""
    if act not in staff.reached:
        reach = units_within(staff.held, act)
        units = register.register_of(staff.city).units.values()
        staff.reached[act] = [unit.pk for unit in units if lies_in(reach, unit)]
    return list(staff.reached[act])


def staff_case(staff: Staff, number: str, act: str = "see-case", also: Also | None = None) -> Case:
    """The case of that number if `staff` may do `act` on it, else Http404. `also` as in `fetch`."""
    case = _case(staff.city, numbering.tidy_number(number), also)
    if case is None or not reaches_case(staff, act, case):
        raise Http404
    return case


def reaching_numbers(staff: Staff, numbers: Iterable[str]) -> set[str]:
    """Those of the numbers whose matters `staff` may open; one query."""
    return set(within(staff, "see-case").filter(number__in=list(numbers)).values_list("number", flat=True))


def reaches_case(staff: Staff, act: str, case: Case) -> bool:
    """The same rule as `within`, for one case at hand."""
    if case.city_id != staff.city.pk:
        return False
    reach = units_within(staff.held, act)
    places = [case.unit, case.offer_unit, None if case.private else case.first_unit]
    return any(lies_in(reach, unit) for unit in places if unit is not None)


def mover(staff: Staff, case: Case) -> By:
    """How `staff` takes a step on the case.

    Who may give it to any desk of the unit may stand in at the desk where it lies.
    """
    by = staff.by_for(case.unit_id)
    if by.unit == case.unit_id and case.desk and staff.may("reassign", case.unit):
        return replace(by, post_kinds=(*by.post_kinds, case.desk))
    return by


def may_act(staff: Staff, act: str, case: Case) -> bool:
    """True if `staff` may change the case by `act`: only where it is held (or offered, for `accept`).

    Where a post reaches no further than its desk, the case must lie on that desk, or at a step that
    names the post.
    """
    where = case.offer_unit if act == "accept" else case.unit
    if where is None or case.city_id != staff.city.pk:
        return False
    at_step = () if act == "accept" else desk_posts(case)
    near = [
        one for one in staff.held
        if roles.reach(one.post.kind, act) != "desk" or not at_step or one.post.kind in at_step
    ]  # fmt: skip
    return reaches(near, act, where)


def desk_posts(case: Case) -> tuple[str, ...]:
    """The kinds of post at whose desk the case lies: its desk, and those that its step names."""
    if not case.desk:
        return ()
    step = flow_by_id(case.flow_id).steps.get(case.step)
    return (case.desk, *(step.posts if step else ()))


def _case(city: City, number: str, also: Also | None = None) -> Case | None:
    """The case of that number in the city, its units and territory out of the register; one query."""
    case = fetch(Case, "city_id,number", city.pk, number, also=also)
    return _placed(case, city) if case is not None else None


def as_it_stands(case: Case) -> Case:
    """The same case read anew, after an act."""
    now = fetch(Case, "id", case.pk)
    return _placed(now, case.city) if now is not None else case


def _placed(case: Case, city: City) -> Case:
    case.city = city
    return furnish(case)
