"""Weight: a page may carry 150 kB besides fonts, and most of that belongs to what it says."""

import re
from pathlib import Path

from thidua.web.kit.assets import asset_url

STATIC = Path(__file__).resolve().parents[3] / "src/thidua/web/kit/static/kit"
KB = 1000


def weight(pattern: str) -> int:
    return sum(path.stat().st_size for path in STATIC.glob(pattern))


def test_styles_scripts_and_signs_stay_small() -> None:
    # Papers are shown on few pages, which load their styles besides.
    assert weight("paper.css") < 4 * KB
    assert weight("*.css") - weight("paper.css") < 48 * KB
    assert weight("js/*.js") < 25 * KB
    assert weight("*.svg") < 9 * KB
    assert len(list(STATIC.glob("*.css"))) <= 6


def test_sheets_of_single_pages_are_small_and_loaded_by_no_other() -> None:
    base = (STATIC.parents[1] / "templates/kit/base.html").read_text()
    for path in STATIC.glob("extra/*.css"):
        assert path.stat().st_size < 6 * KB, path.name
        assert path.name not in base


def test_each_face_comes_with_its_licence() -> None:
    families = {path.name.split("-")[0] for path in STATIC.glob("fonts/*.woff2")}
    assert families == {"be", "thidua", "tinos"}
    assert {path.name for path in STATIC.glob("fonts/OFL-*.txt")} == {
        f"OFL-{n}.txt" for n in ("BeVietnamPro", "Inter", "Tinos")
    }


def test_every_file_that_a_style_names_is_there() -> None:
    named = re.findall(r"url\(([^)]+)\)", (STATIC / "tokens.css").read_text())
    assert len(named) == 20
    assert [name for name in named if not (STATIC / name).exists()] == []


def test_styles_ask_for_nothing_outside_and_phones_never_reach_paper() -> None:
    for path in STATIC.rglob("*.css"):
        text = path.read_text()
        assert "http" not in text
        assert "@import" not in text
        assert re.findall(r"@media \((?:max|min)-width", text) == [], "widths are asked of screens only"


def test_an_address_changes_with_its_file_and_a_missing_file_is_loud() -> None:
    assert re.fullmatch(r"/static/kit/icons\.svg\?v=[0-9a-f]{8}", asset_url("kit/icons.svg"))
    try:
        asset_url("kit/none.css")
    except LookupError as error:
        assert "kit/none.css" in str(error)
    else:
        raise AssertionError("a missing file must be loud")
