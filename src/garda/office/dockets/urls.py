"""Addresses of the loop of the rule."""

from __future__ import annotations

from django.urls import URLPattern, path

from garda.office.dockets import changes_page, docket_page, ranking_page, report_page, sorting_page

routes: list[URLPattern] = [
    path("lapor-aturan/", report_page.mine, name="my-reports"),
    path("lapor-aturan/baru/", report_page.new, name="report-rule"),
    path("lapor-aturan/<int:report_id>/", report_page.one, name="my-report"),
    path("berkas-aturan/", ranking_page.ranking, name="dockets"),
    path("berkas-aturan/pilah/", sorting_page.waiting, name="sort-reports"),
    path("berkas-aturan/pilah/<int:report_id>/", sorting_page.one, name="sort-report"),
    path("berkas-aturan/<int:docket_id>/", docket_page.docket, name="docket"),
    path("berkas-aturan/<int:docket_id>/laporan/", docket_page.words, name="docket-words"),
    path("berkas-aturan/<int:docket_id>/<slug:name>/", docket_page.act, name="docket-act"),
    path("perubahan/", changes_page.changes, name="changes"),
    path("perubahan/<int:docket_id>/", changes_page.change, name="change"),
]
