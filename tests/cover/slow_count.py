"""Counting cover slowly: minute by minute, seats by trying every arrangement; shares no code with it."""

from __future__ import annotations

from itertools import permutations

from garda.cover import Day


def there(day: Day, minute: int) -> list[tuple[int, frozenset[str]]]:
    """Who is on duty in one minute."""
    return [
        (hand.who, hand.skills)
        for hand in day.hands
        if any(start <= minute < end for start, end in hand.spans)
    ]


def is_open(day: Day, minute: int) -> bool:
    """Whether the counter is open in one minute."""
    return any(start <= minute < end for start, end in day.opening)


def is_short(day: Day, minute: int) -> bool:
    """Whether the office falls below what it must keep in one minute."""
    if not is_open(day, minute):
        return False
    people = there(day, minute)
    if len(people) < day.people:
        return True
    for skill, need in day.skills.items():
        if sum(skill in skills for _who, skills in people) < need:
            return True
    seats = [desk.skills for desk in day.desks for _ in range(desk.people)]
    if not seats:
        return False
    if len(people) < len(seats):
        return True
    return not any(
        all(wanted <= skills for wanted, (_who, skills) in zip(seats, chosen, strict=True))
        for chosen in permutations(people, len(seats))
    )
