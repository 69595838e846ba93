"""One case on its page: the flow's own buttons, two at once, refusals, proof, hand-overs, limbs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from garda import clock, shelf
from garda.cases import errands, waking
from garda.cases.models import Case, Event, Paper, Reading, Said
from garda.cases.publishing import flow_by_id
from garda.cases.replaying import replay
from garda.cases.saying import spoken
from garda.rules.loading import load_rules
from tests.office.staff import do, signed_in, text_of
from tests.town import Town, ask_letter, build_town, moment, photo, report


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday morning, with the register of rules."""
    load_rules(shelf.folder("rules"))
    with clock.moved_to(moment()):
        yield build_town()


def counter(town: Town, seat: int = 1) -> Any:
    """The counter officer of Melati."""
    return signed_in(town, "melati", "petugas-loket", seat)


def picture(name: str = "bukti.jpg") -> SimpleUploadedFile:
    """A photo as a phone sends it."""
    return SimpleUploadedFile(name, photo().content, "image/jpeg")


def replayed(case: Case) -> Any:
    """The row as its record tells it."""
    return replay(Event.objects.filter(case=case).order_by("seq"))


def buttons(page: str) -> set[str]:
    """The moves that a page offers, by key."""
    return {part.split("/")[0] for part in page.split("/langkah/")[1:]}


def test_item_1_two_cities_run_side_by_side_and_never_see_each_other(town: Town) -> None:
    other = build_town(key="lain")
    mine, theirs = report(town).case, report(other, what="Rahasia kota sebelah").case
    assert mine.number == theirs.number
    page = text_of(counter(town).get("/kerja/cari/?q=rahasia"))
    assert "Rahasia kota sebelah" not in page
    assert "Rahasia" not in text_of(counter(town).get(f"/kerja/urusan/{theirs.number}/"))


def test_item_6_number_owner_and_due_time_stand_on_the_page_at_once(town: Town) -> None:
    case = report(town).case
    page = text_of(counter(town).get(f"/kerja/urusan/{case.number}/"))
    assert case.number in page
    assert "Selasa 11 November" in page, "five working days from Tuesday"
    assert "Kenapa?" in page
    assert "Petugas Loket" in text_of(counter(town).get("/kerja/meja/"))


def test_the_buttons_are_exactly_the_moves_of_the_step_for_this_post(town: Town) -> None:
    case = ask_letter(town).case
    flow = flow_by_id(case.flow_id)
    wanted = {move.key for move in flow.steps[case.step].moves if move.by == "post"}
    assert buttons(text_of(counter(town).get(f"/kerja/urusan/{case.number}/"))) == wanted
    do(counter(town), case, "langkah/checking")
    assert buttons(text_of(counter(town).get(f"/kerja/urusan/{case.number}/"))) == set(), (
        "no longer the counter's"
    )
    section = signed_in(town, "melati", "kasi-pemberdayaan")
    case.refresh_from_db()
    wanted = {move.key for move in flow.steps[case.step].moves if move.by == "post"}
    assert buttons(text_of(section.get(f"/kerja/urusan/{case.number}/"))) == wanted


def test_the_officer_reads_the_sentence_before_pressing(town: Town) -> None:
    case = ask_letter(town).case
    move = flow_by_id(case.flow_id).steps[case.step].moves[0]
    page = text_of(counter(town).get(f"/kerja/urusan/{case.number}/"))
    assert "B. C. akan membaca:" in page, "initials, never the full name"
    assert move.shown.id in page


def test_item_11_a_refusal_without_a_rule_is_not_accepted_and_nothing_typed_is_lost(town: Town) -> None:
    case = report(town).case
    words = "Tanah itu milik perorangan, bukan jalan umum."
    answer = do(counter(town), case, "langkah/refused", reason=words)
    assert answer.status_code == 422
    page = text_of(answer)
    assert words in page
    assert "Tanpa aturan" in page
    answer = do(counter(town), case, "langkah/refused", reason=words, rule="uu-99-9999#1")
    assert answer.status_code == 422
    case.refresh_from_db()
    assert case.state == Case.OPEN
    answer = do(counter(town), case, "langkah/refused", reason=words, rule="uu-25-2009#21")
    assert answer.status_code == 302
    case.refresh_from_db()
    assert (case.state, case.outcome) == (Case.CLOSED, "refused")
    assert "Nomor 25 Tahun 2009" in spoken(case, "rule")["rule"]


def test_item_11_only_what_the_standard_lists_may_be_asked_for(town: Town) -> None:
    case = ask_letter(town).case
    client = counter(town)
    bad = do(
        client, case, "langkah/waiting", reason="Masih ada yang kurang.", missing=["surat-kelakuan-baik"]
    )
    assert bad.status_code == 422
    good = do(client, case, "langkah/waiting", reason="Masih ada yang kurang.", missing=["ktp", "foto-rumah"])
    assert good.status_code == 302
    case.refresh_from_db()
    assert case.state == Case.PAUSED
    assert spoken(case, "missing")["missing"] == "ktp, foto-rumah"
    page = text_of(client.get(f"/kerja/urusan/{case.number}/"))
    assert "Fotokopi KTP-el, Foto rumah" in page, "in words, whatever the reader's language"
    assert "Berhenti" in page


def test_item_11_what_is_missing_is_named_and_ticked_off_at_the_counter(town: Town) -> None:
    case = ask_letter(town, brought=["ktp", "kk"]).case
    client = counter(town)
    page = text_of(client.get(f"/kerja/urusan/{case.number}/"))
    assert "Syarat, 2 dari 5 ada" in page
    assert "Belum ada: Pengantar RT dan RW, Foto rumah, Surat pernyataan tidak mampu." in page
    assert "checking" not in buttons(page)
    assert '<summary data-key="m"><b>Minta kelengkapan' in page, "the main act is the ticking"
    assert do(client, case, "berkas").status_code == 422
    assert do(client, case, "berkas", brought=["surat-palsu"]).status_code == 422
    assert do(client, case, "berkas", brought=["pengantar"], words="Surat RW saja").status_code == 302
    assert do(client, case, "berkas", brought=["semua"]).status_code == 302
    page = text_of(client.get(f"/kerja/urusan/{case.number}/"))
    assert "Syarat, 5 dari 5 ada" in page
    assert "Berkas diterima di loket" in page
    assert "Surat RW saja" in page
    assert "checking" in buttons(page)


def test_item_89_two_officers_press_at_once_and_nothing_is_lost(town: Town) -> None:
    case = report(town).case
    seen = case.seq
    assert do(counter(town, 1), case, "langkah/handling", seen=seen).status_code == 302
    words = "Saya sudah telepon pelapornya, tempatnya di seberang masjid."
    answer = do(counter(town, 2), case, "langkah/asked", seen=seen, reason=words)
    assert answer.status_code == 409
    page = text_of(answer)
    assert words in page, "what the second had typed stands on the page"
    assert town.persons["melati", "petugas-loket", 1].name in page
    case.refresh_from_db()
    assert case.step == "handling"
    assert replayed(case)["step"] == "handling"


@pytest.mark.parametrize(
    "act", ["tawarkan", "jelaskan", "naikkan", "pindahkan", "bagi", "langkah/handling", "cabut"]
)
def test_item_89_every_act_says_so_when_someone_came_first(town: Town, act: str) -> None:
    case = report(town).case
    head = signed_in(town, "melati", "lurah")
    do(counter(town), case, "catatan", words="Catatan rekan di antaranya")
    data = {
        "unit": town.units["pu"].pk, "reason": "Alasan yang panjang sekali", "words": "Maaf, tim besok",
        "unit1": town.units["pu"].pk, "words1": "aspal", "unit2": town.units["lh"].pk, "words2": "sampah",
    }  # fmt: skip
    answer = do(head, case, act, seen=1, **data)
    assert answer.status_code == 409
    assert "mendahului Anda" in text_of(answer)


def test_item_6_it_cannot_close_without_an_answer_and_proof(town: Town) -> None:
    case = report(town).case
    client = counter(town)
    do(client, case, "langkah/handling")
    flow = flow_by_id(case.flow_id)
    case.refresh_from_db()
    to_work = next(move.key for move in flow.steps[case.step].moves if move.to == "working")
    do(client, case, f"langkah/{to_work}", date="10/11/2025", reason="Sudah kami jadwalkan dengan dinas.")
    case.refresh_from_db()
    assert case.step == "working"
    answer = "Lampunya sudah kami ganti pagi ini."
    bare = do(client, case, "langkah/answered", answer=answer)
    assert bare.status_code == 422
    assert answer in text_of(bare)
    broken = do(
        client, case, "langkah/answered", answer=answer, proof=SimpleUploadedFile("x.jpg", b"bukan foto")
    )
    assert broken.status_code == 422
    done = do(client, case, "langkah/answered", answer=answer, proof=picture())
    assert done.status_code == 302
    case.refresh_from_db()
    assert case.state == Case.ANSWERED
    assert Paper.objects.filter(case=case, key="proof").count() == 1


def test_item_27_a_hand_over_is_offered_accepted_and_stays_ours_until_then(town: Town) -> None:
    case = report(town).case
    client, agency = counter(town), signed_in(town, "pu", "penghubung")
    said = do(client, case, "tawarkan", unit=town.units["pu"].pk, reason="Lampu jalan milik dinas.")
    assert said.status_code == 302
    case.refresh_from_db()
    assert case.unit_id == town.units["melati"].pk
    desk = text_of(agency.get("/kerja/meja/"))
    assert "Lampu jalan milik dinas." in desk
    assert "Ditawarkan kepada Anda" in desk
    assert do(agency, case, "terima").status_code == 302
    case.refresh_from_db()
    assert case.unit_id == town.units["pu"].pk
    assert case.due_at == Case.objects.get(pk=case.pk).due_at
    assert "Diterima" in text_of(client.get("/kerja/meja/"))


def test_item_27_returning_asks_why_and_the_third_return_is_flagged(town: Town) -> None:
    case = report(town).case
    client, agency = counter(town), signed_in(town, "pu", "penghubung")
    for _turn in range(3):
        do(client, case, "tawarkan", unit=town.units["pu"].pk, reason="Lampu jalan milik dinas.")
        assert do(agency, case, "kembalikan", reason=" ").status_code == 422
        assert do(agency, case, "kembalikan", reason="Bukan lampu kami.", dari="meja").status_code == 302
    case.refresh_from_db()
    assert case.bounces == 3
    page = text_of(client.get(f"/kerja/urusan/{case.number}/"))
    assert "Sudah 3 kali dikembalikan" in page
    head = text_of(signed_in(town, "melati", "lurah").get("/kerja/kepala/"))
    assert head


def test_item_27_an_offer_nobody_answers_returns_by_itself(town: Town) -> None:
    case = report(town).case
    do(counter(town), case, "tawarkan", unit=town.units["pu"].pk, reason="Lampu jalan milik dinas.")
    late = moment("2025-11-06", "08:00")
    waking.wake(case.pk, late)
    with clock.moved_to(late):
        desk = text_of(counter(town).get("/kerja/meja/"))
    assert "Tidak dijawab" in desk


def test_item_27_several_units_close_only_together_and_the_weakest_is_named(town: Town) -> None:
    case = report(town).case
    client = counter(town)
    do(client, case, "langkah/handling")
    asked = {
        "unit1": town.units["pu"].pk,
        "words1": "Ganti lampunya",
        "unit2": town.units["lh"].pk,
        "words2": "Pangkas pohonnya",
        "unit3": town.units["kec-taman"].pk,
        "words3": "Beri tahu warga",
    }
    assert do(client, case, "bagi", **asked).status_code == 302
    case.refresh_from_db()
    assert case.limbs_open == 3
    page = text_of(client.get(f"/kerja/urusan/{case.number}/"))
    assert "Bersama unit lain" in page
    assert "Dinas Lingkungan Hidup" in page
    assert "answered" not in buttons(page)
    assert do(client, case, "bagi", unit1="", words1="tanpa unit").status_code in (403, 422)


def test_personal_words_are_masked_and_each_opening_is_written_down(town: Town) -> None:
    case = ask_letter(town).case
    client = counter(town)
    page = text_of(client.get(f"/kerja/urusan/{case.number}/"))
    for secret in ("9901014107900001", "Bunga Contoh", "Gang 3 Nomor 5"):
        assert secret not in page
    opened = do(client, case, "buka", key="nik")
    assert "9901014107900001" in text_of(opened)
    assert "Bunga Contoh" not in text_of(opened)
    assert opened["Cache-Control"] == "no-store"
    line = Reading.objects.get(case=case)
    assert (line.what, line.person) == ("nik", town.persons["melati", "petugas-loket", 1])
    log = text_of(signed_in(town, "melati", "lurah").get("/kerja/pembacaan/"))
    assert case.number in log


def test_item_89_search_finds_by_number_name_word_nik_and_phone_and_only_within_reach(town: Town) -> None:
    ask_letter(town)
    report(town, what="Pohon beringin tumbang", answers={"phone": "+6281234567890"})
    errands.work_off(clock.now(), 500)
    client, neighbour = counter(town), signed_in(town, "kenanga", "petugas-loket")
    for typed in ("MLT-25-0001", "mlt 25 1", "bunga", "9901014107900001", "beringin", "0812 3456 7890"):
        found = text_of(client.get("/kerja/cari/", {"q": typed}))
        assert "/kerja/urusan/MLT-25-" in found, typed
        assert "/kerja/urusan/MLT-25-" not in text_of(neighbour.get("/kerja/cari/", {"q": typed})), typed
    assert "Belum ada urusan" in text_of(client.get("/kerja/cari/", {"q": "tidakada"}))


def test_similar_reports_are_offered_for_joining_and_joined(town: Town) -> None:
    first = report(town, lat=-7.995, lng=112.605).case
    second = report(town, what="Lampu jalan di Gang 3 mati", lat=-7.995, lng=112.6051).case
    client = counter(town)
    page = text_of(client.get(f"/kerja/urusan/{second.number}/"))
    assert "Mungkin laporan yang sama" in page
    assert do(client, second, "satukan", into=first.number).status_code == 302
    second.refresh_from_db()
    assert second.joined_to_id == first.pk
    assert do(client, second, "satukan", into="TIDAK-ADA").status_code == 404


def test_lateness_is_explained_and_time_is_extended_once_with_its_rule(town: Town) -> None:
    case = report(town).case
    client = counter(town)
    assert do(client, case, "jelaskan", words="Belum terlambat").status_code == 422
    late = moment("2025-11-14", "09:00")
    waking.wake(case.pk, late)
    with clock.moved_to(late):
        page = text_of(client.get(f"/kerja/urusan/{case.number}/"))
        assert "Jelaskan keterlambatan" in page
        words = "Maaf, kabelnya baru tiba. Janji baru: Senin 17 November."
        assert do(client, case, "jelaskan", words=words).status_code == 302
    case.refresh_from_db()
    assert case.explained
    lurah = signed_in(town, "melati", "lurah")
    assert do(lurah, case, "perpanjang", reason="Minta waktu").status_code == 422, (
        "this flow knows no extension"
    )


def test_a_head_reassigns_and_escalates_and_both_are_in_the_record(town: Town) -> None:
    case = report(town).case
    lurah = signed_in(town, "melati", "lurah")
    seat = town.posts["melati", "petugas-loket", 2]
    assert do(lurah, case, "pindahkan", post=seat.pk, reason="Bu Rina cuti").status_code == 302
    case.refresh_from_db()
    assert case.holder_id == seat.pk
    first, second = (text_of(counter(town, n).get("/kerja/meja/")) for n in (1, 2))
    assert case.number not in first
    assert case.number in second
    assert do(lurah, case, "pindahkan", post="999999").status_code == 422
    assert do(lurah, case, "naikkan", reason="Perlu keputusan camat").status_code == 302
    names = set(Event.objects.filter(case=case).values_list("name", flat=True))
    assert {"case.reassigned", "case.escalated"} <= names


def test_what_a_resident_says_at_the_counter_is_written_down_by_a_named_officer(town: Town) -> None:
    case = ask_letter(town).case
    client = counter(town)
    do(client, case, "langkah/waiting", reason="Masih ada yang kurang.", missing=["foto-rumah"])
    assert do(client, case, "jawab", words="", seen=None).status_code == 422
    assert 'name="berkas-foto-rumah"' in client.get(f"/kerja/urusan/{case.number}/").content.decode()
    shot = SimpleUploadedFile("rumah.jpg", photo().content, content_type="image/jpeg")
    answer = do(client, case, "jawab", words="Foto rumah dibawa sekarang.", **{"berkas-foto-rumah": shot})
    assert answer.status_code == 302
    assert list(case.papers.values_list("key", flat=True)) == ["foto-rumah"]
    case.refresh_from_db()
    assert case.state == Case.OPEN
    assert Event.objects.filter(case=case, by_kind="resident", by_person__isnull=False).exists()
    assert do(client, case, "cabut", reason="Tidak jadi.").status_code == 302
    case.refresh_from_db()
    assert case.outcome == "withdrawn"


def test_words_are_erased_by_the_information_officer_alone_and_the_record_stays_whole(town: Town) -> None:
    case = ask_letter(town).case
    assert do(signed_in(town, "melati", "lurah"), case, "hapus", reason="request").status_code == 403
    ppid = ppids(town)[0]
    assert do(ppid, case, "hapus", reason="iseng").status_code == 422
    assert do(ppid, case, "hapus", reason="request").status_code == 422, "somebody still works on it"
    do(counter(town), case, "cabut", reason="Tidak jadi.")
    assert do(ppid, case, "hapus", reason="request").status_code == 302
    assert not Said.objects.filter(case=case, erased_at__isnull=True, seq=1).exists()
    assert replayed(case)["step"] == case.step
    assert "sudah dihapus" in text_of(counter(town).get(f"/kerja/urusan/{case.number}/"))


def ppids(town: Town) -> list[Any]:
    """Every information officer of the town, signed in."""
    return [signed_in(town, unit, kind, seat) for (unit, kind, seat) in town.posts if kind == "ppid"]


def test_proof_photos_carry_their_flags_for_a_human(town: Town) -> None:
    shots = []
    for place in range(2):
        case = report(town, what=f"Lampu mati {place}").case
        client = counter(town)
        do(client, case, "langkah/handling")
        do(client, case, "langkah/working", date="10/11/2025", reason="Dijadwalkan besok pagi.")
        do(client, case, "langkah/answered", answer="Sudah kami ganti lampunya.", proof=picture())
        shots.append(case)
    page = text_of(counter(town).get(f"/kerja/urusan/{shots[1].number}/"))
    assert "foto serupa pernah dipakai pada" in page
    assert f"/kerja/urusan/{shots[0].number}/" in page, "the other matter, for whoever may open it"
    shown = Paper.objects.filter(case=shots[1]).get()
    answer = counter(town).get(f"/kerja/urusan/{shots[1].number}/berkas/{shown.pk}/")
    assert answer["Content-Type"] == "image/jpeg"
    assert Reading.objects.filter(case=shots[1], what="paper:proof").exists()
    assert counter(town).get(f"/kerja/urusan/{shots[0].number}/berkas/{shown.pk}/").status_code == 404


def test_item_89_a_copy_in_a_matter_that_is_not_mine_is_counted_and_not_named(town: Town) -> None:
    letter = photo(key="pengantar")
    theirs = ask_letter(town, unit="kenanga", papers=[letter]).case
    ours = ask_letter(town, papers=[letter]).case
    page = text_of(counter(town).get(f"/kerja/urusan/{ours.number}/"))
    assert "berkas yang sama persis pernah dipakai pada 1 urusan yang tidak terbuka bagi Anda" in page
    assert theirs.number not in page
    page = text_of(signed_in(town, "kec-taman", "camat").get(f"/kerja/urusan/{ours.number}/"))
    assert theirs.number in page


def test_the_empty_desk_says_good_news(town: Town) -> None:
    page = text_of(counter(town).get("/kerja/meja/"))
    assert "Meja Anda kosong" in page
    assert "Tidak ada yang menunggu Anda" in page


def test_the_desk_groups_by_time_left_and_sorts_by_the_nearer_clock(town: Town) -> None:
    report(town, what="Yang lama")
    with clock.moved_to(moment() + timedelta(days=9)):
        ask_letter(town, at=clock.now())
        page = text_of(counter(town).get("/kerja/meja/"))
    assert page.index("Terlambat") < page.index("Yang lama") < page.index("Hari ini")
    assert "2 urusan di meja Anda" in page


def test_item_27_whose_hands_the_time_went_through_adds_up_to_the_whole(town: Town) -> None:
    case = report(town).case
    with clock.moved_to(moment("2025-11-04", "11:00")):
        do(counter(town), case, "tawarkan", unit=town.units["pu"].pk, reason="Lampu jalan milik dinas.")
    with clock.moved_to(moment("2025-11-04", "14:00")):
        do(signed_in(town, "pu", "penghubung"), case, "terima")
    with clock.moved_to(moment("2025-11-04", "15:30")):
        page = text_of(signed_in(town, "pu", "penghubung").get(f"/kerja/urusan/{case.number}/"))
    for who, spent in (
        ("Kelurahan Melati", "2 jam"),
        ("Dinas Pekerjaan Umum, menjawab tawaran", "2 jam"),
        ("Dinas Pekerjaan Umum", "1 jam 30 menit"),
        ("Seluruhnya", "5 jam 30 menit"),
    ):
        assert f"<dt>{who}</dt><dd>{spent}</dd>" in page, who
