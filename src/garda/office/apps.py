"""Django's entry for the room."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The room office."""

    name = "garda.office"
    label = "office"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Muka kantor"
