"""Django's entry for the room."""

from django.apps import AppConfig


class RostersConfig(AppConfig):
    """The room rosters."""

    name = "garda.rosters"
    label = "rosters"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Jadwal"
