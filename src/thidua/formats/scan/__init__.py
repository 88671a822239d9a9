"""Pictures of papers in: light made even, read with Tesseract, lines laid out as paragraphs."""
