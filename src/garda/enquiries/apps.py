"""Django's entry for the room."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """The room enquiries."""

    name = "garda.enquiries"
    label = "enquiries"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Permintaan informasi"
