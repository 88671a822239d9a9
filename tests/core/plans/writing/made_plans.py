"""Plans put together by chance within the limits of what wards plan: the words are few, the shapes many."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from thidua.core.viet.numbers import format_number

WARDS = ("Bến Ngọc", "Đồi Thông", "Sông Lam", "Cẩm Vân")
THINGS = (
    "Tỷ lệ hộ gia đình dùng nước sạch",
    "Tỷ lệ hồ sơ trả kết quả đúng hẹn",
    "Tỷ lệ trẻ em được tiêm đủ vắc xin",
    "Tỷ lệ tổ dân phố có nhà văn hóa",
)
SHARES = (
    ("đạt {}%", "equal", "đạt {}%"),
    ("từ {}% trở lên", "at_least", "từ {}%"),
    ("đạt trên {}%", "above", "trên {}%"),
    ("không dưới {}%", "at_least", "không dưới {}%"),
)
COUNTED = (("mô hình", "Xây dựng"), ("câu lạc bộ", "Thành lập"))
ROWS = (("Diện tích cây xanh công cộng", "ha"), ("Hộ dùng nước máy", "%"), ("Sản lượng cá nuôi lồng", "tấn"))
GROUPS = ("Về kinh tế", "Về văn hóa - xã hội", "Về môi trường")
WORK = (
    "Trồng cây xanh dọc các tuyến đường liên tổ.",
    "Hướng dẫn người dân nộp hồ sơ trên mạng.",
    "Tuyên truyền trên hệ thống truyền thanh phường.",
    "Giữ gìn vệ sinh chợ và bến xe.",
    "Dạy bơi miễn phí cho học sinh trong dịp hè.",
)
AIMS = (
    "Khơi dậy tinh thần tương trợ trong từng khu dân cư.",
    "Biểu dương kịp thời việc làm tốt của người dân.",
    "Việc xét khen phải công khai, có ý kiến của tổ dân phố.",
)
UNITS = (
    "Phòng Văn hóa - Xã hội",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Trạm Y tế phường",
    "Các tổ dân phố",
    "Đoàn Thanh niên phường",
)
DUTIES: tuple[tuple[str, str, str | None], ...] = (
    ("Chủ trì theo dõi, đôn đốc các đơn vị thực hiện phong trào.", "lead", None),
    ("Phối hợp với Công an phường tuần tra ban đêm.", "coordinate", "Công an phường"),
    ("Tham mưu thành lập tổ chấm điểm.", "advise", None),
    ("Vận động hội viên dọn vệ sinh vào sáng thứ Bảy.", "perform", None),
)
NAMES = ("Đỗ Thị Hạnh", "Lý Văn Sơn", "Trịnh Quốc Bình")


def figure(value: Decimal) -> str:
    return format_number(value)


@st.composite
def targets(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A numbered list, with or without groups; each entry sets one level in words of its own."""
    grouped = draw(st.booleans())
    made = []
    for at in range(draw(st.integers(1, 6))):
        group = GROUPS[min(at // 2, 2)] if grouped else None
        text, measure = draw(levels())
        made.append({"label": f"({at + 1})", "group": group, "text": text, "measures": [measure]})
    return made


@st.composite
def levels(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """An entry and its measure: a share, a count, one for each unit, a change, or money."""
    kind = draw(st.sampled_from(("share", "count", "each", "fall", "rise", "money")))
    if kind == "share":
        thing, share = draw(st.sampled_from(THINGS)), Decimal(draw(st.integers(500, 999))) / 10
        words, operator, written = draw(st.sampled_from(SHARES))
        told, level = words.format(figure(share)), written.format(figure(share))
        return f"{thing} {told}.", measured(thing, operator, share, "%", "share", written=level)
    count = draw(st.integers(2, 40))
    if kind == "count":
        noun, verb = draw(st.sampled_from(COUNTED))
        operator, level = draw(st.sampled_from((("equal", "{:02d} {}"), ("at_least", "ít nhất {:02d} {}"))))
        level = level.format(count, noun)
        return f"{verb} {level}.", measured(noun, operator, count, noun, "count", written=level)
    if kind == "each":
        level = f"ít nhất {count:02d} sáng kiến"
        own = measured("sáng kiến", "at_least", count, "sáng kiến", "count", written=level)
        return f"Mỗi tổ dân phố có {level}.", {**own, "per": "tổ dân phố"}
    value = Decimal(draw(st.integers(10, 999))) / 10
    if kind == "money":
        level = f"đạt {figure(value * 100)} tỷ đồng"
        return f"Thu ngân sách {level}.", measured(
            "Thu ngân sách", "equal", value * 100, "tỷ đồng", "absolute", written=level
        )
    level, operator = (
        (f"giảm {figure(value)}%", "decrease")
        if kind == "fall"
        else (f"tăng ít nhất {figure(value)}%", "increase_at_least")
    )
    thing = "Số vụ cháy" if kind == "fall" else "Số khách du lịch"
    return f"{thing} {level}.", measured(thing, operator, value, "%", "growth", written=level)


def measured(
    metric: str, operator: str, value: Decimal | int, unit: str, basis: str | None, *, written: str
) -> dict[str, Any]:
    return {
        "metric": metric,
        "operator": operator,
        "value": value,
        "unit": unit,
        "basis": basis,
        "as_written": written,
    }


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of a table of targets: level, unit, the result of the year before, who answers."""
    made = []
    past = draw(st.booleans())
    for at, (text, unit) in enumerate(draw(st.lists(st.sampled_from(ROWS), max_size=3, unique=True)), 1):
        value = Decimal(draw(st.integers(10, 9999))) / 10
        measure = measured(text, "equal", value, unit, "share" if unit == "%" else None, written=figure(value))
        if past:
            measure["baseline"] = Decimal(draw(st.integers(10, 9999))) / 10
        made.append({"label": str(at), "text": text, "measures": [measure], "lead": [draw(st.sampled_from(UNITS))]})
    return made


@st.composite
def assignments(draw: st.DrawFn, year: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Units with duties, and the time limits that stand in the words of the duties."""
    made, limits = [], []
    for unit in draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=4, unique=True)):
        duties: list[dict[str, Any]] = []
        for text, role, partner in draw(st.lists(st.sampled_from(DUTIES), min_size=1, max_size=3, unique=True)):
            duties.append({"role": role, "text": text, **({"with": [partner]} if partner else {})})
        if draw(st.booleans()):
            day = date(year, draw(st.integers(3, 12)), draw(st.integers(1, 28)))
            when = f"trước ngày {day.day:02d}/{day.month}/{day.year}"
            duties.append({"role": "perform", "text": f"Gửi báo cáo số liệu về Ủy ban nhân dân phường {when}."})
            limits.append(
                {
                    "kind": "report",
                    "when": when,
                    "date": day.isoformat(),
                    "bound": "before",
                    "who": [unit],
                    "to": "Ủy ban nhân dân phường",
                    "what": "báo cáo số liệu về Ủy ban nhân dân phường",
                }
            )
        made.append({"unit": unit, "duties": duties})
    return made, limits


@st.composite
def tasks(draw: st.DrawFn, year: int) -> list[dict[str, Any]]:
    """Entries under groups, then rows of a table."""
    made: list[dict[str, Any]] = []
    for group in draw(st.lists(st.sampled_from(GROUPS), min_size=1, max_size=3, unique=True)):
        texts = draw(st.lists(st.sampled_from(WORK), min_size=1, max_size=3, unique=True))
        made += [{"label": "-", "group": group, "text": text} for text in texts]
    for at in range(draw(st.integers(0, 3))):
        due = draw(st.sampled_from((f"{year}-06-30", f"{year}-09", f"{year}-Q4", str(year))))
        row = {"label": str(at + 1), "text": WORK[at].rstrip("."), "lead": [draw(st.sampled_from(UNITS))], "due": due}
        made.append({"group": None, **row})
    return made


@st.composite
def signatories(draw: st.DrawFn) -> dict[str, Any]:
    name = draw(st.sampled_from(NAMES))
    return draw(
        st.sampled_from(
            (
                {"name": name, "position": "Chủ tịch", "mode": [], "behalf_of": None},
                {"name": name, "position": "Chủ tịch", "mode": ["TM"], "behalf_of": "Ủy ban nhân dân"},
                {"name": name, "position": "Phó Chủ tịch", "mode": ["TM", "KT"], "behalf_of": "Ủy ban nhân dân"},
                {"name": name, "position": "Phó Chủ tịch", "mode": ["KT"], "behalf_of": "Chủ tịch"},
                {"name": name, "position": "Chánh Văn phòng", "mode": ["TL"], "behalf_of": "Chủ tịch"},
            )
        )
    )


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """A whole plan of a ward."""
    year = draw(st.integers(2025, 2029))
    ward = f"phường {draw(st.sampled_from(WARDS))}"
    signed = date(year, draw(st.integers(1, 2)), draw(st.integers(1, 28)))
    units, limits = draw(assignments(year))
    title = f"Phát động phong trào thi đua năm {year}"
    numbered = draw(st.booleans())
    text = f"từ ngày {signed.day:02d}/{signed.month:02d}/{year} đến ngày 15/12/{year}"
    spanned = draw(st.booleans())
    awards = [
        {
            "stage": "annual",
            "form": "Giấy khen",
            "authority": f"Chủ tịch Ủy ban nhân dân {ward}",
            "collectives": draw(st.integers(1, 20)),
            "individuals": draw(st.integers(1, 40)),
        }
    ]
    for award in awards:
        counts = f"{award['collectives']:02d} tập thể, {award['individuals']:02d} cá nhân"
        award["text"] = f"Cuối năm, {award['authority']} tặng {award['form']} cho {counts}."
    return {
        "format": "thidua-plan/1",
        "document": {
            "kind": "plan",
            "number": f"{draw(st.integers(1, 300)):02d}" if numbered else None,
            "symbol": "KH-UBND",
            "date": signed.isoformat(),
            "place": ward.removeprefix("phường "),
            "title": title,
            "issuer": {"name": f"Ủy ban nhân dân {ward}", "level": "commune", "place": ward, "parent": None},
        },
        "movement": {"name": f"Phong trào thi đua năm {year}", "type": "annual"},
        "themes": [{"of": "commune", "text": "Sạch từ ngõ, sáng từ nhà", "year": year}] * draw(st.integers(0, 1)),
        "legal_bases": draw(bases(year)),
        "purposes": [{"label": "a)", "text": AIMS[0]}, {"label": "b)", "text": AIMS[1]}],
        "requirements": [{"label": "-", "text": AIMS[2]}] * draw(st.integers(0, 1)),
        "objective": None,
        "targets": draw(targets()) + draw(rows()),
        "tasks": draw(tasks(year)),
        "period": {"from": signed.isoformat(), "to": f"{year}-12-15", "text": text}
        if spanned
        else {"from": str(year), "to": str(year), "text": f"năm {year}"},
        "phases": [],
        "assignments": units,
        "deadlines": limits,
        "commendation": awards,
        "scoring": None,
        "block": None,
        "linked_movements": [],
        "channels": [],
        "recipients": [
            {"name": "Thường trực Đảng ủy phường", "note": "để báo cáo"},
            {"name": "Các tổ dân phố"},
            {"name": "VT", "archive": True},
        ],
        "signatory": draw(signatories()),
    }


@st.composite
def bases(draw: st.DrawFn, year: int) -> list[dict[str, Any]]:
    """Grounds of the preamble."""
    law = {"type": "law", "number": None, "date": "2022-06-15", "title": "Luật Thi đua, khen thưởng", "role": "basis"}
    plan = {
        "type": "plan",
        "number": f"{draw(st.integers(10, 400))}/KH-UBND",
        "date": f"{year - 1}-12-{draw(st.integers(10, 30))}",
        "issuer": "Ủy ban nhân dân thành phố",
        "title": f"phong trào thi đua năm {year}",
        "role": "basis",
    }
    return [law, plan][: draw(st.integers(0, 2))]
