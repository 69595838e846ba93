"""The filters of the office's templates. May import Django alone; never here: a query."""
