"""Django's own commands, where they do something else here."""
