"""Commands that run without a person: the sample ward, scheduled work."""
