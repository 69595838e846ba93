"""Django's entry for the room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The room api."""

    name = "garda.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Muka mesin"
