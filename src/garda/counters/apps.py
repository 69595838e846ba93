"""Django's entry for the room."""

from django.apps import AppConfig


class CountersConfig(AppConfig):
    """The room counters."""

    name = "garda.counters"
    label = "counters"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Loket"
