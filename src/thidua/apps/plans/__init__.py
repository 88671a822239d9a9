"""River 1: the document. Its text, what was read from it, number, signature, versions. A plan is paper: true as signed."""
