"""Every command, its options and the function that carries it out, named by text, so that nothing loads early."""

from __future__ import annotations

import argparse

from thidua.cli.grammar import Parser, existing_file, few, port

HELP = """\
Thidua: từ kế hoạch thi đua đến báo cáo.    Cách dùng: thidua LỆNH [tùy chọn]

  sample      nạp phường mẫu để dùng thử          init        bắt đầu một phường mới
  serve       mở máy chủ (--lan: cả cơ quan)      user        đặt lại mật khẩu: user password TÊN
  plan        đọc, soát kế hoạch: plan check TỆP  doctor      xem máy có thiếu gì
  backup      sao lưu ra một tệp                  verify      kiểm tra một tệp sao lưu
  restore     khôi phục vào thư mục trống         drill       diễn tập sao lưu và khôi phục
  upgrade     nâng cấp dữ liệu                    check       kiểm tra dữ liệu có còn đúng
  journal     kiểm tra nhật ký, xuất mốc          key         tạo khóa bí mật mới

Mỗi lệnh: thidua LỆNH --help. Thư mục dữ liệu: --data THƯ_MỤC (mặc định $THIDUA_DATA, hoặc ./data).
Ví dụ:  thidua sample
        thidua serve --port 8000
        thidua backup --to /media/usb --keep 14d,8w,12m"""

PASSWORD_HELP = "tự đặt mật khẩu ngẫu nhiên và in ra một lần"


class Commands:
    """Adds commands one after another to one parser."""

    def __init__(self, parser: Parser, *, level: str = "subcommand") -> None:
        self._under = parser.add_subparsers(dest=level, metavar="LỆNH", parser_class=Parser)

    def add(self, name: str, act: str | None, help: str, *, data: bool = True) -> Parser:
        parser = self._under.add_parser(name, description=help, help=help)
        if data:
            parser.add_argument("--data", metavar="THƯ_MỤC", help="thư mục dữ liệu")
        if act:
            parser.set_defaults(act=act, parser=parser)
        return parser


def grammar() -> Parser:
    """The whole command line."""
    top = Parser(prog="thidua")
    commands = Commands(top, level="command")
    _starting(commands)
    _serving(commands)
    _keeping(commands)
    _watching(commands)
    _reading(commands)
    return top


def _flag(parser: argparse.ArgumentParser, name: str, help: str) -> None:
    parser.add_argument(name, action="store_true", help=help)


def _starting(commands: Commands) -> None:
    init = commands.add("init", "founding:init", "Bắt đầu một phường mới với cán bộ đầu tiên.")
    init.add_argument("--city", metavar="TÊN", help="tỉnh, thành phố; cùng --ward: cấp trên của phường")
    init.add_argument("--ward", metavar="TÊN", help="xã, phường, đặc khu")
    init.add_argument("--name", metavar="HỌ_TÊN", help="họ và tên cán bộ đầu tiên")
    init.add_argument("--username", metavar="TÊN", help="tên đăng nhập")
    _flag(init, "--print-password", PASSWORD_HELP)
    commands.add("sample", "sample:sample", "Nạp phường mẫu nếu thư mục còn trống; in tên đăng nhập.")
    user = Commands(commands.add("user", None, "Tài khoản.", data=False))
    reset = user.add("password", "accounts:password", "Đặt lại mật khẩu của một người.")
    reset.need("name", missing="Thiếu tên đăng nhập.", help="tên đăng nhập")
    _flag(reset, "--print-password", PASSWORD_HELP)
    key = Commands(commands.add("key", None, "Khóa bí mật.", data=False))
    key.add("new", "accounts:new_key", "Tạo khóa bí mật mới; mọi người phải đăng nhập lại.")


def _serving(commands: Commands) -> None:
    serve = commands.add("serve", "serve:serve", "Mở máy chủ.")
    serve.add_argument("--port", type=port, default=8000, metavar="CỔNG", help="mặc định 8000")
    serve.add_argument("--host", metavar="ĐỊA_CHỈ", help="mặc định 127.0.0.1, chỉ máy này")
    _flag(serve, "--lan", "mở cho cả mạng cơ quan, qua HTTPS")
    serve.add_argument("--workers", type=few, default=2, metavar="SỐ", help="số tiến trình, mặc định 2")
    _flag(serve, "--access-log", "ghi mỗi lượt truy cập ra màn hình")


def _keeping(commands: Commands) -> None:
    backup = commands.add("backup", "backups:backup", "Sao lưu ra một tệp, trong lúc mọi người vẫn làm việc.")
    backup.add_argument("--to", metavar="THƯ_MỤC", help="nơi để tệp; nên là ổ khác (mặc định data/backups)")
    backup.add_argument("--keep", metavar="14d,8w,12m", help="giữ bao nhiêu ngày, tuần, tháng; bản cũ hơn sẽ xóa")
    verify = commands.add("verify", "backups:verify", "Kiểm tra một tệp sao lưu.", data=False)
    verify.need("file", missing="Thiếu đường dẫn tệp sao lưu.", type=existing_file, help="tệp .tdb")
    restore = commands.add("restore", "backups:restore", "Khôi phục vào một thư mục trống.")
    restore.need("file", missing="Thiếu đường dẫn tệp sao lưu.", type=existing_file, help="tệp .tdb")
    restore.add_argument("--into", metavar="THƯ_MỤC", help="thư mục trống")
    _flag(restore, "--i-know", "vẫn khôi phục dù là bản sao của phường khác")
    _flag(restore, "--exact", "không ghi lần khôi phục vào nhật ký (dùng khi diễn tập)")
    commands.add("drill", "backups:drill", "Sao lưu, khôi phục vào thư mục tạm, so từng bảng.")
    upgrade = commands.add("upgrade", "upgrades:upgrade", "Sao lưu, nâng cấp, kiểm tra; hỏng thì trả lại bản cũ.")
    _flag(upgrade, "--resume", "làm tiếp lần nâng cấp bị dừng")


def _watching(commands: Commands) -> None:
    check = commands.add("check", "checks:check", "Kiểm tra dữ liệu có còn đúng.")
    check.add_argument("--only", metavar="TÊN", help="chỉ một phép kiểm")
    _flag(check, "--list", "liệt kê các phép kiểm")
    _flag(check, "--json", "in kết quả dạng JSON")
    journal = Commands(commands.add("journal", None, "Nhật ký.", data=False))
    verify = journal.add("verify", "checks:journal_verify", "Kiểm tra nhật ký không bị sửa.")
    verify.add_argument("--head", type=existing_file, metavar="TỆP", help="tệp mốc đã giữ ở nơi khác")
    heads = journal.add("heads", "checks:journal_heads", "In mốc của nhật ký, để giữ ở nơi khác.")
    heads.add_argument("--export", metavar="TỆP", help="ghi ra tệp")
    doctor = commands.add("doctor", "doctor:doctor", "Xem máy và thư mục dữ liệu có thiếu gì.")
    _flag(doctor, "--fix-permissions", "sửa quyền đọc của các tệp")


def _reading(commands: Commands) -> None:
    plan = Commands(commands.add("plan", None, "Tệp kế hoạch.", data=False))
    read = plan.add("read", "plans:read", "Đọc một tệp kế hoạch; không lưu gì.", data=False)
    read.need("file", missing="Thiếu đường dẫn tệp kế hoạch.", type=existing_file, help=".docx, .pdf, .txt, .md, ảnh")
    _flag(read, "--json", "in kết quả đầy đủ dạng JSON (thidua-plan/1)")
    check = plan.add(
        "check", "plans:check", "Soát lỗi kế hoạch; nhiều tệp thì soát chéo. Không sửa chữ nào.", data=False
    )
    check.need_some("files", missing="Thiếu đường dẫn tệp kế hoạch.", type=existing_file, help="một hay nhiều tệp")
    _flag(check, "--json", "in kết quả dạng JSON")
    write = plan.add(
        "write", "plan_writing:write", "Viết kế hoạch (JSON) thành văn bản .docx, .pdf hoặc .html.", data=False
    )
    write.need("file", missing="Thiếu đường dẫn tệp kế hoạch.", type=existing_file, help="tệp JSON (thidua-plan/1)")
    write.add_argument("--to", metavar="TỆP", help="tệp mới: .docx, .pdf hoặc .html")
    tasks = plan.add(
        "tasks", "plan_tasks:tasks", "Lập danh sách việc từ một văn bản: ai làm gì, hạn nào; không lưu gì.", data=False
    )
    tasks.need("file", missing="Thiếu đường dẫn tệp kế hoạch.", type=existing_file, help=".docx, .pdf, .txt, .md, ảnh")
    tasks.add_argument("--xlsx", metavar="TỆP", help="ghi thành bảng Excel ở tệp mới này")
