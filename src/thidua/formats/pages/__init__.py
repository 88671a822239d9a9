"""What PDF pages and scanned pages share: lines and their places, ruled tables, columns, what is printed around a page."""
