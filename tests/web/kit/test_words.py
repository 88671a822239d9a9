"""Filters and tags: numbers, dates, no-break spaces, signs, states."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template

from thidua.web.kit.templatetags import kit
from thidua.web.kit.ties import tie


def render(text: str, **context: object) -> str:
    return Template("{% load kit %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("value", "shown"), [(Decimal("1784.4"), "1.784,4"), (1991, "1.991"), (None, ""), ("", ""), (0, "0")]
)
def test_numbers(value: object, shown: str) -> None:
    assert kit.vn_number(value) == shown


def test_places_are_kept() -> None:
    assert render("{{ x|vn_number:1 }}", x=Decimal(971)) == "971,0"


def test_days() -> None:
    assert kit.vn_date(date(2026, 12, 5)) == "05/12/2026"
    assert kit.vn_near_date(date(2026, 12, 4)) == "thứ Sáu 04/12"
    assert kit.vn_date(None) == kit.vn_near_date(None) == kit.vn_datetime(None) == ""


def test_moments_are_read_in_vietnam() -> None:
    late = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
    assert kit.vn_datetime(late) == "00:30 ngày 01/12/2026"
    assert kit.vn_date(late) == "01/12/2026"
    with pytest.raises(ValueError, match="zone"):
        kit.vn_datetime(datetime(2026, 11, 30, 2, 42))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("plain", "tied"),
    [
        ("Tổ dân phố số 4", "Tổ_dân_phố_số_4"),
        ("năm 2026", "năm_2026"),
        ("đạt 1.784,4 tỷ đồng", "đạt 1.784,4_tỷ_đồng"),
        ("giảm 0,7 điểm phần trăm", "giảm 0,7_điểm_phần_trăm"),
        ("nhiều năm nay", "nhiều năm nay"),
        ("4 người, 12 hộ", "4_người, 12_hộ"),
        ("5 hồng", "5 hồng"),
    ],
)
def test_ties(plain: str, tied: str) -> None:
    assert tie(plain).replace("\N{NO-BREAK SPACE}", "_") == tied


def test_tie_escapes_like_any_text() -> None:
    assert render("{{ x|tie }}", x="<b>năm 2026") == "&lt;b&gt;năm\N{NO-BREAK SPACE}2026"


def test_an_icon_is_hidden_from_readers() -> None:
    text = render('{% icon "home" %}')
    assert 'aria-hidden="true"' in text
    assert text.endswith('#i-home"/></svg>')


@pytest.mark.parametrize("tone", kit.TONES)
def test_a_state_is_shape_and_word(tone: str) -> None:
    text = render("{% status tone word tag=True %}", tone=tone, word="Đạt <b>")
    assert f'class="st {tone} tag"' in text
    assert f"#i-{tone}" in text
    assert text.endswith("Đạt &lt;b&gt;</span>")


def test_there_is_no_sixth_tone() -> None:
    with pytest.raises(ValueError, match="purple"):
        render("{% status 'purple' 'Đạt' %}")


def test_once_keys_are_fresh_unless_the_page_has_one() -> None:
    assert render("{% once_key %}") != render("{% once_key %}")
    assert render("{% once_key %}", once="abc") == "abc"


def test_every_sign_that_a_template_names_is_drawn() -> None:
    import re
    from pathlib import Path

    root = Path(__file__).resolve().parents[3] / "src/thidua/web"
    drawn = set(re.findall(r'id="i-([\w-]+)"', (root / "kit/static/kit/icons.svg").read_text()))
    named = {name for path in root.glob("**/*.html") for name in re.findall(r'{% icon "([\w-]+)"', path.read_text())}
    assert named
    assert named <= drawn
    assert set(kit.TONES) <= drawn
