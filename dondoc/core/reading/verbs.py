"""Words with which the work begins: verbs of office prose, modals and adverbs of manner.

The list says where a sentence turns from who to what. A verb that is missing here does no harm
after a name of full shape (`bodies.row_end` ends there too); after a class in small letters this
list is all there is to go by.
"""

from __future__ import annotations

from collections.abc import Iterable

from dondoc.core.phrases import later, rx
from dondoc.core.reading.patterns import by_letter

# How and whether: these open the predicate whatever verb follows.
MANNER = (
    "cần|phải|sẽ|nên|cùng nhau|cùng thống nhất|được giao|được phân công phải|có trách nhiệm|"
    "chịu trách nhiệm|có nhiệm vụ|có giải pháp|có phương án|có văn bản|có kế hoạch|chủ động|"
    "khẩn trương|nghiêm túc|kịp thời|thường xuyên|tích cực|quyết liệt|kiên quyết|nhanh chóng|"
    "sớm|ngay lập tức|lập tức|trực tiếp|đồng loạt|tập trung|ưu tiên|tiếp tục|định kỳ|hằng ngày|"
    "hàng ngày|hằng tuần|hàng tuần|hằng tháng|hàng tháng|hằng quý|hàng quý|hằng năm|hàng năm|"
    "tuyệt đối|không để|không được|chưa được|bắt buộc|phấn đấu|nỗ lực|căn cứ|trên cơ sở|"
    "theo chức năng|theo nhiệm vụ|theo thẩm quyền|theo lĩnh vực|theo phạm vi|trong phạm vi|"
    "trong quá trình|tùy theo|tùy tình hình|dựa trên|bằng nhiều|thống nhất(?! đất nước)|"
    "khi có|trước ngày|chậm nhất|xong trước"
)
WORK = (
    "chủ trì|phối hợp|tổ chức|triển khai|thực hiện|thực thi|xây dựng|rà soát|tăng cường|đẩy mạnh|"
    "đẩy nhanh|nâng(?: cao| cấp)?|tham mưu|hướng dẫn|đôn đốc|kiểm tra|theo dõi|tổng hợp|báo cáo|"
    "đề xuất|hoàn thành|hoàn thiện|hoàn tất|chỉ đạo|tuyên truyền|nghiên cứu|cập nhật|cung cấp|"
    "chuẩn bị|ban hành|bố trí|bảo đảm|đảm bảo|phát huy|quán triệt|phổ biến|thu thập|số hóa|"
    "làm sạch|làm giàu|tập huấn|hỗ trợ|vận hành|duy trì|kết nối|tích hợp|chia sẻ|đồng bộ|gửi|"
    r"giúp(?! việc)|rút kinh nghiệm|làm rõ|phân công|(?<!goại\s)giao(?! thông| dịch| ban| lưu|"
    r" nhận)|công bố|"
    r"công khai|"
    "thống kê|xác minh|xử lý|giải quyết|tiếp nhận|thu nhận|kích hoạt|bắt đầu|đề nghị|yêu cầu|"
    "chuyển|bàn giao|sơ tán|kiểm điểm|xem xét|thẩm định|phê duyệt|quản lý|khai thác|lựa chọn|"
    "thành lập|kiện toàn|bồi dưỡng|đào tạo|áp dụng|niêm yết|khắc phục|tháo gỡ|đánh giá|sơ kết|"
    r"tổng kết|huy động|phát động|vận động|nhân rộng|nắm|làm việc|học tập|(?<!bầu\s)cử(?! tri)|"
    r"xác định|xếp|"
    "nhập dữ liệu|nhập liệu|đối khớp|đối soát|xác thực|"
    "lập(?=,)|treo cờ|treo (?:pano|băng)|lập (?:danh sách|kế hoạch|dự toán|báo cáo|hồ sơ|phương "
    "án|biên bản|đoàn|tổ|dự án|sổ|bảng|bản)|"
    "trình (?:UBND|Ủy ban|Chủ tịch|Thủ tướng|HĐND|Hội đồng|cấp|Chính phủ|Bộ|Tỉnh ủy|Thường trực)|"
    "cho (?:học sinh|sinh viên|trẻ|người lao động|cán bộ)|"
    "mở|đăng ký|sử dụng|rút|giám sát|họp|đưa|đăng tải|bám sát|ra quân|"
    "điều chỉnh|sửa đổi|bổ sung|ký kết|tiến hành|chấp hành|thi hành|tuân thủ|"
    "cấp (?:kinh phí|giấy|phát|mã|tài khoản|thẻ|đổi|số|chứng thư|chữ ký)|thu hồi|thu gom|"
    "chi trả|thanh toán|giải ngân|quyết toán|cân đối|"
    "phân bổ|đầu tư|mua sắm|lắp đặt|thí điểm|trang bị|tổng rà soát|truy vết|điều tra|khảo sát|"
    "thanh tra|kiểm soát|kiểm kê|kiểm đếm|kiểm định|phòng ngừa|phòng chống|ngăn chặn|phát hiện|"
    "đấu tranh|bảo vệ|giữ vững|tuần tra|ứng phó|ứng trực|trực (?:ban|chiến|bão|gác|sẵn sàng)|"
    "thông tin|thông báo|thông tuyến|"
    "truyền thông|phát sóng|đưa tin|phản ánh|trả lời|giải trình|kiến nghị|phản hồi|tiếp thu|"
    "tham gia|tham dự|đóng góp|góp ý|cho ý kiến|có ý kiến|biểu dương|khen thưởng|kỷ luật|"
    "động viên|khuyến khích|khuyến cáo|vinh danh|thăm hỏi|tặng|trao|đón|phục vụ|"
    "chăm lo|chăm sóc|bảo quản|bảo trì|bảo dưỡng|sửa chữa|nạo vét|tu bổ|tôn tạo|giải phóng|"
    "bồi thường|di dời|tái định cư|cắm mốc|đo đạc|lập bản đồ|thiết kế|thi công|"
    "khởi công|khánh thành|nghiệm thu|đấu thầu|đấu giá|kêu gọi|thu hút|xúc tiến|quảng bá|"
    "giới thiệu|liên kết|hợp tác(?! xã)|kết hợp|lồng ghép|gắn|đổi mới|cải cách|cải thiện|"
    "đơn giản hóa|cắt giảm|rút ngắn|tinh gọn|sắp xếp|sáp nhập|phân cấp|phân quyền|ủy quyền|"
    "phân loại|phân tích|phân luồng|dự báo|cảnh báo|quan trắc|đo kiểm|tính toán|tổng điều tra|"
    "khớp nối|truy cập|khai báo|kê khai|công nhận|chứng thực|xác nhận|chịu sự|"
    "hủy bỏ|chấm dứt|dừng|tạm dừng|đình chỉ|từ chối|khóa|mở rộng|thu hẹp|"
    "củng cố|quan tâm|chú trọng|coi trọng|xem đây|"
    "nêu cao|gương mẫu|đi đầu|tiên phong|cam kết|lãnh đạo(?! (?:tỉnh|UBND|các|sở|bộ|Sở|Bộ))|"
    "điều hành|điều phối|điều động|luân chuyển|tuyển dụng|bổ nhiệm|sát hạch|rèn luyện|"
    "giảng dạy|tuyển sinh|điều trị|tiêm|cách ly|giám định|sàng lọc|lấy mẫu|"
    "tổng vệ sinh|phòng, chống|"
    "lưu trữ|sao lưu|bảo mật|chuyển đổi|ứng dụng|phát triển|cài đặt|thiết lập|"
    "hình thành|tạo lập|tạo điều kiện|tạo thuận lợi|đáp ứng|nhận diện|nhận thức|"
    "soát xét|soạn thảo|nộp|"
    "thể chế hóa|cụ thể hóa|chuẩn hóa|xã hội hóa|hiện đại hóa|tham vấn|tham khảo|đối thoại|"
    "tiếp công dân|hòa giải|truy tố|xét xử|kháng nghị|áp giải|bắt giữ|triệt phá|trấn áp|"
    "hạn chế|giảm|trang trí|chào mừng|kỷ niệm|phân giao|giao ban|cấm|chặn|cảnh giác|định hướng|"
    "chỉnh trang|chỉnh lý|ký số|ký hợp đồng|ký cam kết|chi(?! nhánh| cục| tiết| phí| hội| bộ| "
    "đoàn)|"
    "bình ổn|kéo dài|vào cuộc|lập kế|truy quét|tra soát|giải thích|tư vấn|khẳng định|"
    "phân tuyến|tăng thời lượng|tăng tốc|tăng (?=[0-9])|xuất bản|in ấn|phát hành|phát thẻ|phát "
    "triển"
)
VERB_WORDS = f"{WORK}|{MANNER}"
_QUICK = by_letter(VERB_WORDS)
VERB = later(rf"(?<![\w-]){_QUICK}(?![\w])".replace(" ", r"\s+"))
VERB_FIRST = rx(rf"{_QUICK}(?![\w])")

# Verbs that belong to a name or to a class of bodies: "cơ quan quản lý nhà nước", "chủ đầu tư".
_INSIDE_NAMES = later(
    r"(?:[Cc]ảnh sát|[Bb]an|[Tt]ổ|[Hh]ội đồng|[Vv]ăn phòng|[Tt]rung tâm|[Cc]hi nhánh|"
    r"(?<!ôi )[Tt]rường|[Bb]ộ phận|[Vv]iện|[Tt]rạm|[Cc]ông ty|[Qq]uỹ|[Ll]ực lượng|[Cc]hi cục|"
    r"[Cc]ục|[Nn]hóm|[Cc]ổng)\s+"
    r"(?:quản lý|chỉ đạo|thẩm định|tổ chức|đăng ký|phục vụ|hỗ trợ|giám sát|điều hành|đào tạo|giải "
    r"quyết|xử lý|tiếp nhận|chuyển đổi|điều tra|thường trực|cung cấp|giúp việc|"
    r"kiểm (?:tra|soát|nghiệm|định)|thi hành|thanh tra|xây dựng|phát triển|bảo vệ|bảo trợ|"
    r"truyền thông|thông tin|ứng dụng|phòng,? chống|quan trắc|ứng phó|chăm sóc|nuôi dưỡng|"
    r"nghiên cứu|lưu trữ|xúc tiến|bảo hiểm|dịch vụ|điều phối|chấp hành|số hóa)\b|"
    r"[Cc]ơ quan\s+(?:quản lý|thường trực|thông tin|truyền thông|điều tra|thi hành án|thanh tra|"
    r"kiểm (?:toán|tra|sát)|chủ trì(?!,? phối hợp)|tham mưu(?:,)? giúp việc|chuyên môn|lập "
    r"(?:danh sách|dự toán|quy hoạch))\b|"
    r"[Đđ]ơn vị\s+(?:quản lý(?! chặt| tốt| nghiêm)|thi công|tư vấn|cung cấp (?:dịch vụ|nền tảng)|"
    r"sử dụng (?:ngân sách|lao động)|vận hành|khai thác|thu gom|chủ trì(?!,? phối hợp)|"
    r"đăng ký(?! với)|tiếp nhận)\b|"
    r"[Cc]ơ sở\s+(?:khám|đào tạo|sản xuất|dạy|cung cấp|chăm sóc|đăng ký|sử dụng|điều trị|"
    r"bảo trợ|quản lý|tiếp nhận)\b|"
    r"[Dd]oanh nghiệp\s+(?:cung cấp|sản xuất|khai thác|đầu tư|vận hành|sử dụng|tham gia|nhà "
    r"nước)\b|"
    r"[Tt]ổ chức\s+(?:tư vấn|cung cấp|đấu giá|sử dụng)\b|"
    r"(?:\b[Cc]ác|\b[Nn]hững|\bmọi|cá nhân,?|cơ quan,|đơn vị,|đoàn thể,|hội,|nghiệp,|và)\s+tổ chức"
    r"(?!\s+(?:thực hiện|triển khai|hội|lớp|các|tuyên|kiểm|rà|tập|thu|quán|phát|đợt|lễ|cho|việc|"
    r"sơ|tổng|đánh|trực|họp|xây|số|lấy|khám|thi|học|phổ|đoàn))\b|báo chí(?:,| và) truyền thông|"
    r"(?:CP|[Cc]ổ phần|TNHH(?: MTV| một thành viên)?)\s+(?:đầu tư|xây dựng|quản lý|khai thác|phát "
    r"triển|tư vấn|cấp|thông tin|vận hành|dịch vụ)(?:(?:,| và)? (?:đầu tư|xây dựng|quản lý|khai "
    r"thác|phát triển|tư vấn))*\b|"
    r"(?:QLDA|[Qq]uản lý [Dd]ự án)\s+đầu tư(?: và)?(?: xây dựng)?|(?:nhà|chủ) đầu tư|khám bệnh, "
    r"chữa bệnh|phòng cháy(?:,| và)? chữa cháy|"
    r"(?:Phòng|phòng), chống|Phòng cháy|Ban hành|(?:đã )?được giao"
    r"(?: nhiệm vụ)?(?: chủ trì)?(?: thực hiện)?(?= (?:các|những|mô hình|dự án|công trình))"
)


# Characters: no words that hold a verb inside a name are longer.
_LONGEST_NAME = 200


def first_verb(
    text: str, start: int = 0, end: int | None = None, masked: Iterable[tuple[int, int]] = ()
) -> int | None:
    """Where the work begins in a sentence that opens with its owner; verbs inside names do not
    count.

    >>> words = "Ban chỉ đạo tỉnh đôn đốc các sở"
    >>> words[first_verb(words):]
    'đôn đốc các sở'
    """
    end = len(text) if end is None else end
    known = list(masked)
    for found in VERB.finditer(text, start, end):
        place = found.start()
        # names are looked for only around the verb: the first one is the answer nearly always
        around = (max(start, place - _LONGEST_NAME), min(end, place + _LONGEST_NAME))
        hidden = [name.span() for name in _INSIDE_NAMES.finditer(text, *around)]
        if not any(a <= place < b for a, b in (*known, *hidden)):
            return place
    return None
