"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from garda.api import views, whatsapp

urlpatterns = [
    path("sehat/", views.health),
    path("whatsapp/", whatsapp.webhook),
    path("<slug:city>/layanan/", views.services),
    path("<slug:city>/layanan/<slug:key>/", views.service),
    path("<slug:city>/layanan/<slug:key>/standar/", views.standard),
    path("<slug:city>/standar/", views.standards),
    path("<slug:city>/segel/", views.seals),
]
