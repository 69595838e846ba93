"""Addresses of these pages, under /kerja/."""

from __future__ import annotations

from django.urls import URLPattern, path

from garda.office.profiles import bar_page, coaching_page, manner_page, profile_page, sorting_page

routes: list[URLPattern] = [
    path("masukan/", sorting_page.waiting, name="sorting"),
    path("masukan/<int:row_id>/", sorting_page.record, name="sorted-record"),
    path("masukan/<int:row_id>/benar/", sorting_page.confirm, name="confirm-parts"),
    path("sikap/", manner_page.mine, name="manner"),
    path("sikap/menolak/", manner_page.refusing_page, name="refusing"),
    path("sikap/latihan/<int:coaching_id>/<slug:name>/", manner_page.act, name="practice-act"),
    path("sikap/kantor/", coaching_page.office, name="coaching"),
    path("sikap/kantor/amati/", coaching_page.observe, name="observe"),
    path("sikap/kantor/latih/", coaching_page.practise, name="practise"),
    path("profil/", profile_page.every, name="profiles"),
    path("profil/rencana/<int:plan_id>/selesai/", profile_page.finish, name="finish-part-plan"),
    path("profil/<slug:key>/", profile_page.office, name="profile"),
    path("profil/<slug:key>/rencana/", profile_page.plan, name="plan-part"),
    path("profil/<slug:key>/<slug:slug>/", bar_page.part, name="profile-part"),
    path("profil/<slug:key>/<slug:slug>/<int:row_id>/", bar_page.record, name="profile-record"),
]
