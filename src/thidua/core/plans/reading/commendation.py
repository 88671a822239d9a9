"""Forms of award that the plan promises, each at its stage, with who awards and the quotas printed."""

from __future__ import annotations

import re
from typing import Literal

from thidua.core.plans.model import Award, Stage
from thidua.core.plans.reading.structure.headings import Section
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.plans.reading.structure.running import gives_award

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
_NOT_GIVEN_TO = (
    r"(?=\s*(?:[,.;:()]|$)|\s+(?:cho|đối với|dành|và (?![A-ZĐÀ-Ỹ][a-zđà-ỹ]+ [a-zđà-ỹ]* ?tạo)|hoặc"
    r"|khi|theo|nếu|với|tại|trong|vào|kèm|từ|nhân (?:dịp|ngày)|tặng)\b)"
)
_FORM = compiled(
    r"(?P<f>(?i:Huân chương)(?: (?!hạng)[A-ZĐÀ-Ỹ]\w*(?: (?:động|lập|công|kết|huân|hùng|chương))?){0,3}(?: hạng \w+)?"
    r"|(?i:Huy chương)(?: [A-ZĐÀ-Ỹ]\w*){0,3}|(?i:Kỷ niệm chương(?: “[^”]{3,60}”)?|Cờ thi đua|Đơn vị quyết thắng"
    r"|Đơn vị tiên tiến"
    r"|Chiến sĩ tiên tiến|Gia đình văn hóa|Tổ dân phố văn hóa|Thôn văn hóa|Bằng khen|Giấy khen|Thư khen"
    r"|Chiến sĩ thi đua(?: cơ sở| toàn quốc| cấp \w+)?|Tập thể lao động xuất sắc|Tập thể lao động tiên tiến"
    r"|Lao động tiên tiến|Lao động xuất sắc|Bằng Lao động sáng tạo)|(?<=danh hiệu “)[^”]{5,60}(?=”))"
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
    r"(?<!hình thức\s)(?<!mức\s)(?<!xét\s)\bkhen thưởng\b(?! (?:đúng|phải|được thực hiện|đảm bảo|bảo đảm))",
    _I,
)
_HELD = compiled(
    r"(?:tiêu chuẩn|danh hiệu đã đạt|đã được tặng|đã được|xét tiêu chuẩn|(?:kèm theo"
    r"|tiền thưởng kèm)(?: \w+)?)\s*$",
    _I,
)
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
            r"\b(?:hằng năm|hàng năm|(?<!vào )cuối năm|trong năm(?! học)(?! 20)|cả năm"
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
_QUOTA = compiled(r"(?P<n>\d{1,4})\s+(?P<w>tập thể|cá nhân)", _I)
# A longer sentence has lost its line breaks; each of its awards would be held against all others.
_LONGEST = 6000
_SENTENCE = compiled(r"(?<=[a-zđà-ỹ0-9)”\"])\.\s+(?=[A-ZĐÀ-Ỹ])|;\s+")


Span = Literal["campaign", "year", "years"]
_AT_THE_END: dict[Span, Stage] = {"campaign": "campaign", "year": "annual", "years": "final"}
"""The stage of a "tổng kết" that names no year, by how long the movement runs."""


def read_commendation(sheet: Sheet, sections: list[Section], span: Span) -> list[Award]:
    """One entry per form at each stage; "Khen thưởng" where the plan only says that people will be commended."""
    awards: list[Award] = []
    for section in sections:
        if section.kind == "period" and section.within("commendation"):
            _settle(awards, " ".join(p.text for p in section.body), span)
        mixed = section.kind not in ("commendation", "criteria") and "commendation" in section.kinds
        running = mixed or (section.heading is None and section.kind in ("organisation", "content"))
        if section.kind != "commendation" and not running:
            continue
        headings = [s.title or "" for s in (section, *section.trail)]
        stage = next((found for title in headings if (found := _stage(title, span))), None)
        giver: str | None = None
        for paragraph in section.body:
            text = paragraph.text
            if running and not gives_award(text):
                continue
            lead = _LEADS.search(text)
            if lead:
                giver = lead["g"]
            if text.endswith(":"):
                stage = _stage(text, span) or stage
                if lead or not _FORM.search(text):
                    continue
            if _ALL_ABOVE.search(text) and _settle(awards, text, span):
                continue
            told = stage
            for whole in paragraph.body.pieces(_SENTENCE):
                sentence = whole.cut(0, _LONGEST)
                told = _stage(sentence.text, span) or told
                for award in _in_sentence(sheet, sentence, told, giver):
                    if not any(_same(award, known) for known in awards):
                        awards.append(award)
    return awards


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


def _same(one: Award, other: Award) -> bool:
    return (one["stage"], one["form"].lower(), one.get("authority")) == (
        other["stage"],
        other["form"].lower(),
        other.get("authority"),
    )


def _in_sentence(sheet: Sheet, words: Passage, stage: Stage | None, giver: str | None) -> list[Award]:
    text = words.text
    awards: list[Award] = []
    givers = sorted([*_GIVES.finditer(text), *_ASKS.finditer(text)], key=lambda found: found.start("g"))
    for form in _FORM.finditer(text):
        if _HELD.search(text[: form.start()]):
            continue
        # Who gives is printed with the form ("Giấy khen của ...") or is the last one named before it.
        before = [found for found in givers if found.start("g") < form.start()]
        name = text[form.start() : form.end()]
        if form["g"] and not form["of"].strip().startswith("của") and form["g"] in ("thành phố", "tỉnh"):
            name = form["f"]
        authority = form["g"] or (before[-1]["g"] if before else None if _UPWARD.search(text) else giver)
        award = _award(sheet, words, name[0].upper() + name[1:], stage or "campaign", authority)
        for quota in _QUOTA.finditer(text, form.end(), min(len(text), form.end() + 80)):
            award["collectives" if quota["w"].lower() == "tập thể" else "individuals"] = int(quota["n"])
        awards.append(award)
    if not awards and _BARE.search(text):
        authority = givers[-1]["g"] if givers else giver
        awards.append(_award(sheet, words, "Khen thưởng", stage or "campaign", authority))
    return awards


def _award(sheet: Sheet, words: Passage, form: str, stage: Stage, authority: str | None) -> Award:
    return {
        "stage": stage,
        "form": form.strip(" ,.;"),
        "authority": authority.strip() if authority else None,
        "text": words.text,
        "source": sheet.source(words),
    }
