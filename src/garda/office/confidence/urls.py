"""Addresses of criticism, conduct, gatherings and pledges, under /kerja/."""

from __future__ import annotations

from django.urls import URLPattern, path

from garda.office.confidence import (
    conduct_page,
    criticism_page,
    dilemma_page,
    gathering_page,
    interest_page,
    pledge_page,
    writing_page,
)

routes: list[URLPattern] = [
    path("kritik/", criticism_page.inbox, name="criticisms"),
    path("kritik/tulis/", writing_page.criticise, name="criticise"),
    path("kritik/kota/", criticism_page.city, name="criticism-shares"),
    path("kritik/<int:criticism_id>/", criticism_page.one, name="criticism"),
    path("kritik/<int:criticism_id>/selesai/", criticism_page.finish, name="finish-criticism"),
    path("kritik/<int:criticism_id>/penulis/", conduct_page.author, name="criticism-author"),
    path("perilaku/", conduct_page.reports_page, name="conduct"),
    path("perilaku/lapor/", writing_page.report, name="report-conduct"),
    path("perilaku/<int:report_id>/", conduct_page.one, name="conduct-report"),
    path("perilaku/<int:report_id>/buka/", conduct_page.open_one, name="open-conduct"),
    path("perilaku/<int:report_id>/pindah/", conduct_page.pass_on, name="pass-conduct"),
    path("pertemuan/", gathering_page.gatherings, name="gatherings"),
    path("pertemuan/baru/", gathering_page.new, name="new-gathering"),
    path("pertemuan/<int:gathering_id>/", gathering_page.one, name="gathering"),
    path("pertemuan/<int:gathering_id>/catat/", gathering_page.act, {"act": "catat"}, name="note-gathering"),
    path(
        "pertemuan/<int:gathering_id>/anggota/", gathering_page.act, {"act": "anggota"}, name="seat-gathering"
    ),
    path(
        "pertemuan/<int:gathering_id>/lepas/", gathering_page.act, {"act": "lepas"}, name="release-gathering"
    ),
    path("ikrar/", pledge_page.mine, name="pledges"),
    path("ikrar/setuju/", pledge_page.pledge, name="pledge"),
    path("ikrar/hadiah/", pledge_page.gift, name="declare-gift"),
    path("ikrar/hadiah/<int:gift_id>/", pledge_page.decide, name="decide-gift"),
    path("ikrar/daftar/", pledge_page.register, name="declarations"),
    path("ikrar/dilema/<slug:key>/", dilemma_page.dilemma, name="dilemma"),
    path("ikrar/kepentingan/", interest_page.declare, name="declare-interest"),
    path("ikrar/kepentingan/<int:interest_id>/selesai/", interest_page.end, name="end-interest"),
]
