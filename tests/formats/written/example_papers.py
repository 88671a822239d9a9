"""One invented paper of each kind as values: long titles, stacked marks, two hundred rows, blanks to be filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from thidua.core.papers.model import (
    Align,
    Annex,
    Block,
    Column,
    Entry,
    Head,
    Heading,
    Paper,
    PaperKind,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
    Tone,
)
from thidua.core.papers.wording import NAMES
from thidua.formats.docx.numbering import roman

WARD = ("ỦY BAN NHÂN DÂN", "PHƯỜNG SUỐI NGỌC")
CHAIR = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
COUNCIL = ("HỘI ĐỒNG", "THI ĐUA - KHEN THƯỞNG")
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
GIVEN = ("Thị Hường", "Văn Đức", "Ngọc Ánh", "Quốc Vượng", "Thị Kiều Oanh", "Đình Thưởng", "Thùy Dương", "Xuân Trường")
STREETS = ("Tổ dân phố Đồng Bưởi", "Tổ dân phố Giếng Đá", "Tổ dân phố Cầu Vồng", "Tổ dân phố Bãi Sậy")


def person(at: int) -> str:
    """A made-up name, another for each number."""
    return f"{FAMILIES[at % len(FAMILIES)]} {GIVEN[at // 3 % len(GIVEN)]}"


def head(kind: PaperKind, title: str, symbol: str, *, number: str | None = None, day: date | None = None) -> Head:
    """The head of a paper of the ward; blanks until it is registered."""
    return Head(WARD, NAMES[kind], title, symbol, number, "Suối Ngọc", day, 2026)


def _targets() -> Iterator[Row]:
    yield Row(("Nhóm A. Vệ sinh ngõ xóm",), group=True)
    yield Row(("1", "Ngõ có thùng phân loại rác hữu cơ", "Tỷ lệ ngõ", "85%", "30/6/2026"))
    yield Row(("2", "Buổi tổng vệ sinh sáng thứ Bảy của mỗi tổ dân phố", "Buổi", "40", "Hằng tháng"))
    yield Row(("Nhóm B. Thủ tục tại bộ phận một cửa",), group=True)
    yield Row(("3", "Hồ sơ trả trước hẹn", "Tỷ lệ hồ sơ", "97,5%", "Hằng quý"))
    yield Row(("4", "Người dân chấm điểm từ 9 trở lên sau khi nhận kết quả", "Tỷ lệ phiếu", "90%", "15/12/2026"))


def _weeks() -> Iterator[Row]:
    for n in range(1, 41):
        if n % 10 == 1:
            yield Row((f"{STREETS[n // 10]}",), group=True)
        yield Row((str(n), f"Quét dọn ngõ số {n * 3}, khơi rãnh và tỉa cành", "Buổi", str(n % 4 + 1), f"Tuần {n}"))


TARGET_COLUMNS = (
    Column("STT", 12, Align.CENTRE),
    Column("Nội dung chỉ tiêu", 70),
    Column("Đơn vị tính", 28),
    Column("Mức", 20, Align.RIGHT),
    Column("Thời hạn", 35, Align.CENTRE),
)


def plan() -> Paper:
    """Headings of three levels, points to đ and beyond, entries of two depths, a table with groups, an annex."""
    points = ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k"]
    body: list[Block] = [
        Paragraph("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", Tone.GROUND),
        Paragraph("Căn cứ Nghị quyết của Hội đồng nhân dân phường Suối Ngọc về nhiệm vụ năm 2026,", Tone.GROUND),
        Paragraph(
            "Ủy ban nhân dân phường Suối Ngọc phát động đợt thi đua ngắn ngày mừng lễ hội bến nước, giữ ngõ sạch, "
            "trả kết quả cho người dân trước hẹn và ghi lại từng việc tốt để học nhau, cụ thể như sau:"
        ),
        Heading(1, "I.", "MỤC ĐÍCH, YÊU CẦU"),
        Heading(2, "1.", "Mục đích"),
        *(Paragraph(f"{line}.") for line in _AIMS),
        Heading(2, "2.", "Yêu cầu"),
        *(Entry("-", f"{line}.") for line in _AIMS[:2]),
        Entry("+", "Việc nào làm xong thì ghi ngay vào sổ theo dõi của tổ, không để dồn đến cuối đợt.", 1),
        Heading(1, "II.", "CHỈ TIÊU THI ĐUA"),
        *(Entry(f"({n})", line) for n, line in enumerate(_TASKS[:5], 1)),
        Table(TARGET_COLUMNS, tuple(_targets())),
        Heading(1, "III.", "NHIỆM VỤ CỦA TỪNG ĐƠN VỊ"),
        Heading(2, "1.", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường"),
        *(Entry(f"{sign})", line) for sign, line in zip(points, _TASKS, strict=True)),
        Heading(2, "2.", "Các tổ dân phố"),
        Heading(3, "a)", "Tổ dân phố ven sông"),
        Paragraph("Giữ sạch bến nước, không để rác trôi xuống lòng sông sau mỗi phiên chợ sáng."),
        Heading(3, "b)", "Tổ dân phố trên đồi"),
        Paragraph("Khơi rãnh thoát nước trước mùa mưa; dọn cỏ hai bên đường bậc đá lên miếu Cô Chín."),
        Heading(1, "IV.", "TỔ CHỨC THỰC HIỆN"),
        *(Entry(f"{n}.", line) for n, line in enumerate(_TASKS[5:], 1)),
        Paragraph("Trên đây là Kế hoạch phát động đợt thi đua; vướng mắc gửi về Văn phòng để kịp tháo gỡ./."),
    ]
    annex = Annex(
        "Phụ lục",
        "LỊCH TỔNG VỆ SINH NGÕ XÓM THEO TUẦN",
        "Kèm theo Kế hoạch số       /KH-UBND của Ủy ban nhân dân phường Suối Ngọc",
        (Table(TARGET_COLUMNS, tuple(_weeks())),),
        landscape=True,
    )
    return Paper(
        PaperKind.PLAN,
        head(
            PaperKind.PLAN,
            "Phát động đợt thi đua “Ngõ sạch, việc nhanh, lời hay” mừng lễ hội bến nước năm 2026",
            "KH-UBND",
        ),
        tuple(body),
        (Signature(CHAIR, "Đặng Quốc Vượng"),),
        Recipients(
            ("Ban Thường vụ Đảng ủy phường (để báo cáo)", "Các tổ dân phố", "Các trường học trên địa bàn"), "VT, VHXH"
        ),
        (annex,),
    )


_AIMS = (
    "Mỗi hộ giữ sạch quãng ngõ trước nhà mình, mỗi tổ có ít nhất một sáng thứ Bảy trong tháng cùng nhau quét dọn, "
    "trồng thêm cây bóng mát và sơn lại những bức tường đã cũ",
    "Người đến làm giấy tờ được hẹn đúng giờ, nhận kết quả sớm hơn phiếu hẹn và biết rõ hồ sơ đang nằm ở bước nào",
    "Việc tốt được kể lại bằng những câu chuyện ngắn, có tên người thật, có ngày làm, không tô vẽ",
)
_TASKS = (
    "Lập danh sách những đoạn ngõ còn đọng nước sau mưa, chụp ảnh trước và sau khi sửa, gửi trước ngày 10.",
    "Từ 95% phiếu hẹn trở lên được trả trước thời điểm ghi trên phiếu; phiếu trả muộn kèm lời xin lỗi bằng văn bản.",
    "Có ít nhất 12 câu chuyện việc tốt được đọc trên loa truyền thanh vào chiều Chủ nhật.",
    "Giảm một nửa số điểm đổ rác sai chỗ so với quý trước, tính theo ảnh chụp của tổ tự quản.",
    "Mở lớp hướng dẫn nộp hồ sơ trực tuyến cho người cao tuổi, mỗi buổi không quá 15 người để ai cũng được cầm máy.",
    "Cử người trực bộ phận một cửa vào sáng thứ Bảy, luân phiên theo bảng đã niêm yết ở cổng.",
    "Thống kê số cây bóng mát còn sống sau sáu tháng; cây chết thì trồng lại trong tuần kế tiếp.",
    "Mời các cụ cao niên kể chuyện bến nước xưa cho học sinh lớp bốn và lớp năm.",
    "Kiểm tra chéo giữa hai tổ liền kề, biên bản có chữ ký của cả hai bên.",
    "Tổng hợp kết quả, đề nghị biểu dương những hộ và nhóm hộ làm tốt trước ngày 20 tháng 12.",
)


def decision() -> Paper:
    """Articles, a list of two hundred on an annex, registered."""
    rows = tuple(
        Row((str(n), f"{'Ông' if n % 2 else 'Bà'} {person(n)}", STREETS[n % 4], f"{n % 7 + 2}", "300.000"))
        for n in range(1, 201)
    )
    columns = (
        Column("TT", 10, Align.CENTRE),
        Column("Họ và tên", 50),
        Column("Nơi ở", 50),
        Column("Việc tốt đã ghi", 25, Align.CENTRE),
        Column("Mức thưởng (đồng)", 30, Align.RIGHT),
    )
    body = (
        Paragraph("CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG SUỐI NGỌC", Tone.CENTRE),
        Paragraph("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", Tone.GROUND),
        Paragraph(
            "Căn cứ biên bản họp ngày 02 tháng 02 năm 2026 của Hội đồng Thi đua - Khen thưởng phường;", Tone.GROUND
        ),
        Paragraph("Theo đề nghị của Trưởng phòng Văn hóa - Xã hội.", Tone.GROUND),
        Paragraph("QUYẾT ĐỊNH:", Tone.CENTRE),
        Paragraph("Tặng Giấy khen cho 200 cá nhân giữ ngõ sạch suốt năm 2025 (danh sách kèm theo).", lead="Điều 1."),
        Paragraph("Tiền thưởng trích từ quỹ của phường, chi một lần tại buổi biểu dương.", lead="Điều 2."),
        Paragraph(
            "Chánh Văn phòng, các tổ dân phố và những người có tên tại Điều 1 thi hành Quyết định này./.",
            lead="Điều 3.",
        ),
    )
    annex = Annex(
        "Phụ lục",
        "DANH SÁCH CÁ NHÂN ĐƯỢC TẶNG GIẤY KHEN",
        "Kèm theo Quyết định số 08/QĐ-UBND ngày 09 tháng 02 năm 2026 của Chủ tịch Ủy ban nhân dân phường Suối Ngọc",
        (Table(columns, rows),),
    )
    title = "Về việc tặng Giấy khen cho cá nhân giữ ngõ sạch năm 2025"
    return Paper(
        PaperKind.DECISION,
        head(PaperKind.DECISION, title, "QĐ-UBND", number="8", day=date(2026, 2, 9)),
        body,
        (Signature(("CHỦ TỊCH",), "Đặng Quốc Vượng"),),
        Recipients(("Như Điều 3",), "VT"),
        (annex,),
    )


def submission() -> Paper:
    """A tờ trình to one place, by the council, with a governing line."""
    body = (
        Paragraph("Kính gửi: Chủ tịch Ủy ban nhân dân phường Suối Ngọc", Tone.ADDRESS),
        Paragraph(f"{_AIMS[1]}; Hội đồng đã họp, bỏ phiếu và trình như sau:"),
        *(Entry(f"{n}.", line) for n, line in enumerate(_TASKS[:4], 1)),
        Paragraph("Kính trình Chủ tịch xem xét, quyết định./."),
    )
    return Paper(
        PaperKind.SUBMISSION,
        Head(COUNCIL, "TỜ TRÌNH", "Về việc biểu dương các tổ tự quản quý I năm 2026", "TTr-HĐTĐKT", "15", "Suối Ngọc",
             date(2026, 4, 3), above=("ỦY BAN NHÂN DÂN PHƯỜNG SUỐI NGỌC",)),
        body,
        (Signature(("TM. HỘI ĐỒNG", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Huỳnh Thị Kiều Oanh"),),
        Recipients(("Như trên", "Thành viên Hội đồng"), "VT, HĐTĐKT"),
    )  # fmt: skip


def report() -> Paper:
    """Headings of two levels, tables without a head row, figures."""
    small = Table(
        (Column("", 60), Column("", 30, Align.RIGHT)),
        (Row(("Số việc tốt đã ghi trong quý", "1.784")), Row(("Trung bình mỗi tổ", "118,9"))),
    )
    body: list[Block] = []
    for n, part in enumerate(("KẾT QUẢ", "HẠN CHẾ", "VIỆC CỦA QUÝ TỚI"), 1):
        body += [Heading(1, f"{'I' * n}.", part)]
        for at, line in enumerate(_AIMS, 1):
            body += [
                Heading(2, f"{at}.", f"Điểm thứ {at} của phần này"),
                Paragraph(f"{line}."),
                Paragraph(_TASKS[at * n]),
            ]
        body += [small] if n == 1 else []
    title = "Kết quả đợt thi đua “Ngõ sạch, việc nhanh, lời hay” quý I năm 2026"
    return Paper(
        PaperKind.REPORT,
        head(PaperKind.REPORT, title, "BC-UBND", number="121", day=date(2026, 4, 20)),
        tuple(body),
        (Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Bùi Thị Thùy Dương"),),
        Recipients(("Ủy ban nhân dân thành phố", "Thường trực Hội đồng nhân dân phường"), "VT"),
    )


def minutes() -> Paper:
    """Two who sign, no number."""
    body: list[Block] = [
        Paragraph("Hồi 8 giờ 00 ngày 05 tháng 3 năm 2026, tại phòng họp tầng hai, Hội đồng họp phiên thứ hai.")
    ]
    body += [Heading(1, "I.", "THÀNH PHẦN"), *(Entry(f"{n}.", f"{person(n)}, ủy viên;") for n in range(1, 8))]
    body += [Heading(1, "II.", "DIỄN BIẾN"), *(Paragraph(line) for line in _TASKS[:6])]
    body += [Paragraph("Phiên họp kết thúc hồi 10 giờ 15 cùng ngày; biên bản đã đọc lại, mọi người nhất trí./.")]
    return Paper(
        PaperKind.MINUTES,
        Head(COUNCIL, "BIÊN BẢN", "Họp bình xét quý I năm 2026", "BB-HĐTĐKT", above=("PHƯỜNG SUỐI NGỌC",)),
        tuple(body),
        (Signature(("THƯ KÝ",), "Lý Ngọc Ánh"), Signature(("CHỦ TRÌ",), "Đặng Quốc Vượng")),
        Recipients(("Thành viên Hội đồng",), "VT"),
    )


def notice() -> Paper:
    """Short, signed by order of the head."""
    return Paper(
        PaperKind.NOTICE,
        head(PaperKind.NOTICE, "Về việc lấy ý kiến nhân dân đối với 12 hộ được đề nghị biểu dương", "TB-UBND"),
        (
            Paragraph(f"{_AIMS[2]}."),
            Paragraph(_TASKS[8]),
            Paragraph("Ý kiến gửi trước 17 giờ ngày 15 tháng 5 năm 2026./."),
        ),
        (Signature(("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), "Ngô Xuân Trường"),),
        Recipients(("Các tổ dân phố", "Cổng thông tin của phường"), "VT"),
    )


def roll() -> Paper:
    """A danh sách: one wide table."""
    titles = (
        "TT",
        "Họ và tên",
        "Năm sinh",
        "Nơi ở",
        "Chức vụ, đơn vị công tác",
        "Danh hiệu đề nghị",
        "Tóm tắt thành tích",
        "Ghi chú",
    )
    shares = (10, 38, 16, 42, 42, 36, 60, 20)
    columns = tuple(
        Column(title, share, Align.CENTRE if share < 20 else Align.LEFT)
        for title, share in zip(titles, shares, strict=True)
    )
    rows: list[Row] = []
    for n in range(1, 41):
        rows += [Row((f"{'I' * (n // 10 + 1)}. {STREETS[n // 10]}",), group=True)] if n % 10 == 1 else []
        rows += [
            Row(
                (
                    str(n),
                    person(n),
                    str(1960 + n),
                    STREETS[n % 4],
                    "Tổ trưởng tổ tự quản",
                    "Lao động tiên tiến",
                    _AIMS[n % 3][:60] + "…",
                )
            )
        ]
    return Paper(
        PaperKind.LIST,
        head(PaperKind.LIST, "Cá nhân đề nghị tặng danh hiệu năm 2026", ""),
        (Table(columns, tuple(rows)),),
        (Signature(("NGƯỜI LẬP BIỂU",), ""), Signature(("TRƯỞNG PHÒNG",), "Vũ Đình Thưởng")),
        landscape=True,
    )


def letter() -> Paper:
    """A công văn: no name of its kind, the subject under the number, several receivers."""
    to = ("Kính gửi:", "- Các trường học trên địa bàn phường;", "- Các tổ dân phố;", "- Trạm Y tế phường Suối Ngọc.")
    body = (
        *(Paragraph(line, Tone.ADDRESS) for line in to),
        *(Paragraph(line) for line in _TASKS[:3]),
        *(Entry("-", line) for line in _TASKS[3:6]),
    )
    subject = "V/v đăng ký tham gia đợt thi đua giữ sạch bến nước năm 2026"
    return Paper(
        PaperKind.LETTER,
        head(PaperKind.LETTER, subject, "UBND-VHXH"),
        (*body, Paragraph("Ủy ban nhân dân phường đề nghị các đơn vị phối hợp thực hiện./.")),
        (Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Bùi Thị Thùy Dương"),),
        Recipients(("Như trên",), "VT, VHXH"),
    )


def invitation() -> Paper:
    """A giấy mời with a note."""
    return Paper(
        PaperKind.INVITATION,
        head(PaperKind.INVITATION, "Dự buổi biểu dương việc tốt", "GM-UBND", number="33", day=date(2026, 4, 24)),
        (
            Paragraph("Ủy ban nhân dân phường Suối Ngọc trân trọng kính mời: Ông (bà) Tổ trưởng các tổ dân phố"),
            Paragraph("Tới dự buổi biểu dương những người giữ sạch ngõ xóm."),
            Entry("-", "Thời gian: 8 giờ 00 ngày 28 tháng 4 năm 2026 (thứ Ba)."),
            Entry("-", "Địa điểm: Nhà văn hóa phường, số 5 đường Bến Nước."),
            Paragraph("Ghi chú: xe máy gửi ở sân trường bên cạnh.", Tone.NOTE),
        ),
        (Signature(CHAIR, "Đặng Quốc Vượng"),),
        Recipients(("Như trên",), "VT"),
    )  # fmt: skip


def examples() -> dict[str, Paper]:
    """Each kind by the name of its maker."""
    makers = (plan, decision, submission, report, minutes, notice, roll, letter, invitation)
    return {maker.__name__: maker() for maker in makers}


def long_plan(parts: int = 9) -> Paper:
    """A plan of about ten pages: prose of every length, points, tables."""
    body: list[Block] = []
    for part in range(1, parts + 1):
        body += [Heading(1, f"{roman(part)}.", f"PHẦN VIỆC THỨ {part}")]
        for section in range(1, 4):
            words = " ".join(_AIMS[:section]) + " " + " ".join(_TASKS[part - 1 :][:section])
            body += [Heading(2, f"{section}.", f"Mảng việc {part}.{section}"), Paragraph(words)]
            body += [Entry(f"{sign})", f"Đợt {part}: {_TASKS[(part + at) % 10]}") for at, sign in enumerate("abcdđ")]
        body += [Table(TARGET_COLUMNS, tuple(_targets()))] if part % 3 == 0 else []
    return replace(plan(), body=tuple(body), annexes=())


def duty_sheet(at: int) -> Paper:
    """One sheet of a run of many: what one unit has to do."""
    columns = (Column("TT", 10, Align.CENTRE), Column("Nhiệm vụ", 100), Column("Thời hạn", 30, Align.CENTRE))
    rows = tuple(Row((str(n), f"{_TASKS[(at + n) % 10]}", f"{n % 28 + 1:02d}/6/2026")) for n in range(1, 7))
    return Paper(
        PaperKind.OTHER,
        Head(
            WARD, "PHIẾU GIAO VIỆC", f"Tổ tự quản số {at}, {STREETS[at % 4]}", "", None, "Suối Ngọc", date(2026, 3, 2)
        ),
        (Paragraph(f"Người nhận: {person(at)}, tổ trưởng."), Table(columns, rows), Paragraph(_AIMS[at % 3] + ".")),
        (Signature(("NGƯỜI GIAO",), ""), Signature(("NGƯỜI NHẬN",), person(at))),
    )
