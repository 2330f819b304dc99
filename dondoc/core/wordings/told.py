"""What is told, not ordered: states on a day, data until a day, the past, forecasts.

These are exclusions: they stand before every other wording and read their words whole, so that
nothing inside them is taken for a limit; where its condition does not hold, one leaves its words to
others. Each is named after what the words are instead of a limit.
"""

from __future__ import annotations

import re

from dondoc.core.wordings.notation import LEFT, NO_DEADLINE, TIME, Family, Said

TOLD = Family()
_TO = r"(?: (?:hết|cuối|thời điểm|ngày|trước|sáng|chiều|tối)){0,3}"


@TOLD.wording(
    rf"(?:(?:được )?(?:(?<!máy )tính|lũy kế|cập nhật|chốt|thống kê|tổng hợp)(?: (?:lũy kế|"
    rf"số liệu|dữ liệu|"
    rf"từ đầu năm))?|"
    rf"(?:số liệu|dữ liệu|kết quả|thông tin|lũy kế)(?: (?:được |báo cáo )?(?:tính|cập nhật|chốt|"
    rf"lấy|tổng hợp|có|thống kê|lũy kế))?|"
    rf"từ đầu (?:năm|nhiệm kỳ|quý|tháng)(?: \d{{4}})?)(?: là)? (?:đến|tới|vào){_TO} {TIME}",
    rf"thời điểm (?:chốt|lấy|tính|tổng hợp) (?:số liệu|dữ liệu)\s?:?(?: (?:là|đến|vào))?{_TO} "
    rf"{TIME}",
    rf"(?:số liệu|dữ liệu) (?:đến )?(?:trước |tại thời điểm |thời điểm ){TIME}",
)
def cut_off_of_data(said: Said) -> object:
    """Until when figures were counted.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("số liệu tính đến hết ngày 15/6/2025"), day_of("lũy kế đến cuối tháng 9/2025")
    ('no deadline', 'no deadline')
    >>> day_of("dữ liệu chốt đến 24h ngày 30/8/2025")
    'no deadline'
    >>> day_of("mua sắm máy tính đến ngày 20/10/2025")
    '2025-10-20 until_end_of_day'
    """
    if re.match(r"(?:cập nhật|tổng hợp|thống kê)", said.words) and not re.search(
        r"số liệu|dữ liệu", said.words
    ):
        return LEFT
    if said.words.startswith("kết quả") and not re.search("tính|chốt|lấy", said.words):
        return LEFT
    return NO_DEADLINE


@TOLD.wording(
    rf"(?:đến|tới|trong|vào)(?: (?:hết|cuối|thời điểm))? {TIME}(?=,? [^.;:]{{0,80}}?(?:\bđã |mới "
    rf"(?:đạt|có|chỉ)|\bđạt |ước |còn \d|"
    r"vẫn còn|chỉ (?:đạt|có)|hiện còn|có \d|còn (?:nhiều|một số|tồn)|tổng số|tổng cộng|\bchưa\b|"
    r"là (?:hơn |gần |khoảng |trên )?\d))",
    rf"từ khi [^.;]{{0,120}}? (?:đến|tới)(?: hết)? {TIME}",
)
def state_on_a_day(said: Said) -> object:
    """How things stood on a day: “until 15/6, 80% had been done”.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("Đến ngày 15/6/2025, toàn tỉnh đã hoàn thành 80%", "2025-06-20")
    'no deadline'
    >>> day_of("đến ngày 24-10, nhiều đơn vị chưa nộp báo cáo", "2025-11-01")
    'no deadline'
    >>> day_of("Đến ngày 30/6/2025, 100% xã phải đạt chuẩn", "2025-06-20")
    '2025-06-30 until_end_of_day'
    """
    follows = said.after(90)
    ordered = re.search(
        r"\b(?:phải|phấn đấu|cần|yêu cầu|bảo đảm|đảm bảo|tối thiểu|ít nhất)\b", follows
    )
    orders = re.search(
        r"(?:phấn đấu|mục tiêu|yêu cầu|bảo đảm|đảm bảo|chỉ tiêu)[^.;]{0,40}$", said.before()
    )
    day = said.day()
    last = day.on if day else None
    span = said.period() if day is None else None
    last = span.last if span else last
    if said.words.startswith("từ khi"):
        return NO_DEADLINE
    if last and said.written:
        return NO_DEADLINE if last <= said.written else LEFT
    past = re.match(r",? [^.;:]{0,80}?\b(?:đã|mới|còn|vẫn|hiện|tổng số|tổng cộng)\b", follows)
    return NO_DEADLINE if past and not (ordered or orders) else LEFT


# "học sinh", "thí sinh", "tuyển sinh" are born on no day
_BORN = (
    r"(?:(?<!học )(?<!thí )(?<!vệ )(?<!tuyển )(?<!thú y )sinh|sinh ra|sinh năm|tuyển dụng|"
    r"nhập ngũ|kết hôn|cư trú|định cư|nghỉ hưu|mất|chết)"
)
_MADE = (
    r"(?:cấp|ký|ký kết|ban hành|lập|đăng ký|thành lập|phát sinh|tiếp nhận|nộp|xây dựng|phê duyệt|"
    r"khởi công|giao|"
    r"thực hiện|hoàn thành|tổ chức|triển khai|giải quyết|công nhận|gửi|trình|có|xảy ra|sử dụng|"
    r"báo cáo)"
)


@TOLD.wording(
    rf"{_BORN} (?:trước|sau|từ|đến|trong|vào)(?: (?:hết|thời điểm))? {TIME}",
    rf"(?:đã|từng|vừa) (?:được )?(?:[^\W\d_]+ ){{0,3}}?{_MADE}\b(?:(?!phải|yêu cầu|đề nghị|chỉ "
    rf"đạo|giao)[^.;,:]){{0,70}}? "
    rf"(?:trước|trong|đến|từ|vào)(?: (?:hết|thời điểm))? {TIME}",
    rf"(?:được|do|bị) {_MADE} (?:trước|trong|vào|từ)(?: thời điểm)? {TIME}",
    rf"(?:phát sinh|tồn đọng|tồn tại|xảy ra|vi phạm) (?:trước|trong|từ)(?: thời điểm)? {TIME}"
    r"(?:,? (?:đến|tới)(?: hết)? (?:{day2}|nay\b))?",
)
def what_has_happened(said: Said) -> object:
    """Births, papers and events of a day that has passed.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("người sinh trước ngày 01/7/2004")
    'no deadline'
    >>> day_of("hồ sơ đã nộp trước ngày 01/3/2025", "2025-06-01")
    'no deadline'
    >>> day_of("giấy tờ được cấp trước ngày 01/7/2025", "2025-08-01")
    'no deadline'
    >>> day_of("thiệt hại xảy ra từ ngày 01/8/2023 đến ngày 30/8/2023")
    'no deadline'
    >>> day_of("khám cho học sinh trong tháng 10/2025")
    '2025-10-31 end_of_month'
    """
    if re.match(rf"{_BORN}\b|phát sinh|tồn|xảy|vi phạm", said.words):
        return NO_DEADLINE
    if re.match(rf"(?:đã|từng|vừa) (?:được )?(?:[^\W\d_]+ )?{_MADE} (?:trước|trong)", said.words):
        return NO_DEADLINE
    day = said.day()
    span = None if day else said.period()
    last = day.on if day else span.last if span else None
    if last is None or said.written is None:
        return NO_DEADLINE if said.words.startswith(("đã", "từng", "vừa")) else LEFT
    return NO_DEADLINE if last <= said.written else LEFT


@TOLD.wording(
    r"{from} ngày \d{1,2} tháng trước đến (?:hết )?ngày \d{1,2}(?: của)?(?: tháng [^.;,]{0,20})?",
    r"(?:kỳ báo cáo|thời gian (?:chốt|lấy|tính) số liệu|thời điểm lấy số liệu|kỳ lấy số "
    r"liệu)[^.;]{0,60}? (?:từ|tính từ) (?:ngày )?{day1}"
    r"(?:,? (?:đến|tới)(?: hết)? {day2})?",
    r"(?:số liệu|kết quả|tình hình|phát sinh)(?! [^.;]{0,40}(?:hoàn thành|xong))[^.;,]{0,40} "
    r"(?:từ|trong) (?:ngày )?{day1} (?:đến|tới)(?: hết)? {day2}",
)
def days_under_review(said: Said) -> object:
    """The days from which figures are taken.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("số liệu từ ngày 15/12/2024 đến ngày 14/6/2025")
    'no deadline'
    >>> day_of("thời gian chốt số liệu 6 tháng cuối năm được tính từ 15/6 đến 14/12", "2025-05-01")
    'no deadline'
    """
    return NO_DEADLINE


@TOLD.wording(
    r"(?:kết quả|tình hình|sơ kết|tổng kết|đánh giá|kiểm điểm|số liệu|nhìn lại|thành tích|so với|"
    r"cùng kỳ)(?! [^.;,:]{0,60}"
    r"(?:hoàn thành (?:trong|trước|chậm)|xong|chậm nhất))[^.;,:]{0,70}? (?:trong )?{period}",
)
def period_under_review(said: Said) -> object:
    """A period whose results are looked at: half-years and what has nearly ended.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("báo cáo kết quả thực hiện trong 6 tháng đầu năm 2025", "2025-06-12")
    'no deadline'
    >>> day_of("báo cáo kết quả thực hiện trong tháng 7/2025", "2025-06-12")
    '2025-07-31 end_of_month'
    """
    span = said.period()
    if span is None:
        return LEFT
    if (
        not re.search(r"trong (?:\S+ ){0,6}$", f"{said.words} "[: len(said.words)])
        and span.kind == "half"
    ):
        return NO_DEADLINE
    if span.kind in ("half", "months"):
        return NO_DEADLINE
    return NO_DEADLINE if said.written and span.last < said.written else LEFT


@TOLD.wording(
    rf"(?:đối với|trường hợp|nếu|trừ|những|các) (?:(?!hoàn thành|báo cáo|gửi|"
    rf"phải)[^.;,:]){{0,120}}? (?:trước|sau|từ|trong) {TIME}"
    r"(?=[^.;,]{0,30},? thì\b)"
)
def condition_of_a_case(said: Said) -> object:
    """Which cases are meant, not when the work is due.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("đối với hồ sơ chưa truyền lên Trung ương trước ngày 25/6/2024 thì không phê duyệt")
    'no deadline'
    """
    return NO_DEADLINE


_NATURE = (
    r"(?:hạn hán|khô hạn|nắng nóng|mưa lũ|mưa lớn|mưa|dịch bệnh|dịch|xâm nhập mặn|hạn mặn|"
    r"rét|lũ|bão|"
    r"thiếu nước|tình trạng|hiện tượng|thời tiết)"
)


@TOLD.wording(
    rf"{_NATURE} (?:(?!phải|hoàn thành|báo cáo|xong)[^.;,]){{0,60}}?(?:kéo dài|diễn ra|tiếp diễn|"
    rf"xuất hiện|xảy ra|đến sớm|kết thúc) (?:[^\W\d_]{{1,12}} ){{0,3}}?(?:đến|tới|trong|từ|vào)"
    rf"(?: (?:hết|cuối|đầu|giữa|khoảng)){{0,2}} {TIME}"
)
def course_of_nature(said: Said) -> object:
    """How long a drought, an epidemic or a state of things lasts.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("hạn hán kéo dài đến tháng 8", "2025-05-12")
    'no deadline'
    """
    return NO_DEADLINE


@TOLD.wording(
    rf"(?:chuẩn bị|đón|phục vụ|tiếp|làm việc với) [^.;,]{{0,40}}?đoàn [^.;,]{{0,60}}? "
    rf"(?:sang|đến|về|"
    rf"vào) (?:làm việc|thăm|kiểm tra|thanh tra|công tác)[^.;,]{{0,30}}? (?:trong|vào|từ) {TIME}"
)
def visit_of_others(said: Said) -> object:
    """When others come, for whom something is made ready.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("chuẩn bị cho Đoàn thanh tra của EC sang làm việc trong tháng 10 này", "2022-09-20")
    'no deadline'
    """
    return NO_DEADLINE


_WEATHER = re.compile(
    r"\b(?:tâm bão|gió mạnh|mưa (?:to|vừa|lớn|rất|dông|từ|nhỏ)|có (?:mưa|gió|dông)|"
    r"lượng mưa|nhiệt độ|độ vĩ|mực nước|áp thấp|"
    r"lốc|sóng biển|"
    r"không khí lạnh|rét|nắng nóng|đỉnh lũ|dự báo)\b"
)


@TOLD.wording(
    rf"(?:từ|đến|tới|trong|lúc|vào)(?: khoảng)?(?: {{part}})? {TIME}",
    r"từ (?:{part} )?(?:ngày )?\d{1,2} (?:đến|tới) (?:{part} )?(?:ngày )?{rest2}",
)
def forecast(said: Said) -> object:
    """When rain or a storm is expected.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("Đến 4 giờ ngày 06/9/2024, vị trí tâm bão ở khoảng 19,7 độ Vĩ Bắc")
    'no deadline'
    """
    around = f"{said.before(80)} {said.after(80)}"
    orders = r"\b(?:hoàn thành|báo cáo|phải|xong|sơ tán|di dời|yêu cầu|bảo đảm|đảm bảo|trực)\b"
    return NO_DEADLINE if _WEATHER.search(around) and not re.search(orders, around) else LEFT
