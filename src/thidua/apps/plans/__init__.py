"""River 1: the document. Its text, what was read from it, number, signature, versions. Paper is true as signed."""
