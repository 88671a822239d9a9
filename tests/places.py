"""Loaded before the settings (`-p tests.places` in pyproject): the tests get a data folder of their own."""

import os
import tempfile

os.environ["THIDUA_DATA"] = tempfile.mkdtemp(prefix="thidua-test-")
os.environ["THIDUA_KEY"] = "key-of-the-tests-only-" + "x" * 40
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
