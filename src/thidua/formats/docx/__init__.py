"""Word documents, read from their own XML so that numbers stand as Word prints them; words changed in place."""

from thidua.formats.docx.amending import amend_docx
from thidua.formats.docx.reading import linearise_docx

__all__ = ["amend_docx", "linearise_docx"]
