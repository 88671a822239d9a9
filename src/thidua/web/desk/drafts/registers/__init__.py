"""What the ward keeps for its plans: documents with their days, texts to use again, themes of the year."""
