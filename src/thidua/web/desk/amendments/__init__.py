"""Versions of a plan and amendments of an issued one."""
