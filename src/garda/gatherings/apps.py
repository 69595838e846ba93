"""Django's entry for the room."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    """The room gatherings."""

    name = "garda.gatherings"
    label = "gatherings"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Pertemuan"
