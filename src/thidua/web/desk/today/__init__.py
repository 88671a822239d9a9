"""Việc hôm nay: what waits for me, for each role."""
