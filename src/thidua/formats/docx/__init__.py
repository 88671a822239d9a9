"""Word documents in, read from their own XML so that numbers stand as Word prints them."""

from thidua.formats.docx.reading import linearise_docx

__all__ = ["linearise_docx"]
