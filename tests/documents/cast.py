"""A letter of the small province: invented signer, the words of the drafted reminder."""

from __future__ import annotations

from datetime import date

from dondoc.documents.letter import Annex, HeadCell, Letter, Paragraph, Run

ITEMS = (
    "1. Sở Tư pháp: Nhiệm vụ hoàn thành số hóa sổ hộ tịch, thời hạn ngày 19/02/2025, đã quá hạn 01 ngày; "
    "mới chuyển 1.121.130/1.148.620 dữ liệu (97,6%), còn 27.490 dữ liệu, trong đó 20.486 dữ liệu thuộc 11 xã "
    "của các huyện Sơn Tây, Trà Bồng, Ba Tơ. Tập trung lực lượng hỗ trợ 11 xã nêu trên, hoàn thành chậm nhất "
    "ngày 22/02/2025; tiếp tục báo cáo trước 08 giờ hằng ngày.",
    "2. Sở Tài chính: Dự toán kinh phí thực hiện Đề án 06 năm 2025, thời hạn trước ngày 20/02/2025, đến nay chưa "
    "trình UBND tỉnh. Trình UBND tỉnh chậm nhất 17 giờ ngày 21/02/2025.",
    "3. Các cơ quan, đơn vị, địa phương: Tỷ lệ hồ sơ tiếp nhận trực tuyến đối với 53 dịch vụ công thiết yếu đạt "
    "91,2%, chưa đạt 100% theo yêu cầu trong năm 2024, đã quá hạn 51 ngày; rà soát 05 dịch vụ chưa đạt, báo cáo "
    "nguyên nhân trước ngày 28/02/2025.",
    "4. Sở Tài nguyên và Môi trường: Số hóa Giấy chứng nhận tại 06 địa bàn đạt 38,4%; với tiến độ hiện nay dự "
    "kiến ngày 22/8/2025 mới hoàn thành, chậm 53 ngày so với thời hạn 30/6/2025. Lập tiến độ từng địa bàn và bàn "
    "giao đầy đủ cho cơ quan kế thừa trước ngày 01/3/2025.",
    "5. Sở Thông tin và Truyền thông: Đề xuất đưa Trung tâm điều hành thông minh (IOC) vào vận hành chính thức "
    "phải báo cáo trước ngày 28/02/2025, hiện chưa có dự thảo. Khẩn trương hoàn thành đúng thời hạn.",
    "6. Sở Y tế, Sở Lao động - Thương binh và Xã hội: Hai nhiệm vụ có thời hạn 28/02/2025 tại Kế hoạch số "
    "16/KH-UBND mới đạt 74% và 68,5%. Đẩy nhanh tiến độ, không để quá hạn.",
)

OPENING = (
    "Thực hiện Công văn số 02/TCTĐA06 ngày 18/02/2025 của Tổ công tác Đề án 06 tỉnh, Công văn số 4017/UBND-TTHC "
    "ngày 29/7/2024 và Kế hoạch số 16/KH-UBND ngày 22/01/2025 của UBND tỉnh; qua theo dõi đến 08 giờ 00 ngày "
    "20/02/2025, còn 03 nhiệm vụ quá hạn và 04 nhiệm vụ có nguy cơ chậm tiến độ. Tổ trưởng Tổ công tác Đề án 06 "
    "tỉnh yêu cầu:"
)

REGISTERS = (
    "Sổ đăng ký khai sinh",
    "Sổ đăng ký kết hôn",
    "Sổ đăng ký khai tử",
    "Sổ xác nhận tình trạng hôn nhân",
    "Sổ đăng ký nhận cha, mẹ, con",
)

ANNEX = Annex(
    title="PHỤ LỤC\nTiến độ số hóa sổ hộ tịch",
    reference_line="",
    header_rows=(
        (
            HeadCell("TT", rowspan=2),
            HeadCell("Loại sổ hộ tịch", rowspan=2),
            HeadCell("Tổng dữ liệu hộ tịch", rowspan=2),
            HeadCell("Trạng thái thống kê trên phần mềm 158", colspan=4),
            HeadCell("Chuyển CSDL hộ tịch điện tử", rowspan=2),
        ),
        (HeadCell("Lưu nháp"), HeadCell("Chờ rà soát"), HeadCell("Đã duyệt"), HeadCell("Từ chối")),
    ),
    rows=(
        *(
            (str(index), register, "229.724", "1.204", "2.310", "224.226", "1.984", "224.226")
            for index, register in enumerate(REGISTERS, start=1)
        ),
        ("TỔNG:", "", "1.148.620", "6.020", "11.550", "1.121.130", "9.920", "1.121.130"),
    ),
    numeric_from=2,
)

LETTER = Letter(
    parent_body="UBND tỉnh Quảng Ngãi",
    body="Tổ công tác Đề án 06",
    number_suffix="TCTĐA06",
    place="Quảng Ngãi",
    issued_on=None,
    about="đôn đốc thực hiện các nhiệm vụ chậm, có nguy cơ chậm tiến độ của Đề án 06",
    addressees=(
        "Các Sở: Tư pháp, Tài chính, Tài nguyên và Môi trường, Thông tin và Truyền thông, Y tế, "
        "Lao động - Thương binh và Xã hội",
        "Các cơ quan, đơn vị, địa phương",
    ),
    paragraphs=(
        Paragraph((Run(OPENING),)),
        *(Paragraph((Run(item, slot=str(index)),)) for index, item in enumerate(ITEMS, start=1)),
    ),
    closing="Yêu cầu các cơ quan, đơn vị, địa phương khẩn trương thực hiện.",
    copied_to=(
        "Như trên",
        "CT, các PCT UBND tỉnh",
        "Công an tỉnh (cơ quan thường trực)",
        "VPUB: CVP, PCVP, TTHC",
        "Lưu: VT, TTHC",
    ),
    signer_posts=("Tổ trưởng", "Chủ tịch UBND tỉnh"),
    signer_name="Trần Văn Minh",
    annexes=(ANNEX,),
    drafted_on=date(2025, 2, 20),
)
