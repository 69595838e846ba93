"""Django's entry for the room."""

from django.apps import AppConfig


class IntegrityConfig(AppConfig):
    """The room integrity."""

    name = "garda.integrity"
    label = "integrity"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Integritas"
