"""Addresses of facilities, under /kerja/sarana/."""

from __future__ import annotations

from django.urls import URLPattern, path

from garda.office.facilities import city_page, comfort_page, count_page, stock_page, supply_acts, supply_page

routes: list[URLPattern] = [
    path("sarana/", stock_page.stock, name="facilities"),
    path("sarana/hitung/", count_page.count, name="count-facilities"),
    path("sarana/kenyamanan/", comfort_page.comfort, name="comfort"),
    path("sarana/kota/", city_page.shortages_page, name="shortages"),
    path("sarana/minta/<slug:key>/", stock_page.ask, name="ask-facility"),
    path("sarana/permintaan/<int:supply_id>/", supply_page.supply, name="supply"),
    path("sarana/permintaan/<int:supply_id>/<slug:act>/", supply_acts.act, name="supply-act"),
    path("sarana/<slug:key>/<slug:act>/", stock_page.touch, name="touch-facility"),
]
