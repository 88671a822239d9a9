"""The form of official papers: measures of decree 30/2020, annex I. One place; every renderer asks it."""

from __future__ import annotations

from dataclasses import dataclass

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
"""Quốc hiệu and tiêu ngữ (annex I, part II, 1)."""


@dataclass(frozen=True, slots=True)
class Form:
    """Lengths in millimetres, letters in points. The ranges of the decree stand beside each value."""

    width: int = 210
    height: int = 297
    top: int = 20  # 20-25
    bottom: int = 20  # 20-25
    left: int = 30  # 30-35
    right: int = 15  # 15-20; the whole line measures 165 mm
    font: str = "Times New Roman"
    motto: int = 12  # Quốc hiệu 12-13, bold capitals
    motto_below: int = 13  # tiêu ngữ 13-14, bold, a line as long as its words below
    issuer: int = 12  # 12-13 capitals, the issuing body bold, a line of 1/3 to 1/2 below
    number: int = 13  # 13, upright
    place: int = 13  # 13-14, italic
    name: int = 14  # 13-14, bold capitals, centred
    title: int = 14  # 13-14, bold, centred, a line of 1/3 to 1/2 below
    subject: int = 12  # 12-13, "V/v" of a letter, centred under the number
    body: int = 14  # 13-14, justified
    table: int = 12  # the decree is silent on cells; legible and narrower than the text
    indent: float = 12.7  # 10 or 12.7
    after: int = 6  # >= 6 pt between paragraphs
    leading: float = 1.15  # single to 1.5
    authority: int = 13  # 13-14, bold capitals
    signer: int = 14  # 13-14, bold
    signing_room: int = 22  # millimetres between authority and name
    recipients_head: int = 12  # 12, bold italic
    recipients: int = 11  # 11
    page_number: int = 13  # 13-14, centred at the top from page 2 on
    annex_note: int = 14  # 13-14, italic, centred


FORM = Form()
