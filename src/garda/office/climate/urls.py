"""Addresses of these pages, under /kerja/."""

from __future__ import annotations

from django.urls import URLPattern, path

from garda.office.climate import exercise_page, office_pulse, pulse_page, qualities_page

routes: list[URLPattern] = [
    path("denyut/", pulse_page.mine, name="pulse"),
    path("denyut/kantor/", office_pulse.office, name="office-pulse"),
    path("denyut/kantor/<int:point_id>/", office_pulse.figure, name="pulse-figure"),
    path("denyut/tindakan/", office_pulse.plan_action, name="plan-action"),
    path("denyut/tindakan/<int:action_id>/", office_pulse.end_action, name="end-action"),
    path("denyut/kebiasaan/", office_pulse.begin_habit, name="begin-habit"),
    path("denyut/kebiasaan/<int:habit_id>/akhiri/", office_pulse.end_habit, name="end-habit"),
    path("denyut/kebiasaan/<int:habit_id>/<slug:said>/", pulse_page.mark_habit, name="mark-habit"),
    path("denyut/putaran/", office_pulse.open_round, name="open-pulse"),
    path("denyut/<int:round_id>/", pulse_page.answer, name="answer-pulse"),
    path("latihan/", exercise_page.exercise, name="exercise"),
    path("latihan/kantor/", exercise_page.office, name="office-exercise"),
    path("latihan/angka/<int:point_id>/", exercise_page.figure, name="exercise-figure"),
    path("latihan/<int:round_id>/", exercise_page.answer, name="answer-exercise"),
    path("tiga-sikap/", qualities_page.mine, name="qualities"),
    path("tiga-sikap/kantor/", qualities_page.office, name="office-qualities"),
    path("tiga-sikap/undi/", qualities_page.draw, name="draw-records"),
    path("tiga-sikap/periksa/<int:check_id>/", qualities_page.check, name="check-record"),
]
