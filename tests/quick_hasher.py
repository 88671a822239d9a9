"""A fast hasher for the many accounts of the tests; the real one has tests of its own."""

from django.contrib.auth.hashers import MD5PasswordHasher


class TestsOnly(MD5PasswordHasher):
    algorithm = "tests"
