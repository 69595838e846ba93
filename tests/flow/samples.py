"""Two small made-up flows: a request of a town that does not exist, and a complaint handed to an agency."""

from __future__ import annotations

from garda.flow import Flow, read

REQUEST = """\
language = 1
key      = "tanda-kebun"
kind     = "request"
title    = { id = "Tanda Kebun", en = "Garden Mark" }
lead     = { id = "Tanda bahwa kebun Anda terdaftar.", en = "A mark that your garden is listed." }
words    = ["kebun", "tanda kebun"]
offered  = "kelurahan"
rests_on = ["perda-kebun"]
fee      = 0
start    = "received"
within   = "2 hari kerja"
product  = { id = "Tanda Kebun", en = "Garden Mark" }
since    = 2025-10-01
review   = 2027-10-01
visits   = 1
number   = "TK"
promises = [
  { id = "Selesai 2 hari kerja.", en = "Done in 2 working days." },
  { id = "Gratis.", en = "Free." },
]

[standard]
complaints  = { id = "Loket pengaduan.", en = "The complaints desk." }
facilities  = { id = "Ruang tunggu.", en = "A waiting room." }
competence  = { id = "Paham kebun.", en = "Knows gardens." }
supervision = { id = "Atasan langsung.", en = "The direct superior." }
staff       = { id = "Dua orang.", en = "Two people." }
guarantee   = { id = "Sesuai standar.", en = "By the standard." }
safety      = { id = "Data dilindungi.", en = "Data are protected." }
evaluation  = { id = "Setiap tahun.", en = "Every year." }

[[requirement]]
key      = "ktp"
title    = { id = "Fotokopi KTP-el", en = "Copy of the identity card" }
rests_on = "perda-kebun#3"
upload   = true

[[field]]
key   = "nama"
kind  = "name"
title = { id = "Nama lengkap", en = "Full name" }
about = "person"

[[field]]
key   = "nik"
kind  = "nik"
title = { id = "NIK", en = "NIK" }
about = "person"

[[field]]
key      = "hasil"
kind     = "money"
title    = { id = "Hasil kebun setahun", en = "Yield of a year" }
required = false

[[step]]
key     = "received"
title   = { id = "Loket 1", en = "Desk 1" }
shown   = { id = "Berkas Anda sedang diperiksa.", en = "Your papers are being checked." }
place   = "desk"
desk    = "loket-1"
post    = "petugas-loket"
within  = "30 menit kerja"
minutes = 10

  [[step.move]]
  to    = "signing"
  label = { id = "Berkas lengkap", en = "Papers complete" }

  [[step.move]]
  to     = "waiting"
  label  = { id = "Minta kelengkapan", en = "Ask for what is missing" }
  needs  = ["reason", "missing"]
  effect = { id = "Jam urusan berhenti", en = "The matter's clock stops" }

[[step]]
key   = "waiting"
title = { id = "Menunggu Anda", en = "Waiting for you" }
shown = { id = "Kami menunggu berkas dari Anda.", en = "We are waiting for papers from you." }
place = "online"
pause = true

  [[step.move]]
  to    = "received"
  by    = "resident"
  label = { id = "Kirim kelengkapan", en = "Send what is missing" }
  shown = { id = "Kelengkapan sudah kami terima.", en = "We have what was missing." }

  [[step.move]]
  to    = "lapsed"
  by    = "clock"
  after = "30 hari"
  label = { id = "Tidak dilengkapi", en = "Not completed" }

[[step]]
key     = "signing"
title   = { id = "Tanda tangan lurah", en = "The head signs" }
shown   = { id = "Tanda Anda sedang ditandatangani.", en = "Your mark is being signed." }
desk    = "ruang-lurah"
post    = ["lurah", "seklur"]
within  = "2 jam kerja"
minutes = 10

  [[step.move]]
  to     = "pickup"
  label  = { id = "Tanda tangani", en = "Sign" }
  guards = "second-person"

  [[step.move]]
  to    = "refused"
  label = { id = "Tolak", en = "Refuse" }
  needs = ["reason", "rule"]

[[step]]
key    = "pickup"
title  = { id = "Loket 2, ambil tanda", en = "Desk 2, fetch the mark" }
shown  = { id = "Tanda Anda siap diambil.", en = "Your mark is ready." }
place  = "pickup"
desk   = "loket-2"
post   = "petugas-loket"
pause  = true

  [[step.move]]
  to    = "done"
  label = { id = "Serahkan tanda", en = "Hand over the mark" }

  [[step.move]]
  to    = "done"
  key   = "not-fetched"
  by    = "clock"
  after = "60 hari"
  label = { id = "Tidak diambil", en = "Not fetched" }

[[step]]
key   = "done"
title = { id = "Selesai", en = "Done" }
shown = { id = "Tanda Anda sudah diserahkan.", en = "Your mark has been handed over." }
end   = "done"

[[step]]
key   = "refused"
title = { id = "Belum bisa disetujui", en = "Not granted" }
shown = { id = "Belum bisa kami setujui.", en = "We cannot grant it yet." }
end   = "refused"

[[step]]
key   = "lapsed"
title = { id = "Tidak dilengkapi", en = "Not completed" }
shown = { id = "Berkas tidak dilengkapi.", en = "The papers were not completed." }
end   = "lapsed"
"""

COMPLAINT = """\
language = 1
key      = "lapor-sungai"
kind     = "complaint"
title    = { id = "Lapor sungai", en = "Report the river" }
lead     = { id = "Sampaikan yang rusak di tepi sungai.", en = "Say what is broken by the river." }
words    = ["sungai kotor"]
offered  = "kelurahan"
rests_on = "uu-25-2009#36"
start    = "read"
within   = "14 hari kerja"
review   = 2027-10-01
number   = "LS"
contest_within = "10 hari kerja"

[[category]]
key    = "sampah"
title  = { id = "Sampah", en = "Rubbish" }
within = "5 hari kerja"
unit   = "DLH"

[[field]]
key   = "isi"
kind  = "long-text"
title = { id = "Apa yang terjadi?", en = "What happened?" }

[[step]]
key    = "read"
title  = { id = "Kami baca", en = "We read it" }
shown  = { id = "Laporan Anda sedang dibaca.", en = "Your report is being read." }
desk   = "meja-laporan"
post   = "seklur"
within = "3 hari kerja"
hand_over    = "opd"
offer_within = "1 hari kerja"
split  = true

  [[step.move]]
  to    = "work"
  label = { id = "Kerjakan", en = "Work on it" }

  [[step.move]]
  to    = "refused"
  label = { id = "Bukan wewenang", en = "Not ours" }
  needs = ["reason", "rule"]

[[step]]
key    = "work"
title  = { id = "Tim mengerjakan", en = "The team works" }
shown  = { id = "Tim sedang mengerjakannya.", en = "The team is at work." }
desk   = "lapangan"
place  = "field"
at     = "opd"
post   = "penghubung"
within = "5 hari kerja"

  [[step.move]]
  to     = "verdict"
  label  = { id = "Sudah dikerjakan", en = "The work is done" }
  needs  = ["answer", "proof"]
  guards = ["limbs-done", "proof-given"]

[[step]]
key     = "verdict"
title   = { id = "Anda menilai", en = "You judge" }
shown   = { id = "Benar sudah beres?", en = "Is it really done?" }
place   = "online"
verdict = true

  [[step.move]]
  to    = "done"
  by    = "resident"
  label = { id = "Ya, sudah beres", en = "Yes, it is done" }

  [[step.move]]
  to     = "work"
  by     = "resident"
  label  = { id = "Belum beres", en = "Not yet" }
  needs  = "reason"
  guards = "not-contested"

  [[step.move]]
  to    = "done"
  key   = "silent"
  by    = "clock"
  after = "14 hari"
  label = { id = "Tidak ada tanggapan", en = "No reply" }

[[step]]
key   = "done"
title = { id = "Selesai", en = "Done" }
shown = { id = "Laporan Anda selesai.", en = "Your report is done." }
end   = "done"

[[step]]
key   = "refused"
title = { id = "Bukan wewenang kota", en = "Not the city's" }
shown = { id = "Ini bukan wewenang kami.", en = "This is not ours to do." }
end   = "refused"
"""


def request(*changes: tuple[str, str]) -> Flow:
    """The sample request, with each first text replaced by the second."""
    return read(changed(REQUEST, *changes), "kebun.toml")


def complaint(*changes: tuple[str, str]) -> Flow:
    """The sample complaint, with each first text replaced by the second."""
    return read(changed(COMPLAINT, *changes), "sungai.toml")


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with every change made; a change that finds nothing is a mistake of the test."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text
