"""A dispatch that is not loaded: a Word file for whoever wants to feed one in by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dondoc.documents.letter import Annex, HeadCell, Letter, Paragraph, Run, write_letter

FILE_NAME = "05-TCTDA06 (van ban minh hoa).docx"


def sample() -> Letter:
    """An invented dispatch of the morning on which the story stops: four duties and a new form."""
    return Letter(
        parent_body="ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI",
        body="TỔ CÔNG TÁC ĐỀ ÁN 06 TỈNH",
        number_suffix="TCTĐA06",
        number="05",
        place="Quảng Ngãi",
        issued_on=date(2025, 2, 20),
        about="cấp tài khoản định danh điện tử mức 2 cho người từ đủ 14 tuổi",
        addressees=("Công an tỉnh", "Sở Y tế", "UBND các huyện, thị xã, thành phố"),
        paragraphs=(
            _plain(
                "Qua theo dõi, tỷ lệ cấp tài khoản định danh điện tử mức 2 của một số địa phương "
                "còn thấp. Tổ trưởng Tổ công tác Đề án 06 tỉnh yêu cầu:"
            ),
            _item(
                "1. Công an tỉnh:",
                " Tổ chức tổ lưu động cấp tài khoản định danh điện tử mức 2 tại các xã miền núi, "
                "hoàn thành trước ngày 15/3/2025; hướng dẫn các địa phương lập danh sách người "
                "chưa có tài khoản chậm nhất ngày 25/02/2025.",
            ),
            _item(
                "2. UBND các huyện, thị xã, thành phố:",
                " Trước 09 giờ hằng ngày báo cáo kết quả (theo mẫu gửi kèm) cho Công an tỉnh để "
                "tổng hợp.",
            ),
            _item(
                "3. Sở Y tế:",
                " Tiếp tục tuyên truyền lợi ích của Sổ sức khỏe điện tử trên ứng dụng VNeID tại "
                "các cơ sở khám chữa bệnh.",
            ),
        ),
        closing="Yêu cầu các cơ quan, đơn vị, địa phương khẩn trương thực hiện",
        copied_to=("Như trên", "CT, các PCT UBND tỉnh", "Lưu: VT, TTHC"),
        signer_posts=("TỔ TRƯỞNG", "CHỦ TỊCH UBND TỈNH"),
        signer_name="Lương Nhật Minh",
        annexes=(_annex(),),
    )


def write_sample(folder: Path) -> Path:
    """Put the Word file where a visitor finds it; one that is there stays as it is."""
    path = folder / FILE_NAME
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(write_letter(sample()))
    return path


def _plain(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _item(owner: str, duty: str) -> Paragraph:
    return Paragraph((Run(owner, bold=True), Run(duty)))


def _annex() -> Annex:
    groups = (
        "Từ đủ 14 đến dưới 18 tuổi",
        "Từ đủ 18 đến dưới 60 tuổi",
        "Từ đủ 60 tuổi trở lên",
    )
    empty = ("",) * 4
    return Annex(
        title="KẾT QUẢ CẤP TÀI KHOẢN ĐỊNH DANH ĐIỆN TỬ MỨC 2",
        reference_line="(Kèm theo Công văn số 05/TCTĐA06 ngày 20/02/2025 của Tổ công tác Đề án 06 "
        "tỉnh)",
        header_rows=(
            (
                HeadCell("TT", rowspan=2),
                HeadCell("Nhóm tuổi", rowspan=2),
                HeadCell("Số người", rowspan=2),
                HeadCell("Tài khoản mức 2", colspan=3),
            ),
            (HeadCell("Đã thu nhận"), HeadCell("Đã cấp"), HeadCell("Đã kích hoạt")),
        ),
        rows=(
            *((str(place), group, *empty) for place, group in enumerate(groups, start=1)),
            ("", "TỔNG", *empty),
        ),
        numeric_from=2,
    )
