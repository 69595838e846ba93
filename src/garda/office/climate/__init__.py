"""Pages about how an office fares inside: its pulse, the monthly exercise, the three qualities."""
