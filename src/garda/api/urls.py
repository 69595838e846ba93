"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from garda.api import views

urlpatterns = [
    path("sehat/", views.health),
    path("<slug:city>/layanan/", views.services),
    path("<slug:city>/layanan/<slug:key>/", views.service),
    path("<slug:city>/segel/", views.seals),
]
