"""Django's entry for the room."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The room public."""

    name = "garda.public"
    label = "public"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Muka warga"
