"""Which part of a service everyday sentences speak of: most are read right, nothing is said of nonsense."""

from __future__ import annotations

import pytest

from garda.meaning.parts import PARTS, file, suggest

# None of these stands in the word list as it is; "b" behaviour, "f" facilities, "r" rules.
SPOKEN = """
b Petugas kurang ramah saat saya bertanya
b Menunggu satu jam di loket tanpa dipanggil
b Wong e galak, ditakoni malah nesu
b Mas petugasnya judes banget, ditanya malah main hp
b Diminta uang rokok oleh orang loket
b Pegawainya pulang sebelum jam kantor selesai
b Kenalan petugas didahulukan, kami yang antre dilewati
b Ibu di meja dua bentak-bentak orang tua
b Saya dicuekin, pada ngobrol sendiri
b Loket kosong padahal masih jam buka
b Jam sembilan petugasnya belum datang
b Cara bicaranya merendahkan warga
f Printernya rusak jadi suratnya tidak bisa dicetak
f Ruang tunggunya panas dan kursinya cuma empat
f Toiletnya bau dan tidak ada air
f Tidak ada jalan untuk kursi roda
f Komputernya mati, antre jadi panjang
f Kamera untuk rekam KTP rusak
f Parkirannya sempit sekali
f Blangko KTP katanya habis
f Atapnya bocor pas hujan, ruang tunggu becek
f Aplikasinya error melulu
f Internetnya putus terus dari pagi
r Disuruh kembali dua kali untuk berkas yang sama
r Syaratnya kebanyakan, fotokopi KK sampai tiga kali
r Katanya jadi dua hari, sudah seminggu belum selesai
r Kenapa harus pakai pengantar RT padahal sudah ada KTP
r Prosedurnya berbelit, dari meja satu ke meja lain
r Pasal 5 menyulitkan warga yang tidak punya surat tanah
r Alurnya mbulet, bolak balik kelurahan kecamatan
r Surat saya terlambat dua minggu dari janji
r Harus legalisir semua berkas, ribet
"""
LETTERS = {part[0]: part for part in PARTS}


def test_item_14_everyday_sentences_are_suggested_under_the_right_part() -> None:
    pairs = [line.split(" ", 1) for line in SPOKEN.strip().splitlines()]
    right = [said for letter, said in pairs if suggest(said).keys == (LETTERS[letter],)]
    among = [said for letter, said in pairs if LETTERS[letter] in suggest(said).keys]
    assert len(right) >= 0.85 * len(pairs), [said for _, said in pairs if said not in right]
    assert len(among) >= 0.95 * len(pairs), [said for _, said in pairs if said not in among]


def test_item_14_one_text_may_speak_of_two_parts_and_the_words_that_spoke_are_named() -> None:
    said = suggest("Petugas membentak ibu saya dan ruang tunggunya panas")
    assert said.keys == ("facilities", "behaviour")
    words = dict(said.parts)
    assert "membentak" in words["behaviour"] and "panas" in words["facilities"]


@pytest.mark.parametrize("text", ["", "   ", "\x00", "asdkjh qwe zxcv", "😀😀😀"])
def test_nothing_is_said_of_nonsense(text: str) -> None:
    assert suggest(text).parts == ()


def test_a_long_text_is_read_without_trouble() -> None:
    assert set(suggest("petugas judes. " * 400).keys) == {"behaviour"}


def test_praise_is_told_from_complaint() -> None:
    assert suggest("Petugas ramah dan cepat, terima kasih").praise
    assert not suggest("Petugas ramah tapi kursinya kurang").praise
    assert not suggest("Petugas tidak ramah").praise


def test_the_file_maps_every_part_and_each_element_once() -> None:
    said = file()
    assert tuple(one["key"] for one in said["part"]) == PARTS
    for mapped in said["elements"].values():
        assert set(mapped) == set(PARTS)
        elements = [one for of in mapped.values() for one in of]
        assert len(elements) == len(set(elements))
