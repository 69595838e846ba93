"""Pages of calls: a unit's short form, the board of who has answered, all answers put together."""
