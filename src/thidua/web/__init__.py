"""Thin doors: parse, call one service or query, show."""
