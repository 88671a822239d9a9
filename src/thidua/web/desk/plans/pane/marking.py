"""Which words of the paper were marked: by the places that the script tells, or by the words copied into a form."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from thidua.core.plans.corrections.marking import find_words

MARKABLE = (
    ("targets", "Chỉ tiêu"),
    ("tasks", "Nhiệm vụ"),
    ("deadlines", "Hạn"),
    ("assignments", "Đơn vị và việc"),
    ("commendation", "Mức khen"),
    ("sub_targets", "Ý của chỉ tiêu"),
    ("legal_bases", "Căn cứ"),
    ("purposes", "Mục đích"),
    ("requirements", "Yêu cầu"),
    ("phases", "Giai đoạn"),
    ("recipients", "Nơi nhận"),
    ("themes", "Chủ đề"),
    ("linked_movements", "Phong trào liên quan"),
    ("channels", "Kênh tuyên truyền"),
)
"""What marked words may become; the first five have buttons of their own on the bar."""


@dataclass(frozen=True, slots=True)
class Found:
    """The stretch of the text, or the sentence that says why there is none."""

    start: int = 0
    end: int = 0
    error: str = ""


def stretch_marked(request: HttpRequest, text: str) -> Found:
    """The places `start` and `end` as sent, else where the `words` stand in the text."""
    start, end = request.POST.get("start", ""), request.POST.get("end", "")
    if start.isdecimal() and end.isdecimal() and len(start) < 9 and len(end) < 9:
        return Found(int(start), int(end))
    words = request.POST.get("words", "")
    if not words.strip():
        return Found(error="Chép vào đây cụm từ hoặc câu trong văn bản.")
    places = find_words(text, words)
    line = request.POST.get("line", "").strip()
    if line.isdecimal():
        places = [place for place in places if text.count("\n", 0, place[0]) + 1 == int(line)]
    if not places:
        return Found(error="Không thấy đúng những chữ này trong văn bản. Chép lại nguyên văn, không sửa chữ nào.")
    if len(places) > 1:
        lines = ", ".join(str(text.count("\n", 0, place[0]) + 1) for place in places[:6])
        return Found(error=f"Những chữ này có ở nhiều dòng: {lines}. Chép dài hơn, hoặc ghi số dòng.")
    return Found(*places[0])
