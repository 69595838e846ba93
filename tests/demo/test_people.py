"""Made-up people in every post: readable names to sign in with, a second factor where it is asked for."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import check_password

from garda import shelf
from garda.demo import codes, people
from garda.demo.names import name_for
from garda.people.holding import head_of, posts_of
from garda.people.loading import load_city
from garda.people.models import City, Person, Post, Term, Unit
from garda.people.posts import heads_of
from garda.people.roles import DECIDES
from tests.town import moment

pytestmark = pytest.mark.django_db

AT = moment("2026-11-18")


@pytest.fixture
def city() -> City:
    city = load_city(shelf.folder("cities", "malang")).city
    people.settle(city, AT)
    return city


def test_every_post_of_every_unit_is_held_once_settled(city: City) -> None:
    posts = Post.objects.filter(unit__city=city)
    held = Term.objects.filter(post__in=posts, person__is_demo=True, last__isnull=True)
    assert held.count() == posts.count() > 500
    assert people.settle(city, AT) == 0
    persons = Person.objects.filter(is_demo=True)
    assert persons.values("name").distinct().count() == persons.count()
    assert all(
        check_password(people.PASSWORD, hashed) for hashed in set(persons.values_list("password", flat=True))
    )


def test_usernames_say_which_post_it_is(city: City) -> None:
    wanted = {
        "loket1.sukoharjo", "loket2.sukoharjo", "lurah.sukoharjo", "seklur.kotalama", "camat.klojen",
        "lurah.klojen", "loket1.klojen", "loket1.kec-klojen", "kasi-pemerintahan.klojen",
        "kasi-pemerintahan.kec-klojen", "penghubung.dpuprpkp", "kepala.dlh", "kabag.hukum", "sekda",
        "walikota",
        "inspektur", "ppid", "penyelenggara", "admin",
    }  # fmt: skip
    there = set(Person.objects.filter(is_demo=True).values_list("username", flat=True))
    assert wanted <= there
    sekda = Person.objects.get(username="sekda")
    assert [held.post.kind for held in posts_of(sekda, AT.date())] == ["sekda"]


def test_no_real_office_holder_is_given_a_password_or_a_double(city: City) -> None:
    real = Person.objects.filter(is_demo=False)
    assert real.exists()
    assert not any(person.is_active for person in real)
    assert not set(real.values_list("name", flat=True)) & set(
        Person.objects.filter(is_demo=True).values_list("name", flat=True)
    )
    hall = Unit.objects.get(city=city, key="kota")
    today = head_of(hall, heads_of("kota"), AT.date())
    assert today is not None
    assert today.person is not None
    assert today.person.is_demo


def test_who_decides_has_a_second_factor_whose_code_opens(city: City) -> None:
    for kind in sorted(DECIDES):
        post = Post.objects.filter(unit__city=city, kind=kind).first()
        assert post is not None, kind
        person = Person.objects.get(username=people.username_of(post))
        code = codes.current_code(person)
        assert code is not None, kind
        assert TOTP(Authenticator.objects.get(user=person)).validate_code(code)
    loket = Person.objects.get(username="loket1.sukoharjo")
    assert codes.current_code(loket) is None
    with pytest.raises(ValueError, match="demonstration"):
        codes.current_code(Person.objects.filter(is_demo=False)[0])


def test_codes_are_the_same_on_every_machine(city: City) -> None:
    person = Person.objects.get(username="lurah.sukoharjo")
    assert codes.current_code(person, 1_800_000_000.0) == codes.current_code(person, 1_800_000_009.0)
    assert people.secret_of("lurah.sukoharjo") == people.secret_of("lurah.sukoharjo")
    assert people.secret_of("lurah.sukoharjo") != people.secret_of("lurah.kasin")


def test_there_is_one_sign_in_for_each_role(city: City) -> None:
    found = people.sign_ins(city)
    kinds = set(Post.objects.filter(unit__city=city).values_list("kind", flat=True))
    assert {one.kind for one in found} == kinds
    assert [one.username for one in found if one.kind in ("sekda", "ppid", "penyelenggara", "admin")] == [
        "sekda", "ppid", "penyelenggara", "admin",
    ]  # fmt: skip


def test_a_newcomer_is_shown_desks_at_the_front_line(city: City) -> None:
    found = {one.kind: one.username for one in people.sign_ins(city)}
    lurah, loket = found["lurah"], found["petugas-loket"]
    assert loket == f"loket1.{lurah.removeprefix('lurah.')}"


def test_a_second_citys_people_bear_its_name(city: City) -> None:
    other = load_city(shelf.folder("cities", "mojokerto")).city
    people.settle(other, AT)
    assert Person.objects.filter(username="mojokerto.sekda", city=other).exists()
    assert {one.username.split(".")[0] for one in people.sign_ins(other)} == {"mojokerto"}
    assert not any(one.username.startswith("mojokerto") for one in people.sign_ins(city))


def test_names_are_unlike_each_other_and_always_the_same() -> None:
    taken: set[str] = set()
    first = [name_for(f"malang/loket{turn}", taken) for turn in range(700)]
    assert len(set(first)) == 700
    taken = set()
    assert [name_for(f"malang/loket{turn}", taken) for turn in range(700)] == first
