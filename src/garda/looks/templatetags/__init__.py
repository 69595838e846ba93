"""Tags and filters of every template; `garda` is a builtin, so no template loads it."""
