"""Forms of award that the plan promises, each at its stage, with who awards and the quotas printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from thidua.core.plans.model import Award, Stage
from thidua.core.plans.reading.structure.headings import Section
from thidua.core.plans.reading.structure.letters import CLAUSE_END, compiled
from thidua.core.plans.reading.structure.lines import LONGEST_SENTENCE, Paragraph
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.plans.reading.structure.running import gives_award
from thidua.core.plans.reading.tables.ladders import QUOTAS, Row, award_rows

_I = re.IGNORECASE
# Who may give: a post or a body, up to the verb or to what it gives for.
_GIVER = (
    r"(?:(?:Phó )?Chủ tịch|Thủ tướng|Chính phủ|Nhà nước|Bộ|Ủy ban|Uỷ ban|UBND|Thành ủy|Tỉnh ủy|Đảng ủy"
    r"|Hiệu trưởng|Tổng Giám đốc"
    r"|Giám đốc|Sở|Hội đồng|Trưởng|Thủ trưởng|Trung ương|Ban|Công an|Tổng Liên đoàn|Liên đoàn|Hội|Đoàn"
    r"|Tỉnh đoàn|Thành đoàn"
    r"|Tư lệnh|Chỉ huy trưởng|[A-ZĐÀ-Ỹ][a-zđà-ỹ]+ đoàn trưởng|Công đoàn|Cục|Tổng cục|Viện|Quân khu|Trường"
    r"|Công ty|Tổng Công ty|Xí nghiệp"
    r"|Mặt trận|thành phố|tỉnh|nhà trường|cấp trên)(?!\w)"
)
_INSIDE = (
    r"(?:(?!\b(?:trình|đề nghị|đề xuất|báo cáo|tham mưu|để|cho|do|được|tặng|khen|xét|xem)\b)"
    r"(?:[\w &–-]|, (?=phường|xã|đặc khu|đơn vị|địa phương|Giám đốc|Thủ trưởng|Chủ tịch)))"
)
# What stands behind "và" in the name of a body: "Sở Nông nghiệp và Môi trường".
_IN_NAMES = r"(?:Đào tạo|Môi trường|Công nghệ|Du lịch|Thể thao|Truyền thông|Đầu tư|Xây dựng|Phát triển|Xã hội|Đô thị)"
_NOT_GIVEN_TO = (
    rf"(?=\s*(?:[,.;:()]|$)|\s+(?:cho|đối với|dành|và (?!{_IN_NAMES}\b)|hoặc"
    r"|khi|theo|nếu|với|tại|trong|vào|kèm|từ|nhân (?:dịp|ngày)|tặng)\b)"
)
_FORM = compiled(
    r"(?P<f>(?i:Huân chương)(?: (?!hạng)[A-ZĐÀ-Ỹ]\w*(?: (?:động|lập|công|kết|huân|hùng|chương))?){0,3}(?: hạng \w+)?"
    r"|(?i:Huy chương)(?: [A-ZĐÀ-Ỹ]\w*){0,3}|(?i:Kỷ niệm chương(?: “[^”]{3,60}”)?|Cờ thi đua|Đơn vị quyết thắng"
    r"|Đơn vị tiên tiến"
    r"|Chiến sĩ tiên tiến|Gia đình văn hóa|Tổ dân phố văn hóa|Thôn văn hóa|Bằng khen|Giấy khen|Thư khen"
    r"|Chiến sĩ thi đua(?: cơ sở| toàn quốc| cấp \w+)?|Tập thể lao động xuất sắc|Tập thể lao động tiên tiến"
    r"|Lao động tiên tiến|Lao động xuất sắc|Bằng Lao động sáng tạo)"
    r"|Giải (?:Đặc biệt|Nhất|Nhì|Ba|Tư|Khuyến khích|[ABC])\b|(?<=danh hiệu “)[^”]{5,60}(?=”))"
    rf"(?P<of>(?:\s+của)?\s+(?P<g>{_GIVER}{_INSIDE}{{0,80}}?){_NOT_GIVEN_TO})?"
)
_GIVES = compiled(
    rf"(?P<g>{_GIVER}{_INSIDE}{{0,80}}?)\s*,?\s*(?:(?:xem xét|xét|quyết định|sẽ"
    rf"|trực tiếp)\s*,?\s*)*(?:tặng(?: thưởng)?"
    rf"|khen thưởng|thực hiện khen thưởng|công nhận|biểu dương|trao(?: tặng)?|khen)\b"
)
_ASKS = compiled(
    rf"(?:đề nghị|trình|đề xuất)\s+(?P<g>{_GIVER}{_INSIDE}{{0,80}}?)\s*(?:tặng|khen thưởng|xét|xem xét|biểu dương)"
)
_LEADS = compiled(rf"(?P<g>{_GIVER}[^.;:]{{0,80}}?)\s*:\s*$")
# "công tác thi đua, khen thưởng" names a field of work, not an act.
_BARE = compiled(
    r"(?<!thi đua,\s)(?<!thi đua\s)(?<!thi đua -\s)(?<!thi đua–\s)(?<!việc xét\s)(?<!việc\s)(?<!công tác\s)"
    r"(?<!hình thức\s)(?<!mức\s)(?<!xét\s)(?<!kinh phí\s)(?<!quỹ\s)(?<!hồ sơ đề nghị\s)"
    r"\bkhen thưởng\b(?! (?:đúng|phải|được thực hiện|đảm bảo|bảo đảm))",
    _I,
)
_HELD = compiled(
    r"(?:tiêu chuẩn|danh hiệu đã đạt|đã được tặng|đã được|xét tiêu chuẩn|(?:kèm theo"
    r"|tiền thưởng kèm)(?: \w+)?)\s*$",
    _I,
)
_NOT_GIVEN = compiled(r"^\W*Không (?:lấy|dùng|xét|đề nghị|tặng|khen)\b")
_ALL_ABOVE = compiled(
    r"^\W*(?:Thời điểm|Thời gian|Việc (?:khen thưởng|bình xét)[^.;:]{0,20}(?:thực hiện|tiến hành))\b"
    r"|\b(?:các )?(?:hình thức|danh hiệu|phần thưởng)[^.;]{0,20}(?:nêu|kể|nói)? ?trên\b[^.;]{0,40}\b(?:trao"
    r"|tặng|xét|công bố)",
    _I,
)
_UPWARD = compiled(r"\b(?:đề nghị|trình|đề xuất)\b[^.;]*\b(?:cấp trên|cấp có thẩm quyền|các cấp)\b", _I)
_STAGES: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    ("mid_term", compiled(r"\bsơ kết\b(?!,? tổng kết)", _I)),
    (
        "annual",
        compiled(
            r"\b(?:hằng năm|hàng năm|(?<!kết vào )cuối năm|trong năm(?! học)(?! 20)|cả năm"
            r"|tổng kết (?:nhiệm vụ )?(?:công tác )?(?:thi đua )?(?:năm"
            r"|cuối năm)|tổng kết nhiệm vụ công tác|tổng kết công tác(?: thi đua[\w ,-]*)? năm|(?:trong|cuối"
            r"|kết thúc|hết|của) năm công tác|mỗi năm|từng năm học"
            r"|tổng kết năm học|cuối năm học|kết thúc năm(?: học)?(?: 20\d\d)?)\b",
            _I,
        ),
    ),
    ("final", compiled(r"\btổng kết\b", _I)),
    ("campaign", compiled(r"\b(?:theo đợt|đợt thi đua|kết thúc đợt|chuyên đề|đột xuất)\b", _I)),
)
# In a movement of several years "tổng kết năm 2030" is its end, not that of a year's work.
_LAST_YEAR = compiled(r"\btổng kết\s*\(?(?:vào |trong )?năm 20\d\d", _I)
# Whom a body commends: by the words of its own parts and people where it does not say "tập thể", "cá nhân".
_QUOTA = compiled(
    r"(?P<n>\d{1,4})\s+(?:(?P<c>tập thể|đơn vị|chi bộ|chi hội|chi đoàn|liên đội|khoa|phòng|lớp|tổ|trường|thôn|bản|ấp"
    r"|khu phố|doanh nghiệp|hợp tác xã|gia đình|hộ)|(?P<i>cá nhân|đảng viên|đoàn viên|hội viên|học sinh|sinh viên"
    r"|giáo viên|nhà giáo|viên chức|cán bộ|nhân viên|công nhân|người lao động|người|chiến sĩ|thành viên|nông dân))\b",
    _I,
)
# "03 tập thể, 07 cá nhân được tặng Giấy khen": the numbers stand before the form.
_RECEIVE = compiled(r"\bđược\b[^.;\d]{0,60}\b(?:tặng|nhận|trao|công nhận|đề nghị)\b[^.;\d]{0,40}$", _I)
_BESIDE = compiled(r"\s*(?:,|và|hoặc|,\s*và)\s*", _I)
# Characters on either side of a form within which its numbers stand.
_NEAR = 80


Span = Literal["campaign", "year", "years"]
_AT_THE_END: dict[Span, Stage] = {"campaign": "campaign", "year": "annual", "years": "final"}
"""The stage of a "tổng kết" that names no year, by how long the movement runs."""


def read_commendation(sheet: Sheet, sections: list[Section], span: Span) -> list[Award]:
    """One entry per form at each stage; "Khen thưởng" where the plan only says that people will be commended."""
    awards: list[Award] = []
    known: set[object] = set()
    for section in sections:
        if section.kind == "period" and section.within("commendation"):
            _settle(awards, " ".join(p.text for p in section.body), span)
            known = {_key(award) for award in awards}
        mixed = section.kind not in ("commendation", "criteria") and "commendation" in section.kinds
        running = mixed or (section.heading is None and section.kind in ("organisation", "content"))
        if section.kind != "commendation" and not running:
            continue
        headings = [s.title or "" for s in (section, *section.trail)]
        stage = next((found for title in headings if (found := _stage(title, span))), None)
        giver: str | None = None
        rows = award_rows(section.body)
        for award in _tabled(sheet, rows, stage, span):
            if _key(award) not in known:
                awards.append(award)
                known.add(_key(award))
        for paragraph in section.body:
            text = paragraph.text
            if rows and paragraph.cells:
                continue
            if running and not gives_award(text):
                continue
            lead = _LEADS.search(text)
            if lead:
                giver = lead["g"]
            if text.endswith(":"):
                stage = _stage(text, span) or stage
                if lead or not _FORM.search(text):
                    continue
            if _heads_stage(paragraph, span):
                stage = _stage(text, span)
                continue
            if _ALL_ABOVE.search(text) and _settle(awards, text, span):
                known = {_key(award) for award in awards}
                continue
            told = stage
            for whole in paragraph.body.pieces(CLAUSE_END):
                sentence = whole.cut(0, LONGEST_SENTENCE)
                told = _stage(sentence.text, span) or told
                for award in _in_sentence(sheet, sentence, told, giver):
                    if _key(award) not in known:
                        awards.append(award)
                        known.add(_key(award))
    return awards


def _heads_stage(paragraph: Paragraph, span: Span) -> bool:
    """Whether a short line says only at which stage the awards under it are given: "5.1. Khen sơ kết"."""
    text = paragraph.text
    plain = paragraph.label.style != "none" and not paragraph.cells and not paragraph.ended and len(text) < 90
    return plain and not _FORM.search(text) and not _QUOTA.search(text) and _stage(text, span) is not None


def _tabled(sheet: Sheet, rows: list[Row], stage: Stage | None, span: Span) -> Iterator[Award]:
    """One award for each row of a table; a blank stage is that of the row above."""
    for row in rows:
        stage = _stage(row.text("stage"), span) or stage
        words = row.cells.get("form")
        if words is None or len(words.text) < 3:
            continue
        form = _FORM.search(words.text)
        name = form.group() if form else words.text
        authority = (form["g"] if form else None) or row.text("authority") or None
        award = _award(sheet, row.paragraph.body, name[0].upper() + name[1:], stage or "campaign", authority)
        for key, number in _counted(row.text("quota"), 0, len(row.text("quota"))).items():
            award[key] = number  # type: ignore[literal-required]
        for key in QUOTAS:
            if figure := re.match(r"\d{1,4}(?!\d)", row.text(key)):
                award[key] = int(figure.group())
        yield award


def _settle(awards: list[Award], text: str, span: Span) -> bool:
    """A sentence about all awards above ("... được trao khi tổng kết năm") gives its stage to those without."""
    late = _stage(text, span)
    for award in awards:
        award["stage"] = late if late and award["stage"] == "campaign" else award["stage"]
    return late is not None


def _stage(text: str, span: Span) -> Stage | None:
    if span == "years" and _LAST_YEAR.search(text):
        return "final"
    for stage, form in _STAGES:
        if form.search(text):
            return _AT_THE_END[span] if stage == "final" else stage
    return None


def _key(award: Award) -> tuple[object, ...]:
    """What two mentions of one award have in common."""
    return (award["stage"], award["form"].lower(), award.get("authority"))


def _in_sentence(sheet: Sheet, words: Passage, stage: Stage | None, giver: str | None) -> list[Award]:
    text = words.text
    awards: list[Award] = []
    givers = sorted([*_GIVES.finditer(text), *_ASKS.finditer(text)], key=lambda found: found.start("g"))
    forms = list(_FORM.finditer(text))
    quotas = _quotas(text, forms, [found.start("g") for found in givers])
    for form, quota in zip(forms, quotas, strict=True):
        if _HELD.search(text[: form.start()]) or _NOT_GIVEN.match(text):
            continue
        # Who gives is printed with the form ("Giấy khen của ...") or is the last one named before it.
        before = [found for found in givers if found.start("g") < form.start()]
        name = text[form.start() : form.end()]
        if form["g"] and not form["of"].strip().startswith("của") and form["g"] in ("thành phố", "tỉnh"):
            name = form["f"]
        authority = form["g"] or (before[-1]["g"] if before else None if _UPWARD.search(text) else giver)
        award = _award(sheet, words, name[0].upper() + name[1:], stage or "campaign", authority)
        for key in QUOTAS:
            if key in quota:
                award[key] = quota[key]
        awards.append(award)
    if not awards and _BARE.search(text):
        authority = givers[-1]["g"] if givers else giver
        awards.append(_award(sheet, words, "Khen thưởng", stage or "campaign", authority))
    return awards


def _quotas(text: str, forms: list[re.Match[str]], givers: list[int]) -> list[dict[str, int]]:
    """For each form how many it goes to. Its numbers stand after it, before the next form and whoever gives that one,
    or before it where they receive it; forms that one list joins ("Bằng khen, Giấy khen cho ...") share theirs."""
    found: list[dict[str, int]] = [{} for _ in forms]
    since = 0  # where the numbers begin that are nobody's yet
    for at, form in enumerate(forms):
        following = forms[at + 1].start() if at + 1 < len(forms) else len(text)
        if _RECEIVE.search(text, since, form.start()):
            found[at] = _counted(text, max(since, form.start() - _NEAR), form.start())
        last = min([following, form.end() + _NEAR, *(giver for giver in givers if giver >= form.end())])
        given = not found[at] and not (at + 1 < len(forms) and _RECEIVE.search(text, form.end(), following))
        if given:
            found[at] = _counted(text, form.end(), last)
        since = last if given else form.end()
    for at in reversed(range(len(forms) - 1)):
        if not found[at] and _BESIDE.fullmatch(text, forms[at].end(), forms[at + 1].start()):
            found[at] = found[at + 1]
    return found


def _counted(text: str, start: int, end: int) -> dict[str, int]:
    """Collectives and individuals, the first number of each."""
    found: dict[str, int] = {}
    for quota in _QUOTA.finditer(text, start, end):
        found.setdefault("collectives" if quota["c"] else "individuals", int(quota["n"]))
    return found


def _award(sheet: Sheet, words: Passage, form: str, stage: Stage, authority: str | None) -> Award:
    return {
        "stage": stage,
        "form": form.strip(" ,.;"),
        "authority": authority.strip() if authority else None,
        "text": words.text,
        "source": sheet.source(words),
    }
