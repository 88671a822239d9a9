"""Every sample page, both themes, both sizes: axe, the content policy, no sideways scroll from 320 to 1366 px."""

import shutil
import subprocess
import sys

import pytest

from web.kit.conftest import TOOL


@pytest.mark.browser
def test_the_sample_pages_have_no_findings() -> None:
    if not shutil.which("chromium"):
        pytest.skip("no Chromium on this machine (Debian package: chromium)")
    done = subprocess.run(
        [sys.executable, str(TOOL), "--check"], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.stdout.strip() == "No findings"
    assert done.returncode == 0
