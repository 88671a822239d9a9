"""From raw text to paragraphs: cleaned words that still know their place, labels, tables, footnotes, headings."""
