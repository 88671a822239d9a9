"""When: the period and its phases, deadlines by a day, by a rhythm or after an event."""
