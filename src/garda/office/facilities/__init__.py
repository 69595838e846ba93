"""The pages of facilities: what an office has and lacks, what it asks for, how comfortable it is."""
