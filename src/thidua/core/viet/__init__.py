"""The Vietnamese language as the software needs it: text, numbers and dates, read and written."""
