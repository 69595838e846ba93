"""Django's entry for the room."""

from django.apps import AppConfig


class LooksConfig(AppConfig):
    """The room of shared page parts."""

    name = "garda.looks"
    label = "looks"
    verbose_name = "Tampilan"
