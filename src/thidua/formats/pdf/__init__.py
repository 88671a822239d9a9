"""PDF files in: guarded by their bytes, read by the places of their letters."""

from thidua.formats.pdf.reading import linearise_pdf, pictured_pages, read_pdf_page, text_of_kept_pdf

__all__ = ["linearise_pdf", "pictured_pages", "read_pdf_page", "text_of_kept_pdf"]
