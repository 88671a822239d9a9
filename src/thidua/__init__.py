"""Thidua: emulation movements from the plan file to the report."""

__version__ = "0.1.0"
