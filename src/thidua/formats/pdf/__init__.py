"""PDF files in: checked for what they could run, then read by lines or by eye."""

from thidua.formats.pdf.reading import linearise_pdf, text_of_kept_pdf

__all__ = ["linearise_pdf", "text_of_kept_pdf"]
