"""Bad input of every kind, and a walk that sends all of it to every address."""
