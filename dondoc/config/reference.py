"""Pages of `docs/reference` are written from the code; a test fails when they disagree."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Callable
from pathlib import Path

import dondoc
from dondoc.config import env
from dondoc.config.cli import COMMANDS
from dondoc.core.deadline_rules import ASSUMPTIONS, RULES, SETTLES
from dondoc.core.errors import Refusal, all_refusals

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "reference"
MADE_FROM_CODE = "<!-- Trang này do `make reference` viết ra từ mã nguồn; đừng sửa bằng tay. -->"


def load_everything() -> None:
    """Import every module of the product, so that each reason for a no is known."""
    for module in pkgutil.walk_packages(dondoc.__path__, "dondoc."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def product_refusals() -> list[type[Refusal]]:
    """Every reason for a no that the product itself can give, ordered by its code."""
    load_everything()
    return [kind for kind in all_refusals() if kind.__module__.startswith("dondoc.")]


def refusals_page() -> str:
    """List every refusal: code, Vietnamese sentence, English sentence."""
    from django.utils.translation import gettext, override

    rows = []
    with override("vi"):
        for kind in product_refusals():
            rows.append(f"| `{kind.code}` | {gettext(kind.message)} | {kind.message} |")
    return _page(
        "Các lý do từ chối",
        "Một lời từ chối nói rõ vì sao và làm gì tiếp. Mã giữ nguyên qua các phiên bản: trang web "
        "hiện câu tiếng Việt, API trả mã trong trường `code` (RFC 9457), dòng lệnh in một dòng và "
        "kết thúc với trạng thái 1. Chỗ viết `%(tên)s` là số liệu được điền khi nói.",
        ["| Mã | Câu | In the source |", "|---|---|---|", *rows],
    )


def settings_page() -> str:
    """List every setting with what it is for and its default."""
    rows = [f"| `{name}` | {_sentence(purpose)} |" for name, purpose in sorted(env.KNOWN.items())]
    return _page(
        "Các biến cấu hình",
        "Không đặt biến nào thì phần mềm vẫn chạy: SQLite trong thư mục `data`. Mỗi biến có thể "
        "đọc từ tệp qua tên `…_FILE`, dùng cho mật khẩu và khóa. Viết sai tên thì phần mềm dừng "
        "lại và nêu tên gần nhất.",
        ["| Name | Purpose |", "|---|---|", *rows],
    )


def commands_page() -> str:
    """List every command with what it does and whether it needs the database."""
    rows = [
        f"| `dondoc {name}` | {purpose} | {'có' if needs_database else 'không'} |"
        for name, (_place, needs_database, purpose) in sorted(COMMANDS.items())
    ]
    return _page(
        "Các lệnh",
        "Lệnh ở `.venv/bin/dondoc` làm cùng những việc như trang web. Thêm `--help` sau tên lệnh "
        "để xem tham số. Bị từ chối thì lệnh in một dòng và kết thúc với trạng thái 1.",
        ["| Lệnh | Để làm gì | Cần cơ sở dữ liệu |", "|---|---|---|", *rows],
    )


def reading_rules_page() -> str:
    """List the named rules of deadlines, what they assume, and what would settle a doubt."""
    from django.utils.translation import gettext, override

    with override("vi"):
        rules, assumed, settling = (
            [f"| `{name}` | {gettext(said)} |" for name, said in sorted(known.items())]
            for known in (RULES, ASSUMPTIONS, SETTLES)
        )
    head = ["| Tên | Câu |", "|---|---|"]
    return _page(
        "Các luật đọc thời hạn",
        "Mỗi thời hạn đọc ra đều kèm chữ đã đọc và tên một luật dưới đây; `dondoc read --why TỆP` "
        "kể từng chỗ. Văn bản không ghi ngày thì không luật nào đặt ra ngày.",
        [*head, *rules, "", "## Giả định đi kèm", "", *head, *assumed, "",
         "## Điều còn thiếu", "", *head, *settling],
    )  # fmt: skip


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "reading-rules.md": reading_rules_page,
    "refusals.md": refusals_page,
    "settings.md": settings_page,
}


def write() -> None:
    """Write every page of the reference anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


def _page(title: str, opening: str, lines: list[str]) -> str:
    return "\n".join([f"# {title}", "", MADE_FROM_CODE, "", opening, "", *lines, ""])


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def main() -> None:
    """`python -m dondoc.config.reference` rewrites the pages."""
    import django

    from dondoc.config import messages

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dondoc.config.settings")
    messages.compile_all()
    django.setup()
    write()


if __name__ == "__main__":
    main()
