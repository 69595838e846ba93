"""Addresses of directives, under /kerja/arahan/."""

from __future__ import annotations

from django.urls import URLPattern, path

from garda.office.directives import directive_page, issue_page, list_page, unit_page

routes: list[URLPattern] = [
    path("arahan/", list_page.directives, name="directives"),
    path("arahan/baru/", issue_page.issue, name="new-directive"),
    path("arahan/<int:directive_id>/", directive_page.directive, name="directive"),
    path("arahan/<int:directive_id>/koordinasi/", directive_page.coordinate, name="coordinate-directive"),
    path("arahan/<int:directive_id>/tarik/", directive_page.withdraw, name="withdraw-directive"),
    path("arahan/<int:directive_id>/unit/<slug:key>/", unit_page.of_unit, name="directive-unit"),
    path(
        "arahan/<int:directive_id>/unit/<slug:key>/bukti/<int:proof_id>/",
        unit_page.proof,
        name="directive-proof",
    ),
    path("arahan/<int:directive_id>/unit/<slug:key>/<slug:name>/", unit_page.act, name="directive-act"),
]
