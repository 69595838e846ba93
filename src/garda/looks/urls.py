"""The room's own addresses: choosing a language, the manifest, and the page of components."""

from __future__ import annotations

from django.urls import path

from garda.looks import views

app_name = "looks"

urlpatterns = [
    path("bahasa/<slug:code>/", views.choose_language, name="language"),
    path("manifes.webmanifest", views.manifest, name="manifest"),
    path("_rupa/", views.components, name="components"),
    path("_rupa/<slug:name>/", views.components, name="component"),
]
