"""Pages of plan papers: the library, filing, checking beside the document, signing, comparing with the plan above."""
