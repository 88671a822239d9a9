"""Nhật ký: what happened, whether it was altered, when the last backup was made."""
