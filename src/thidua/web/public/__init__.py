"""Everybody's door: what may be opened without signing in. Today households and enterprises that join by a link."""
