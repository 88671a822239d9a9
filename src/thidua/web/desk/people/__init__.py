"""Người dùng: persons, their accounts and seats."""
