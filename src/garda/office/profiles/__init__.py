"""Pages about the three parts of a service: sorting what people say, the profile, one's own manner."""
