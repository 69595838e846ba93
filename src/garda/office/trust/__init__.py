"""The pages of trust and of expectation: what residents say and do, and what they hope for."""
