"""Addresses of calls for information, under /kerja/permintaan/."""

from __future__ import annotations

from django.urls import URLPattern, path

from garda.office.enquiries import answer_page, board_page, list_page, new_page

routes: list[URLPattern] = [
    path("permintaan/", list_page.calls, name="calls"),
    path("permintaan/baru/", new_page.new, name="new-call"),
    path("permintaan/<int:call_id>/", board_page.board, name="call"),
    path("permintaan/<int:call_id>/ingatkan/", board_page.remind, name="remind-call"),
    path("permintaan/<int:call_id>/perpanjang/", board_page.extend, name="extend-call"),
    path("permintaan/<int:call_id>/jawaban.csv", board_page.export, name="call-table"),
    path("permintaan/<int:call_id>/tata/<int:place>/", board_page.procedure, name="call-procedure"),
    path("permintaan/<int:call_id>/unit/<slug:key>/", answer_page.overview, name="call-unit"),
    path("permintaan/<int:call_id>/unit/<slug:key>/<int:place>/", answer_page.answer, name="answer-call"),
    path("permintaan/<int:call_id>/unit/<slug:key>/<slug:name>/", answer_page.act, name="call-act"),
]
