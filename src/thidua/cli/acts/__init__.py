"""What each command does, one function each. Whatever needs Django is imported after the data folder is named."""
