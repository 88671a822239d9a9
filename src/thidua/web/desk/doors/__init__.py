"""The way in and out: password, second factor, first password, sign-out."""
