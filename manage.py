#!/usr/bin/env python
"""Django's own commands, for developers. Officers use `thidua`."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
    os.environ.setdefault("THIDUA_KEY", "only-for-development-commands")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
