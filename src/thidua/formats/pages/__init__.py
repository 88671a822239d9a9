"""What PDF pages and scanned pages share: lines and their places, ruled tables, columns, page breaks."""
