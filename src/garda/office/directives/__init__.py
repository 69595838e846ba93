"""Pages of directives: what waits for somebody, one directive with its counts, what one unit has to do."""
