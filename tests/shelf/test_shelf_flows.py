"""The flows on the shelf: sound, lawful, complete in words, and found by everyday speech."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from garda import flow, shelf
from garda.clock import Term

FILES = sorted(shelf.folder("flows").glob("*.toml"))
NAMES = [file.stem for file in FILES]
UNIT_KINDS = frozenset({"kota", "sekretariat", "bagian", "inspektorat", "opd", "kecamatan", "kelurahan"})

# The letters and other services of kelurahan and kecamatan; the keys are also the addresses of their pages.
SERVICES = (
    "sktm domisili domisili-usaha usaha belum-menikah pengantar-nikah janda-duda kematian kelahiran skck "
    "penghasilan belum-punya-rumah beda-nama ahli-waris tidak-sengketa pindah kk ktp izin-keramaian "
    "bantuan-sosial keterangan-umum legalisasi rekomendasi-proposal dispensasi-nikah"
).split()

# Words that look.md bans from Indonesian screens, and English ones that slip in.
BANNED = "guna tersebut dimohon dikarenakan saudara permohonan tiket kasus perkara disposisi sla".split()
ENGLISH = (
    "the and of submit status upload download form file email link website online offline update feedback "
    "service complaint report deadline tracking error process request officer desk please your".split()
)


def text_of(name: str) -> str:
    return shelf.folder("flows", f"{name}.toml").read_text("utf-8")


def flow_of(name: str) -> flow.Flow:
    return flow.read(text_of(name), f"{name}.toml")


def posts() -> dict[str, Any]:
    return tomllib.loads(shelf.folder("posts.toml").read_text("utf-8"))


def rules_for(city: str) -> frozenset[str]:
    found = set()
    for file in shelf.folder("rules").glob("*.toml"):
        for rule in tomllib.loads(file.read_text("utf-8"))["rule"]:
            if rule.get("city", city) == city:
                found.add(rule["key"])
                found |= {f"{rule['key']}#{one['key']}" for one in rule.get("article", [])}
    return frozenset(found)


def sayings(raw: object) -> Iterator[dict[str, str]]:
    """Every { id, en } of a parsed file."""
    if isinstance(raw, dict):
        if set(raw) == {"id", "en"}:
            yield raw
        else:
            for key, one in raw.items():
                if key != "about":  # the title of a rule is the lawmaker's, not ours
                    yield from sayings(one)
    elif isinstance(raw, list):
        for one in raw:
            yield from sayings(one)


def test_the_promised_flows_are_there() -> None:
    assert set(NAMES) >= {
        "pengaduan",
        "aspirasi",
        "informasi-publik",
        "keberatan-informasi",
        *SERVICES,
    }


@pytest.mark.parametrize("city", ["malang", "mojokerto"])
@pytest.mark.parametrize("name", NAMES)
def test_item_9_the_checker_has_nothing_against_a_flow(name: str, city: str) -> None:
    known = flow.Known(rules=rules_for(city), posts=frozenset(posts()), unit_kinds=UNIT_KINDS)
    assert flow.check(text_of(name), f"{name}.toml", known) == ()


@pytest.mark.parametrize("name", NAMES)
def test_item_11_every_requirement_rests_on_an_article_of_every_city(name: str) -> None:
    for requirement in flow_of(name).requirements:
        assert requirement.lack, requirement.key
        for reference in requirement.rests_on:
            assert "#" in reference
            assert all(reference in rules_for(city) for city in ("malang", "mojokerto")), reference


@pytest.mark.parametrize("name", NAMES)
def test_item_11_all_fourteen_components_are_filled(name: str) -> None:
    one = flow_of(name)
    assert len(one.standard) == 8
    assert one.steps
    assert one.rests_on
    assert one.product
    assert one.fee == 0
    assert 3 <= len(one.promises) <= 4


@pytest.mark.parametrize("name", NAMES)
def test_item_11_a_refusal_always_needs_reason_and_rule(name: str) -> None:
    one = flow_of(name)
    for step in one.steps.values():
        for move in step.moves:
            if one.steps[move.to].end == "refused":
                assert {"reason", "rule"} <= set(move.needs)


@pytest.mark.parametrize("name", NAMES)
def test_item_19_a_flow_is_looked_at_again_within_three_years(name: str) -> None:
    one = flow_of(name)
    assert one.since
    assert 0 < (one.review - one.since).days <= 3 * 366


@pytest.mark.parametrize("name", NAMES)
def test_item_8_a_flow_is_found_by_everyday_words(name: str) -> None:
    one = flow_of(name)
    assert len(one.words) >= 10
    assert all(said == said.lower() for said in one.words)


def test_item_8_no_everyday_phrase_belongs_to_two_services() -> None:
    owner: dict[str, str] = {}
    for name in NAMES:
        for said in flow_of(name).words:
            assert owner.setdefault(said, name) == name, said


def test_no_everyday_word_belongs_to_two_classes_of_complaint() -> None:
    owner: dict[str, str] = {}
    for one in flow_of("pengaduan").categories:
        assert len(one.words) >= 4, one.key
        for said in one.words:
            assert owner.setdefault(said, one.key) == one.key, said


def test_the_classes_of_complaint_keep_the_national_limits() -> None:
    complaint = flow_of("pengaduan")
    terms = {one.key: one.within for one in complaint.categories}
    assert set(terms.values()) == {Term(5, "day", True), Term(14, "day", True), Term(60, "day", True)}
    assert terms["pungutan-liar"] == Term(60, "day", True)
    assert terms["pertanyaan"] == Term(5, "day", True)
    assert complaint.within == Term(14, "day", True)
    assert complaint.steps["received"].within == Term(3, "day", True)
    assert complaint.steps["handling"].within == Term(5, "day", True)
    (closing,) = [move for move in complaint.steps["answered"].moves if move.by == "clock"]
    assert closing.after == Term(10, "day", True)


def test_the_suggested_units_exist_in_a_city_of_the_shelf() -> None:
    # A city without such a unit simply gets no suggestion.
    lines = shelf.folder("cities", "malang", "units.csv").read_text("utf-8").splitlines()
    abbrevs = {line.split(",")[1] for line in lines}
    for one in flow_of("pengaduan").categories:
        assert one.unit is None or one.unit in abbrevs, one.key


def test_an_information_request_has_10_and_7_days_and_its_objection_30() -> None:
    asked, objected = flow_of("informasi-publik"), flow_of("keberatan-informasi")
    assert (asked.within, asked.extension) == (Term(10, "day", True), Term(7, "day", True))
    assert asked.extension_rests_on == ("uu-14-2008#22",)
    assert asked.contest_within == Term(30, "day", True)
    assert (objected.kind, objected.within, objected.extension) == ("objection", Term(30, "day", True), None)


@pytest.mark.parametrize("name", ["sktm", "domisili", "kematian"])
def test_a_letter_walks_from_desk_1_to_desk_2_in_its_promised_time(name: str) -> None:
    letter = flow_of(name)
    way = ["received", "checking", "signing", "pickup"]
    assert [letter.steps[key].place for key in way] == ["desk", "back", "back", "pickup"]
    assert sum(letter.steps[key].minutes or 0 for key in way) == 30
    assert letter.within == Term(30, "minute", True)
    assert letter.private
    for key, following in zip(way, [*way[1:], "done"], strict=True):
        assert letter.steps[key].moves[0].to == following


def test_item_9_the_hardship_letter_asks_for_five_papers() -> None:
    assert len(flow_of("sktm").requirements) == 5


@pytest.mark.parametrize("name", NAMES)
def test_every_unit_that_may_hold_a_matter_has_a_post_for_every_step(name: str) -> None:
    one, kinds = flow_of(name), posts()
    holders = {*one.offered, *(kind for step in one.steps.values() for kind in step.hand_over)}
    for step in one.steps.values():
        if step.end or step.pause or step.verdict:
            continue
        for kind in {step.at} if step.at in UNIT_KINDS else holders:
            assert any(kind in kinds[post]["units"] for post in step.posts), (step.key, kind)


@pytest.mark.parametrize("name", NAMES)
def test_personal_words_are_sealed(name: str) -> None:
    for one in flow_of(name).fields:
        if one.about == "person" or one.kind in {"nik", "phone", "email"}:
            assert one.sealed, one.key
    for one in flow_of(name).fields:
        if one.kind in {"nik", "phone"}:
            assert one.blind, one.key


@pytest.mark.parametrize("name", NAMES)
def test_whoever_wants_a_message_may_leave_an_address_and_nobody_must(name: str) -> None:
    asked = {field.kind: field for field in flow_of(name).fields}
    assert asked["email"].sealed
    assert asked["email"].about == "person"
    assert not asked["email"].required


@pytest.mark.parametrize("name", ["pengaduan", "aspirasi"])
def test_a_report_needs_no_name(name: str) -> None:
    assert [one.key for one in flow_of(name).fields if one.required] == ["what"]


def files_with_words() -> list[str]:
    return [
        "posts.toml",
        "elsewhere.toml",
        *(
            f"{folder}/{file.name}"
            for folder in ("flows", "instruments", "rules")
            for file in shelf.folder(folder).glob("*.toml")
        ),
        *(f"cities/{city}/city.toml" for city in ("malang", "mojokerto")),
    ]


@pytest.mark.parametrize("path", files_with_words())
def test_item_88_words_stand_in_both_languages_and_in_plain_indonesian(path: str) -> None:
    for said in sayings(tomllib.loads(shelf.folder(*path.split("/")).read_text("utf-8"))):
        assert bool(said["id"].strip()) == bool(said["en"].strip())
        assert "!" not in said["id"] + said["en"]
        found = set(re.findall(r"[a-z-]+", said["id"].lower())) & {*BANNED, *ENGLISH}
        if "service city" in said["id"]:
            found.discard("service")  # one city's vision, in the words of its mayor
        assert not found, said["id"]


@pytest.mark.parametrize("name", NAMES)
def test_item_88_a_sentence_for_residents_speaks_to_them_and_stays_short(name: str) -> None:
    for step in flow_of(name).steps.values():
        for sentence in re.split(r"(?<=[.?]) ", step.shown.id):
            assert len(sentence.split()) <= 20, sentence
