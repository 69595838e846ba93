"""What the checker lets through, what it refuses, and how it says so."""

from __future__ import annotations

from datetime import date

import pytest

from garda.flow import Finding, Known, check
from tests.flow.samples import COMPLAINT, REQUEST, changed

NO_EXIT = """
[[step]]
key    = "shelf"
title  = { id = "Rak arsip", en = "Archive shelf" }
shown  = { id = "Berkas di rak.", en = "The papers are on a shelf." }
desk   = "rak"
post   = "lurah"
within = "1 hari kerja"
"""
TO_SHELF = (
    'label = { id = "Berkas lengkap", en = "Papers complete" }',
    'label = { id = "Berkas lengkap", en = "Papers complete" }\n\n  [[step.move]]\n  to = "shelf"\n'
    '  label = { id = "Simpan", en = "Put away" }',
)


def grave(text: str, known: Known | None = None, on: date | None = None) -> list[Finding]:
    return [one for one in check(text, "alur.toml", known, on) if one.grave]


def advice(text: str) -> list[Finding]:
    return [one for one in check(text, "alur.toml") if not one.grave]


def test_the_samples_are_sound() -> None:
    assert check(REQUEST, "kebun.toml") == ()
    assert check(COMPLAINT, "sungai.toml") == ()


def test_item_9_a_dead_end_cannot_be_published_and_the_error_names_the_step() -> None:
    (finding,) = grave(changed(REQUEST, TO_SHELF) + NO_EXIT)
    assert finding.step == "shelf"
    assert "Rak arsip" in finding.words.id
    assert "buntu" in finding.words.id
    assert "dead end" in finding.words.en
    assert finding.line is not None


def test_item_9_a_step_out_of_reach_is_refused() -> None:
    exit_ = '\n  [[step.move]]\n  to = "done"\n  label = { id = "Selesai", en = "Done" }\n'
    (finding,) = grave(REQUEST + NO_EXIT + exit_)
    assert (finding.step, "tercapai" in finding.words.id) == ("shelf", True)


def test_item_9_a_loop_without_exit_is_refused_with_all_its_steps() -> None:
    back = '\n  [[step.move]]\n  to = "shelf-two"\n  label = { id = "Pindah", en = "Move" }\n'
    again = back.replace("shelf-two", "shelf")
    other = NO_EXIT.replace('"shelf"', '"shelf-two"').replace("Rak arsip", "Rak kedua")
    (finding,) = grave(changed(REQUEST, TO_SHELF) + NO_EXIT + back + other + again)
    assert "Rak arsip → Rak kedua" in finding.words.id


def test_item_9_a_loop_whose_only_exit_hangs_on_a_spent_guard_is_refused() -> None:
    moves = (
        '\n  [[step.move]]\n  to = "shelf"\n  key = "again"\n  label = { id = "Lagi", en = "Again" }\n'
        '\n  [[step.move]]\n  to = "done"\n  label = { id = "Selesai", en = "Done" }\n'
        '  guards = "not-extended"\n'
    )
    (finding,) = grave(changed(REQUEST, TO_SHELF) + NO_EXIT + moves)
    assert (finding.step, "berputar" in finding.words.id) == ("shelf", True)


@pytest.mark.parametrize("key", ["desk", "post", "within"])
def test_item_9_a_step_without_desk_post_or_time_is_refused(key: str) -> None:
    line = next(
        one for one in REQUEST[REQUEST.index('key     = "signing"') :].split("\n") if one.startswith(key)
    )
    (finding,) = grave(changed(REQUEST, (line + "\n", "")))
    assert (finding.step, finding.field) == ("signing", key)


@pytest.mark.parametrize("lost", ["reason", "rule"])
def test_item_11_a_refusal_without_reason_and_rule_is_not_accepted(lost: str) -> None:
    kept = "rule" if lost == "reason" else "reason"
    (finding,) = grave(changed(REQUEST, ('needs = ["reason", "rule"]', f'needs = ["{kept}"]')))
    assert (finding.step, finding.field) == ("signing", "move.2.needs")
    assert f"“{lost}”" in finding.words.id


def test_item_11_a_requirement_that_rests_on_no_rule_is_refused() -> None:
    (finding,) = grave(changed(REQUEST, ('rests_on = "perda-kebun#3"\n', "")))
    assert (finding.field, "ktp" in finding.words.id) == ("requirement.1.rests_on", True)


def test_item_11_an_officer_cannot_let_a_matter_lapse_instead_of_refusing_it() -> None:
    (finding,) = grave(
        changed(REQUEST, ('to    = "refused"', 'to = "lapsed"'), ('  needs = ["reason", "rule"]', ""))
    )[:1]
    assert (finding.step, finding.field) == ("signing", "move.2.by")


@pytest.mark.parametrize("review", ["review = 2025-10-01", "review = 2020-01-01"])
def test_item_19_a_review_date_that_is_not_after_the_start_is_refused(review: str) -> None:
    (finding,) = grave(changed(REQUEST, ("review   = 2027-10-01", review)))
    assert finding.field == "review"


def test_item_19_a_flow_without_a_review_date_is_refused() -> None:
    (finding,) = grave(changed(REQUEST, ("review   = 2027-10-01\n", "")))
    assert (finding.field, "wajib" in finding.words.id) == ("review", True)


def test_item_19_a_review_date_that_has_passed_is_found_on_the_day_of_publishing() -> None:
    assert grave(REQUEST, on=date(2027, 9, 30)) == []
    (finding,) = grave(REQUEST, on=date(2027, 10, 1))
    assert (finding.field, "lewat" in finding.words.id) == ("review", True)


def test_item_19_a_review_date_too_far_away_is_advised_against() -> None:
    (finding,) = advice(changed(REQUEST, ("review   = 2027-10-01", "review = 2035-10-01")))
    assert finding.field == "review"


CASES = [
    # A change to the request that must be refused: text, with what, step, field, words.
    ('start    = "received"', 'start = "recieved"', None, "start", "Maksud Anda “received”"),
    ('start    = "received"', 'start = "waiting"', None, "start", "belum ada yang bekerja"),
    ('to     = "pickup"', 'to = "pikup"', "signing", "move.1.to", "Maksud Anda “pickup”"),
    (
        'needs  = ["reason", "missing"]',
        'needs = ["date"]',
        "received",
        "move.2.needs",
        "tidak boleh berhenti",
    ),
    (
        'needs  = ["reason", "missing"]',
        'needs = "missing"\n  after = "1 hari"',
        "received",
        "move.2.after",
        "hanya",
    ),
    ('  after = "30 hari"\n', "", "waiting", "move.2.after", "menyebut kapan"),
    (
        '  after = "30 hari"\n',
        '  after = "30 hari"\n  needs = "reason"\n',
        "waiting",
        "move.2.needs",
        "menulis alasan",
    ),
    ('by    = "resident"\n', "", "waiting", "move", "jalan kembali"),
    (
        'by    = "resident"\n',
        'by = "resident"\n  needs = "rule"\n',
        "waiting",
        "move.1.needs",
        "menyebut aturan",
    ),
    ('end   = "refused"\n', 'end = "refused"\npause = true\n', "refused", "end", "Pilih satu"),
    (
        'offered  = "kelurahan"',
        'offered = "kelurahan"\nextension = "2 hari kerja"',
        None,
        "extension",
        "dasar aturan",
    ),
    ("fee      = 0", "fee = 5000", None, "fee", "dasar aturan"),
    ('rests_on = ["perda-kebun"]\n', "", None, "rests_on", "dasar hukum"),
    ('product  = { id = "Tanda Kebun", en = "Garden Mark" }\n', "", None, "product", "product"),
    ('staff       = { id = "Dua orang.", en = "Two people." }\n', "", None, "standard.staff", "pasal 21"),
    ('number   = "TK"', 'number = "tk 1"', None, "number", "huruf besar"),
    ('kind  = "name"', 'kind = "choice"', None, "field.1.choices", "belum ada"),
    ('kind  = "nik"', 'kind = "nik"\nsealed = false', None, "field.2.sealed", "tersegel"),
    ('kind  = "nik"', 'kind = "nik"\nmost = 0', None, "field.2.most", "0 huruf"),
    (
        'within  = "30 menit kerja"',
        'within = "1 hari kerja"\nhand_over = "opd"',
        "received",
        "offer_within",
        "Tawaran",
    ),
    ('within  = "30 menit kerja"', 'within = "1 hari kerja"\nsplit = true', "received", "split", "hand_over"),
    ('guards = "second-person"', 'guards = ["has-limbs"]', "signing", "move.1.guards", "split"),
    (
        'end   = "lapsed"\n',
        'end = "lapsed"\n[[step.move]]\nto="done"\nlabel={id="a",en="a"}\n',
        "lapsed",
        "end",
        "akhir",
    ),
    ('place = "online"\npause = true', 'place = "online"', "waiting", "move", "tidak punya tombol"),
    ('  by    = "clock"\n  after = "60 hari"\n', '  needs = "reason"\n', "pickup", "move", "selamanya"),
]


@pytest.mark.parametrize(("old", "new", "step", "field", "said"), CASES)
def test_a_request_that_breaks_a_rule_is_refused(
    old: str, new: str, step: str | None, field: str, said: str
) -> None:
    found = grave(changed(REQUEST, (old, new)))
    assert any((one.step, one.field) == (step, field) and said in one.words.id for one in found), found
    assert all(one.words.id and one.words.en for one in found)


@pytest.mark.parametrize("need", ["answer", "proof"])
def test_a_complaint_is_answered_or_proven_before_it_is_done(need: str) -> None:
    assert grave(changed(COMPLAINT, ('needs  = ["answer", "proof"]', f'needs = ["{need}"]'))) == []
    found = grave(changed(COMPLAINT, ('needs  = ["answer", "proof"]', 'needs = ["date"]')))
    assert {(one.step, one.field) for one in found} == {
        ("verdict", "move.1.needs"),
        ("verdict", "move.3.needs"),
    }
    assert "tanpa jawaban atau bukti" in found[0].words.id


def test_a_verdict_needs_the_residents_voice_and_a_clock_that_ends_the_waiting() -> None:
    silent = changed(COMPLAINT, ('  by    = "resident"\n', ""), ('  by     = "resident"\n', ""))
    assert any("tombol untuk menilai" in one.words.id for one in grave(silent))
    endless = changed(COMPLAINT, ('  by    = "clock"\n  after = "14 hari"\n', '  by    = "resident"\n'))
    assert any("selamanya" in one.words.id for one in grave(endless))


def test_the_clock_cannot_call_a_matter_done_that_nobody_judged() -> None:
    early = changed(
        COMPLAINT, ('label = { id = "Kerjakan"', 'by = "clock"\n  after = "1 hari"\n  label = { id = "K"')
    )
    assert not any("dinyatakan selesai" in one.words.id for one in grave(early))
    done = changed(
        COMPLAINT,
        ('to    = "work"\n  label', 'to    = "done"\n  by = "clock"\n  after = "1 hari"\n  label'),
    )
    assert any("Waktu tidak boleh menyatakan" in one.words.id for one in grave(done))


def test_names_the_city_does_not_know_are_refused_when_it_says_what_it_knows() -> None:
    knows = Known(
        rules={"perda-kebun", "perda-kebun#3"},
        posts={"petugas-loket", "lurah", "seklur"},
        unit_kinds={"kelurahan"},
    )
    assert grave(REQUEST, knows) == []
    assert grave(changed(REQUEST, ("perda-kebun#3", "perda-kebun#9")), Known()) == []
    text = changed(
        REQUEST, ("perda-kebun#3", "perda-kebun#4"), ('"seklur"', '"sekretaris"'), ('"kelurahan"', '"rw"')
    )
    found = {one.field: one.words.id for one in grave(text, knows)}
    assert set(found) == {"requirement.1.rests_on", "post", "offered"}
    assert "Maksud Anda “perda-kebun#3”" in found["requirement.1.rests_on"]


def test_desk_times_longer_than_the_promise_are_advised_against() -> None:
    (finding,) = advice(changed(REQUEST, ('within   = "2 hari kerja"', 'within = "2 jam kerja"')))
    assert (finding.field, finding.grave) == ("within", False)


def test_advice_about_what_is_hard_to_find_to_draw_or_to_fill_in() -> None:
    assert [one.field for one in advice(changed(REQUEST, ('words    = ["kebun", "tanda kebun"]\n', "")))] == [
        "words"
    ]
    assert [one.field for one in advice(changed(REQUEST, ("minutes = 10\n\n  [[", "\n  [[")))] == [
        "minutes"
    ] * 2
    many = "".join(f'\n[[field]]\nkey="f{at}"\nkind="text"\ntitle={{id="a",en="a"}}\n' for at in range(15))
    assert any("Formulir ini bertanya 18" in one.words.id for one in advice(REQUEST + many))


def test_grave_findings_come_first_in_the_order_of_the_lines() -> None:
    text = changed(
        REQUEST, ('rests_on = "perda-kebun#3"\n', ""), ("fee      = 0", "fee = 5"), ("words ", "word ")
    )
    found = check(text, "alur.toml")
    graves = [one.line for one in found if one.grave]
    assert graves == sorted(line for line in graves if line is not None)
    assert [one.grave for one in found] == sorted((one.grave for one in found), reverse=True)


def test_a_text_that_is_no_flow_at_all_still_gets_an_answer() -> None:
    assert grave("")
    assert grave("step = 3")
    assert grave("[[step]]\n[[step]]\nkey=1\nmove=[1,2]\n[step.x]")
    assert grave("step = [{key='a', move=[{to='a'}]}]\nstart='a'")
