"""Page → the most queries it may ask: the same with one matter as with many."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from garda import clock, shelf
from garda.counters import taking
from garda.rules.loading import load_rules
from tests.office.staff import signed_in
from tests.town import Town, ask_letter, build_town, moment, report

# Address → (whose browser, the most queries). Two are the session and the person, two the posts held.
BUDGETS = {
    "/kerja/meja/": (("melati", "petugas-loket"), 12),
    "/kerja/antrean/": (("melati", "petugas-loket"), 8),
    "/kerja/cari/?q=lampu": (("melati", "petugas-loket"), 14),
    "/kerja/catat/": (("melati", "petugas-loket"), 7),
    "/kerja/catat/sktm/": (("melati", "petugas-loket"), 7),
    "/kerja/urusan/MLT-25-0001/": (("melati", "petugas-loket"), 29),
    "/kerja/kepala/": (("melati", "lurah"), 31),
    "/kerja/kepala/?kota": (("setda", "sekda"), 30),  # the same page for who leads the city
    "/kerja/angka/cepat/": (("kec-taman", "camat"), 14),
    "/kerja/ukuran/standar/": (("setda", "sekda"), 17),
    "/kerja/alur/": (("setda", "sekda"), 11),
    "/kerja/alur/sktm/": (("setda", "sekda"), 13),
    "/kerja/alur/paket/": (("pu", "penyelenggara"), 8),
    "/kerja/standar/": (("pu", "penyelenggara"), 8),
    "/kerja/aturan/": (("pu", "penyelenggara"), 9),
    "/kerja/aturan/uu-25-2009/": (("pu", "penyelenggara"), 14),
    "/kerja/unit/": (("kota", "admin"), 12),
    "/kerja/unit/melati/": (("kota", "admin"), 15),
    "/kerja/orang/": (("kota", "admin"), 11),
    "/kerja/jam/": (("kota", "admin"), 13),
    "/kerja/beban/": (("melati", "lurah"), 14),
    "/kerja/beban/sktm/": (("melati", "lurah"), 15),
    "/kerja/janji-kinerja/": (("kec-taman", "camat"), 16),
    "/kerja/janji-kinerja/melati/": (("melati", "lurah"), 18),
    "/kerja/digital/": (("melati", "lurah"), 12),
    "/kerja/salah-meja/": (("melati", "lurah"), 14),
    "/kerja/hak/": (("melati", "petugas-loket"), 7),
    "/kerja/kantor/": (("melati", "seklur"), 20),
    "/kerja/kantor/semua/": (("setda", "sekda"), 20),
    "/kerja/kantor/atur/": (("melati", "seklur"), 10),
    "/kerja/kantor/tugas/": (("melati", "seklur"), 18),
    "/kerja/izin/": (("melati", "lurah"), 22),
    "/kerja/izin/minta/": (("melati", "lurah"), 14),
    "/kerja/rencana/": (("melati", "seklur"), 20),
    "/kerja/rencana/saya/": (("melati", "petugas-loket"), 10),
    "/kerja/keahlian/": (("melati", "seklur"), 16),
    "/kerja/keahlian/kota/": (("setda", "sekda"), 16),
    "/kerja/tim/": (("melati", "seklur"), 20),
    "/kerja/kepercayaan/": (("setda", "sekda"), 20),
    "/kerja/harapan/": (("setda", "sekda"), 16),
    "/kerja/sarana/": (("melati", "lurah"), 14),
    "/kerja/sarana/hitung/": (("melati", "lurah"), 10),
    "/kerja/sarana/kenyamanan/": (("melati", "lurah"), 8),
    "/kerja/sarana/kota/": (("setda", "sekda"), 14),
    "/kerja/lapor-aturan/": (("melati", "petugas-loket"), 11),
    "/kerja/lapor-aturan/baru/?layanan=sktm": (("melati", "petugas-loket"), 12),
    "/kerja/berkas-aturan/": (("setda", "sekda"), 18),
    "/kerja/berkas-aturan/pilah/": (("setda", "sekda"), 12),
    "/kerja/perubahan/": (("melati", "petugas-loket"), 13),
    "/kerja/survei/": (("melati", "petugas-loket"), 12),
    "/kerja/survei/tanda/": (("kec-taman", "camat"), 10),
    "/kerja/instrumen/": (("setda", "sekda"), 8),
    "/kerja/kabar/": (("melati", "petugas-loket"), 10),
    "/kerja/arahan/": (("setda", "sekda"), 16),
    "/kerja/arahan/baru/": (("kec-taman", "camat"), 8),
    "/kerja/permintaan/": (("setda", "sekda"), 16),
    "/kerja/permintaan/baru/": (("setda", "sekda"), 8),
    "/kerja/denyut/": (("melati", "petugas-loket"), 14),
    "/kerja/denyut/kantor/": (("kec-taman", "camat"), 24),
    "/kerja/latihan/": (("melati", "petugas-loket"), 14),
    "/kerja/latihan/kantor/": (("kec-taman", "camat"), 20),
    "/kerja/tiga-sikap/": (("melati", "petugas-loket"), 20),
    "/kerja/tiga-sikap/kantor/": (("melati", "lurah"), 20),
    "/kerja/hasil/": (("setda", "sekda"), 14),
    "/kerja/hasil/melati/": (("melati", "lurah"), 14),
    "/kerja/tindak-lanjut/": (("melati", "lurah"), 12),
    "/kerja/masukan/": (("melati", "lurah"), 11),
    "/kerja/sikap/": (("melati", "petugas-loket"), 14),
    "/kerja/sikap/kantor/": (("melati", "lurah"), 20),
    "/kerja/sikap/menolak/?layanan=sktm": (("melati", "petugas-loket"), 12),
    "/kerja/profil/": (("kec-taman", "camat"), 20),
    "/kerja/profil/melati/": (("melati", "lurah"), 20),
    "/kerja/profil/melati/perilaku/": (("melati", "lurah"), 20),
}


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday morning."""
    load_rules(shelf.folder("rules"))
    with clock.moved_to(moment("2025-11-04", "14:00")):
        yield build_town()


def asked(town: Town, address: str, who: tuple[str, str]) -> list[str]:
    """The queries of one page, with warm memory."""
    client = signed_in(town, *who)
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries.captured_queries]


@pytest.mark.parametrize("address", sorted(BUDGETS))
def test_each_page_stays_within_its_queries_with_few_matters_and_with_many(town: Town, address: str) -> None:
    who, most = BUDGETS[address]
    for n in range(2):
        report(town, what=f"Lampu mati {n}", lat=-7.995, lng=112.605)
    ask_letter(town)
    few = asked(town, address, who)
    for n in range(12):
        report(town, what=f"Lampu mati lagi {n}", lat=-7.995, lng=112.605)
        ask_letter(town)
    many = asked(town, address, who)
    assert len(many) <= most, f"{address}: {len(many)} queries\n" + "\n".join(sql[:160] for sql in many)
    assert len(many) <= len(few) + 1, f"{address} asks more the more there is: {len(few)} → {len(many)}"


QUEUE = {
    "/contoh/layar/melati/": 12,
    "/contoh/kantor/melati/antre/": 12,
    "/contoh/antrean/TOKEN/": 9,
}


@pytest.mark.parametrize("address", sorted(QUEUE))
def test_a_queue_asks_the_same_with_one_waiting_and_with_many(town: Town, address: str, client: Any) -> None:
    melati, at = town.units["melati"], clock.now()
    token = taking.take_number(melati, at=at, channel="phone", key="sktm").token
    counted = []
    for more in (1, 30):
        for _ in range(more):
            taking.take_number(melati, at=at, channel="phone")
        where = address.replace("TOKEN", token)
        assert client.get(where).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            assert client.get(where).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1] <= QUEUE[address], f"{address}: {counted}"
