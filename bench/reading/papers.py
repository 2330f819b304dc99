"""Dispatches of any length, made of the invented province's duties, each duty worded anew."""

from __future__ import annotations

import io
from itertools import count

CHARACTERS_A_PAGE = 2_600
AGENCIES = ["Sở Tư pháp", "Sở Nội vụ", "Công an tỉnh", "Sở Tài chính", "UBND cấp huyện", "Sở Y tế"]
# As long as those of a real dispatch: some 300 characters, nine or ten on a page.
DUTIES = [
    "Chủ trì, phối hợp với Công an tỉnh và các đơn vị có liên quan rà soát {n} hồ sơ của đợt {n}, "
    "đối chiếu với dữ liệu dân cư, lập danh sách những trường hợp còn sai lệch để địa phương xác "
    "minh, chỉnh sửa; hoàn thành trước ngày {d:02}/3/2025, báo cáo kết quả về UBND tỉnh qua thư "
    "điện tử để tổng hợp.",
    "Tiếp tục đẩy mạnh tuyên truyền đợt {n} bằng nhiều hình thức cho người dân, doanh nghiệp trên "
    "địa bàn về lợi ích của tài khoản định danh điện tử và dịch vụ công trực tuyến, bảo đảm thiết "
    "thực, phù hợp với từng nhóm đối tượng, nhất là vùng sâu, vùng xa, vùng đồng bào dân tộc.",
    "Định kỳ trước 08 giờ hằng ngày, tổng hợp số liệu phần {n} của các địa phương, kiểm tra những "
    "chỗ tăng giảm bất thường và gửi Công an tỉnh, cơ quan thường trực Tổ Công tác, theo mẫu gửi "
    "kèm; địa phương nào chưa gửi thì nêu rõ tên, không lấy số liệu của ngày hôm trước thay vào.",
    "Phấn đấu trong Quý II/2025 đạt {p}% chỉ tiêu của nhóm {n} theo Kế hoạch số {n}/KH-UBND ngày "
    "15/01/2025 của UBND tỉnh; bố trí người, thiết bị và kinh phí trong dự toán được giao, kịp "
    "thời tháo gỡ khó khăn, vướng mắc của cơ sở, không để công việc dồn về những ngày cuối.",
    "Khẩn trương bàn giao danh mục {n} cùng hồ sơ, tài liệu và tài khoản quản trị trong vòng 05 "
    "ngày làm việc kể từ ngày nhận được văn bản này; việc bàn giao lập thành biên bản, có xác nhận "
    "của cả hai bên và gửi một bản về Văn phòng UBND tỉnh để theo dõi chung.",
]
HEAD = """ỦY BAN NHÂN DÂN
TỈNH SÔNG HƯƠNG LĨNH

Số: 99/UBND-NC
V/v triển khai nhiệm vụ năm 2025

Sông Hương Lĩnh, ngày 18 tháng 02 năm 2025

Kính gửi: Các sở, ban, ngành; UBND các huyện, thị xã, thành phố.

Chủ tịch UBND tỉnh yêu cầu các cơ quan, đơn vị thực hiện các nội dung sau:
"""
FOOT = """
Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện./.

Nơi nhận:
- Như trên;
- Lưu: VT.
"""


def lines_of(pages: int) -> list[str]:
    """The paragraphs of the body, enough for so many pages."""
    lines: list[str] = []
    length = 0
    for part in count(1):
        lines.append(f"{part}. {AGENCIES[part % len(AGENCIES)]}:")
        for place, duty in enumerate(DUTIES):
            number = part * len(DUTIES) + place
            lines.append(f"- {duty.format(n=number, d=1 + number % 28, p=50 + number % 50)}")
        length += sum(len(line) + 1 for line in lines[-len(DUTIES) - 1 :])
        if length >= pages * CHARACTERS_A_PAGE:
            return lines
    raise AssertionError("the count never ends")


def dispatch_of(pages: int) -> str:
    """A dispatch as text."""
    return HEAD + "\n" + "\n".join(lines_of(pages)) + "\n" + FOOT


def word_file(pages: int) -> bytes:
    """The same dispatch as a Word file."""
    from docx import Document

    document = Document()
    for line in dispatch_of(pages).split("\n"):
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
