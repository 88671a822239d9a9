"""Forms of award that the plan promises, each at its stage, with who awards and the quotas printed."""

from __future__ import annotations

import re
from typing import Literal

from thidua.core.plans.model import Award, Stage
from thidua.core.plans.reading.structure.headings import Section
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.passages import Passage, Sheet

_I = re.IGNORECASE
_GIVER = (
    r"(?:Chủ tịch nước|Nhà nước|Thủ tướng Chính phủ|Thủ tướng|Chính phủ|Bộ trưởng|Bộ [A-ZĐ][\w ]{2,40}"
    r"|(?:Chủ tịch )?(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND)(?: (?:thành phố|tỉnh|phường|xã"
    r"|đặc khu)(?: [A-ZĐÀ-Ỹ]\w*){0,4})?|Thành ủy|Tỉnh ủy|Đảng ủy(?: phường| xã)?|Hiệu trưởng(?: nhà trường)?"
    r"|Giám đốc(?: Sở)?|Sở [A-ZĐ][\w ]{2,40}|Hội đồng [\w -]{3,40}|Trưởng phòng"
    r"|Thủ trưởng (?:các )?cơ quan(?:, đơn vị)?|thành phố|tỉnh|nhà trường)"
)
_FORM = compiled(
    r"(?P<f>(?i:Huân chương)(?: (?!hạng)[A-ZĐÀ-Ỹ]\w*(?: (?:động|lập|công|kết|huân|hùng|chương))?){0,3}(?: hạng \w+)?"
    r"|(?i:Huy chương)(?: [A-ZĐÀ-Ỹ]\w*){0,3}|(?i:Kỷ niệm chương(?: “[^”]{3,60}”)?|Cờ thi đua|Đơn vị quyết thắng|Đơn vị tiên tiến|Chiến sĩ tiên tiến|Gia đình văn hóa|Tổ dân phố văn hóa|Thôn văn hóa|Bằng khen|Giấy khen|Thư khen"
    r"|Chiến sĩ thi đua(?: cơ sở| toàn quốc| cấp \w+)?|Tập thể lao động xuất sắc|Tập thể lao động tiên tiến|Lao động tiên tiến|Lao động xuất sắc"
    rf"|Bằng Lao động sáng tạo))(?P<of>(?:\s+của)?\s+(?P<g>{_GIVER}))?"
)
_GIVES = compiled(
    rf"(?P<g>{_GIVER})\s*,?\s*(?:xem xét\s*,?\s*)?(?:quyết định\s+)?(?:tặng(?: thưởng)?|khen thưởng"
    rf"|thực hiện khen thưởng|biểu dương|trao tặng|khen)\b"
)
_ASKS = compiled(rf"(?:đề nghị|trình|đề xuất)\s+(?P<g>{_GIVER})\s*(?:tặng|khen thưởng|xét|xem xét|biểu dương)")
_LEADS = compiled(rf"(?P<g>{_GIVER})\s*:\s*$")
# "công tác thi đua, khen thưởng" names a field of work, not an act.
_BARE = compiled(
    r"(?<!thi đua,\s)(?<!thi đua\s)(?<!thi đua -\s)(?<!thi đua–\s)(?<!việc xét\s)(?<!việc\s)(?<!công tác\s)"
    r"(?<!hình thức\s)(?<!mức\s)(?<!xét\s)\bkhen thưởng\b(?! (?:đúng|phải|được thực hiện|đảm bảo|bảo đảm))",
    _I,
)
_HELD = compiled(
    r"(?:tiêu chuẩn|danh hiệu đã đạt|đã được tặng|đã được|xét tiêu chuẩn|(?:kèm theo|tiền thưởng kèm)(?: \w+)?)\s*$", _I
)
_ALL_ABOVE = compiled(r"\b(?:các )?(?:hình thức|danh hiệu|phần thưởng)[^.;]{0,20}(?:nêu|kể|nói)? ?trên\b[^.;]{0,40}\b(?:trao|tặng|xét|công bố)", _I)
_UPWARD = compiled(r"\b(?:đề nghị|trình|đề xuất)\b[^.;]*\b(?:cấp trên|cấp có thẩm quyền|các cấp)\b", _I)
_STAGES: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    ("mid_term", compiled(r"\bsơ kết\b(?!,? tổng kết)", _I)),
    (
        "annual",
        compiled(
            r"\b(?:hằng năm|hàng năm|(?<!vào )cuối năm|trong năm(?! học)(?! 20)|cả năm|tổng kết (?:nhiệm vụ )?(?:công tác )?(?:thi đua )?(?:năm"
            r"|cuối năm)|tổng kết nhiệm vụ công tác|tổng kết công tác(?: thi đua[\w ,-]*)? năm|năm công tác"
            r"|tổng kết năm học|cuối năm học|kết thúc năm(?: học)?(?: 20\d\d)?)\b",
            _I,
        ),
    ),
    ("final", compiled(r"\btổng kết\b", _I)),
    ("campaign", compiled(r"\b(?:theo đợt|đợt thi đua|kết thúc đợt|chuyên đề|đột xuất)\b", _I)),
)
_QUOTA = compiled(r"(?P<n>\d{1,4})\s+(?P<w>tập thể|cá nhân)", _I)
_SENTENCE = compiled(r"(?<=[a-zđà-ỹ0-9)”\"])\.\s+(?=[A-ZĐÀ-Ỹ])|;\s+")


Span = Literal["campaign", "year", "years"]
_AT_THE_END: dict[Span, Stage] = {"campaign": "campaign", "year": "annual", "years": "final"}
"""The stage of a "tổng kết" that names no year, by how long the movement runs."""


def read_commendation(sheet: Sheet, sections: list[Section], span: Span) -> list[Award]:
    """One entry per form at each stage; "Khen thưởng" where the plan only says that people will be commended."""
    awards: list[Award] = []
    for section in sections:
        if section.kind != "commendation":
            continue
        headings = [s.title or "" for s in (section, *section.trail)]
        stage = next((found for title in headings if (found := _stage(title, span))), None)
        giver: str | None = None
        for paragraph in section.body:
            text = paragraph.text
            lead = _LEADS.search(text)
            if lead:
                giver = lead["g"]
            if text.endswith(":"):
                stage = _stage(text, span) or stage
                if lead or not _FORM.search(text):
                    continue
            if _ALL_ABOVE.search(text) and (late := _stage(text, span)):
                for award in awards:
                    award["stage"] = late if award["stage"] == "campaign" else award["stage"]
                continue
            told = stage
            for sentence in paragraph.body.pieces(_SENTENCE):
                told = _stage(sentence.text, span) or told
                for award in _in_sentence(sheet, sentence, told, giver):
                    if not any(_same(award, known) for known in awards):
                        awards.append(award)
    return awards


def _stage(text: str, span: Span) -> Stage | None:
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
