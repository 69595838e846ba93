"""Django's entry for the room."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """The room registers."""

    name = "garda.registers"
    label = "registers"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Daftar"
