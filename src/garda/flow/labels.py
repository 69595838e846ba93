"""What an officer calls each part of a flow."""

from __future__ import annotations

from collections.abc import Mapping

from garda.texts.words import Words

FLOW_LABELS: Mapping[str, Words] = {
    "language": Words("Versi bahasa alur", "Version of the flow language"),
    "key": Words("Kunci alur", "Key of the flow"),
    "kind": Words("Jenis urusan", "Kind of matter"),
    "title": Words("Nama layanan", "Name of the service"),
    "lead": Words("Penjelasan singkat", "Short explanation"),
    "when": Words("Kapan dibutuhkan", "When it is needed"),
    "topic": Words("Kelompok layanan", "Group of services"),
    "words": Words("Kata pencarian", "Words to search with"),
    "offered": Words("Unit yang melayani", "Units that offer it"),
    "instead": Words("Siapa yang melayani bila bukan di sini", "Who does it instead"),
    "rests_on": Words("Dasar hukum", "Legal basis"),
    "fee": Words("Biaya", "Fee"),
    "fee_rests_on": Words("Dasar hukum biaya", "Legal basis of the fee"),
    "start": Words("Langkah pertama", "First step"),
    "within": Words("Waktu seluruh urusan", "Time of the whole matter"),
    "extension": Words("Perpanjangan waktu", "Extension"),
    "extension_rests_on": Words("Dasar hukum perpanjangan", "Legal basis of the extension"),
    "product": Words("Hasil layanan", "Product"),
    "since": Words("Ditetapkan sejak", "Set since"),
    "review": Words("Tanggal peninjauan", "Review date"),
    "visits": Words("Berapa kali datang", "Number of visits"),
    "number": Words("Awalan nomor", "Beginning of the number"),
    "private": Words("Tidak tampil di daftar umum", "Kept out of public lists"),
    "door": Words("Petunjuk di pintu", "What to do at the door"),
    "promises": Words("Hak Anda", "Your rights"),
    "contest_within": Words("Waktu menyanggah", "Time to contest"),
    "unsure": Words("Komponen yang perlu diperiksa", "Components to be checked"),
}

LETTER_LABELS: Mapping[str, Words] = {
    "title": Words("Judul surat", "Title of the letter"),
    "code": Words("Kode klasifikasi surat", "Archive code of the letter"),
    "opening": Words("Pembuka surat", "Opening of the letter"),
    "rows": Words("Isian yang tercantum di surat", "Answers shown in the letter"),
    "says": Words("Isi surat", "What the letter says"),
    "closing": Words("Penutup surat", "Closing of the letter"),
    "valid": Words("Masa berlaku surat", "How long the letter is valid"),
    "needs": Words("Isian yang wajib ada agar surat terbit", "Answers without which no letter is issued"),
    "also_signed_by": Words("Ikut menandatangani surat", "Also signs the letter"),
}

STANDARD_LABELS: Mapping[str, Words] = {
    "complaints": Words("Penanganan pengaduan", "Handling of complaints"),
    "facilities": Words("Sarana dan prasarana", "Facilities"),
    "competence": Words("Kompetensi pelaksana", "Competence"),
    "supervision": Words("Pengawasan internal", "Supervision"),
    "staff": Words("Jumlah pelaksana", "Number of staff"),
    "guarantee": Words("Jaminan pelayanan", "Guarantee of service"),
    "safety": Words("Jaminan keamanan", "Guarantee of safety"),
    "evaluation": Words("Evaluasi kinerja", "Evaluation"),
}

REQUIREMENT_LABELS: Mapping[str, Words] = {
    "title": Words("Nama persyaratan", "Name"),
    "rests_on": Words("Dasar aturan", "Rule it rests on"),
    "lack": Words("Jalan keluar bila tidak punya", "Way out for lack of it"),
    "original": Words("Asli yang ditunjukkan", "Original to show"),
    "copies": Words("Salinan", "Copies"),
    "optional": Words("Hanya dalam keadaan tertentu", "Only in some cases"),
    "upload": Words("Boleh dikirim dari rumah", "May be sent from home"),
}

FIELD_LABELS: Mapping[str, Words] = {
    "kind": Words("Jenis isian", "Kind"),
    "title": Words("Pertanyaan", "Question"),
    "hint": Words("Petunjuk", "Hint"),
    "required": Words("Wajib diisi", "Required"),
    "choices": Words("Pilihan", "Choices"),
    "most": Words("Paling banyak huruf", "Most characters"),
    "sealed": Words("Disimpan tersegel", "Kept sealed"),
    "blind": Words("Dapat dicari tanpa membuka segel", "Can be looked up while sealed"),
    "about": Words("Tentang", "About"),
    "day": Words("Batas tanggal", "Bound of the date"),
}

CATEGORY_LABELS: Mapping[str, Words] = {
    "title": Words("Nama golongan", "Name"),
    "words": Words("Kata pencarian", "Words to search with"),
    "within": Words("Waktu golongan ini", "Time of this class"),
    "unit": Words("Unit yang biasanya menjawab", "Unit that usually answers"),
}

STEP_LABELS: Mapping[str, Words] = {
    "title": Words("Nama langkah", "Name of the step"),
    "shown": Words("Yang dibaca warga", "What the resident reads"),
    "desk": Words("Meja", "Desk"),
    "place": Words("Tempat", "Place"),
    "posts": Words("Jabatan", "Posts"),
    "at": Words("Kantor", "Office"),
    "within": Words("Batas waktu meja", "Time of the desk"),
    "minutes": Words("Menit pada rute", "Minutes on the route"),
    "do": Words("Yang dilakukan warga", "What the resident does"),
    "icon": Words("Gambar", "Picture"),
    "pause": Words("Jam berhenti", "Clock stands still"),
    "verdict": Words("Warga menilai", "The resident judges"),
    "end": Words("Akhir urusan", "End of the matter"),
    "hand_over": Words("Dapat diserahkan kepada", "May be handed over to"),
    "offer_within": Words("Waktu menjawab tawaran", "Time to answer an offer"),
    "split": Words("Dikerjakan beberapa unit", "Worked on by several units"),
    "rests_on": Words("Dasar aturan langkah", "Rule the step rests on"),
}

MOVE_LABELS: Mapping[str, Words] = {
    "to": Words("Menuju", "Leads to"),
    "label": Words("Tulisan tombol", "Words of the button"),
    "shown": Words("Yang akan dibaca warga", "What the resident will read"),
    "needs": Words("Yang wajib disertakan", "What must be given"),
    "guards": Words("Syarat tombol", "Conditions"),
    "by": Words("Siapa yang menekan", "Who moves"),
    "after": Words("Sesudah", "After"),
    "effect": Words("Akibatnya", "What it costs"),
}
