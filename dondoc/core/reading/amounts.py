"""What must be reached: a share or a count, of what, told from what was reached and from the base.

A figure is a target where the words oblige or strive ("đạt", "tối thiểu", "hoàn thành"). What has
been reached ("đã đạt", "tính đến ngày"), what it is compared with ("so với cùng kỳ"), forecasts and
parts of a whole are none; of several the one that the duty must reach, which the last firm words
name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from dondoc.core.phrases import later, rx
from dondoc.core.reading.model import Target

_PERCENT = later(
    r"(?<![\d.,/])(?:(?P<low>\d{1,3}(?:,\d{1,3})?)\s?%?\s?(?:-|–|đến)\s?)?"
    r"(?P<value>\d{1,3}(?:[.,]\d{1,3})?)\s?(?:%|phần trăm)"
)
_THINGS = (
    r"hồ sơ|hộ(?: gia đình| dân| nghèo| cận nghèo)?|thôn|khu dân cư|cơ sở(?: [^\d,.;]{3,30}?)?|"
    r"đơn vị|trường(?: học)?|bệnh viện|trạm(?: y tế)?|trung tâm|nhà(?: ở| dân| văn hóa)?|căn(?: "
    r"nhà| "
    r"hộ)?|phòng học|người|lao động|học sinh|sinh viên|cán bộ|công chức|công dân|trẻ(?: em)?|hội "
    r"viên|"
    r"đoàn viên|tài khoản|thẻ|giấy chứng nhận|thửa(?: đất)?|sổ|trang|dự án|công trình|cầu|mô hình|"
    r"nhiệm vụ|chỉ tiêu|thủ tục(?: hành chính)?|dịch vụ công|doanh nghiệp|hợp tác xã|sản phẩm|"
    r"lượt(?: người| khách)?|trường hợp|mũi|liều|cây|"
    r"xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|địa phương|"
    r"km|ki-lô-mét|ha|hec-ta|héc-ta|m2|m3|tấn|tạ|kg|MW|kWh|tỷ đồng|triệu đồng|nghìn tỷ đồng|đồng|"
    r"tỷ|"
    r"điểm|chốt|camera|hệ thống|cơ sở dữ liệu|trạm BTS|điểm phát sóng"
)
_UNITS = rf"(?:{_THINGS})(?:, (?:huyện|xã|phường|thị xã|thành phố|thị trấn|đặc khu))*"
_NUMBER = r"(?<![\d.,/%])(?P<value>\d{1,3}(?:[.]\d{3}){1,4}|\d{1,9}(?:,\d{1,3})?)"
_COUNT = rx(rf"{_NUMBER}\s*(?P<scale>nghìn |triệu |ngàn )?(?P<unit>{_UNITS})(?![\w])")

# What a figure is a target by, at its left.
_AT_LEAST = (
    r"(?:tối thiểu|ít nhất|không (?:dưới|thấp hơn|ít hơn)|từ|trên|hơn|đạt|lên|đủ|khoảng|bình quân|"
    r"toàn bộ|cho|và|đến|tổng số|được)"
)
_MUST_REACH = rx(
    r"(?:\bđạt|hoàn thành(?: (?:mục tiêu|chỉ tiêu|việc|dứt điểm|xong))?|tối thiểu|ít nhất|không "
    r"(?:dưới|"
    r"thấp hơn|ít hơn)|phấn đấu|bảo đảm|đảm bảo|xây dựng(?: mới| lại)?|khởi công|khánh thành|số "
    r"hóa|"
    r"cấp(?: mới| đổi)?|thành lập|ra mắt|trồng(?: mới)?|kết nạp|tập huấn(?: cho)?|bồi dưỡng(?: "
    r"cho)?|"
    r"đào tạo(?: nghề)?(?: cho)?|giải quyết việc làm(?: cho)?|thu nhận|tiếp nhận|xử lý(?: xong)?|"
    r"lắp đặt|sửa chữa|di dời|sơ tán|xóa|hỗ trợ(?: xây dựng)?|kích hoạt|chỉ tiêu(?: giao)?\s?:|"
    r"mục tiêu(?: là| đạt)?\s?:?|tỷ lệ [^,.;]{0,60}?:|giải ngân|nâng (?:lên|cấp)?|tiêm(?: chủng)?|"
    r"có|thực hiện|tại|ở|đưa|vận động(?: được)?|phát triển(?: mới)?|đầu tư(?: xây dựng)?|bàn giao)"
    rf"(?: {_AT_LEAST}){{0,3}}\s*$"
)
_YEAR_LIST = rx(
    r"(?:^\s*|[;,-]\s*)(?:đến |trong |hết )?(?:năm|quý) [\divx/]{1,7}\s?:\s*(?:hoàn thành )?$"
)
_REACHED = rx(
    r"(?:(?:đã|mới|hiện|chỉ|hiện nay|ước|được|vừa|cơ bản)(?: mới| chỉ| chưa| có| ước)? (?:đạt|"
    r"hoàn thành|"
    r"có|thực hiện|giải ngân|cấp)|đạt được|còn lại|tính đến|lũy kế|đến nay|hiện (?:nay|có|còn)|"
    r"chiếm|tương đương|tương ứng|cho biết|thời gian qua|thời điểm|xác suất|khả năng|dự báo|"
    r"ước (?:đạt|giải ngân)|so với|cùng kỳ|bằng|giảm|vượt|thấp hơn|cao hơn)[^.;]{0,70}$"
)
_TOLD = rx(
    r"(?:tính (?:đến|từ)|theo (?:số liệu|báo cáo|thống kê)|thời gian qua|đến nay|hiện nay|cho biết|"
    r"lũy kế|sơ kết|qua (?:báo cáo|theo dõi|rà soát)|tăng trưởng [^,.;]{0,40} ước)\b"
)
_DOWN_TO = rx(r"giảm [^,.;]{0,60}(?:xuống|còn)(?: (?:dưới|mức))?\s*$")
_BELOW = rx(r"(?:không |phấn đấu |giảm |xuống |còn )?dưới\s*$")
_STRIVEN = rx(r"(?:ph[ấâ]n đấu|bảo đảm|đảm bảo|yêu cầu|tối thiểu|ít nhất)[^.;]{0,60}$")
_BASE_AFTER = rx(
    r"\s?(?:so với|cùng kỳ|của cả nước|số (?:hồ sơ )?đã|mức (?:trung bình|bình quân) chung)"
)
_WANTED = rx(
    r"(?:ph[ấâ]n đấu|bảo đảm|đảm bảo|phải đạt|tối thiểu|ít nhất|không dưới|"
    r"hoàn thành|yêu cầu|mục tiêu)"
)
# "37 hộ dân còn vướng mắc", "12 dự án chưa khởi công": they are found so, not to be reached.
_IN_A_STATE = rx(r"(?: [^\W\d]{1,8}){0,2} (?:còn|chưa|đang) (?=\S)")
_CHANGED = rx(r"[^,.;()]{0,20}\((?:tăng|giảm|xếp)\b")
_RISE_BEFORE = rx(r"(?:tăng|giảm|cắt giảm)(?: (?:thêm|tối thiểu|ít nhất|trên|khoảng|từ))*\s*$")
_EXEMPT = rx(
    r"(?:thời gian|miễn|giảm giá|lãi suất|thuế suất|mức phạt|thuế|phí|độ ẩm|công "
    r"suất|nồng độ)[^,.;]{0,25}$"
)
_SCOPE = rx(
    r"(?:số |các |tổng số |lượng |trên |của |việc )?(?P<scope>[^,.;:()%\d]{3,90}?)(?=[,.;:()]|$| "
    r"(?:trước|"
    r"trong (?:năm|quý|tháng|ngày)|đến (?:năm|hết|ngày|cuối)|chậm nhất|được|phải|trên|tại|theo|để|"
    r"đạt|"
    r"có|và|với|vào|ra|lên|so với)\b)"
)
_SCOPE_BEFORE = rx(
    r"(?P<scope>tỷ lệ [^,.;:()%]{3,90}?|số (?:người|hồ sơ|hộ|trường hợp|lượng) [^,.;:()%]{0,80}?)"
    r"(?: đến (?:năm|hết|cuối)[^,.;:]{0,20})?(?: phải| cần)?(?: (?:đạt|là|lên|từ|trên|tối thiểu|"
    r"ít nhất|"
    r"không dưới|thấp nhất))*\s*:?\s*$"
)


# A duty that names more figures than this is a table.
_MOST_FIGURES = 40


def target_of(words: str, offset: int) -> Target | None:
    """What must be reached: the share that the words oblige to, else a number of units to complete.

    >>> target_of("đảm bảo hoàn thành 100% đến năm 2025", 0).value
    100.0
    >>> found = target_of("đã đạt 62%; phấn đấu cấp tối thiểu 50.000 thẻ căn cước", 0)
    >>> found.value, found.unit
    (50000.0, 'thẻ')
    """
    shares = list(islice(_shares(words, offset), _MOST_FIGURES))
    if shares:
        firm = [one for one in shares if _MUST_REACH.search(_left(words, one.start - offset))]
        last = bool(firm) and _set_apart(words, firm, offset)
        return _named(words, offset, (firm or shares)[-1 if last else 0])
    return next(_counts(words, offset), None)


def _left(words: str, place: int) -> str:
    """The words before a place by which it is judged."""
    return words[max(0, place - 160) : place]


def rivals(words: str, target: Target) -> bool:
    """Whether the words hold another figure in the same unit that may be meant as well.

    >>> rivals("đạt tối thiểu 80% hồ sơ, phấn đấu 90%", Target(80, "%", 0, 3))
    True
    """
    found = _shares(words, 0) if target.unit == "%" else _counts(words, 0)
    return any(one.value != target.value and one.unit == target.unit for one in found)


def _set_apart(words: str, found: list[Target], offset: int) -> bool:
    """Whether the first share only opens the words ("rà soát 100% hồ sơ") before what is strived
    for."""
    return (
        len(found) > 1
        and found[0].value == 100
        and bool(rx(r"phấn đấu").search(words[found[0].end - offset : found[-1].start - offset]))
    )


def _shares(words: str, offset: int) -> Iterator[Target]:
    for found in _PERCENT.finditer(words):
        before = _left(words, found.start())
        after = words[found.end() : found.end() + 40]
        rises = _RISE_BEFORE.search(before)
        wanted = _WANTED.search(before) or _DOWN_TO.search(before)
        is_base = bool(_BASE_AFTER.match(after)) and not _STRIVEN.search(before)
        is_told = is_base or _told(before) or bool(_EXEMPT.search(before[-40:]))
        if _DOWN_TO.search(before):
            is_told, rises = False, None
        if (is_told and not (rises and wanted)) or (rises and not wanted) or _condition(before):
            continue
        value = float((found["low"] or found["value"]).replace(",", "."))
        yield Target(value, "%", offset + found.start(), offset + found.end())


def _condition(before: str) -> bool:
    """ "các dự án giải ngân dưới 30%" says which, not how much."""
    below = _BELOW.search(before)
    return below is not None and below[0].split()[0].lower() == "dưới"


def _told(before: str) -> bool:
    """Whether the words at the left tell what is, and no later word asks for more."""
    clause = re.split(
        r"[.;]\s|(?:,|và)\s(?=phấn đấu|bảo đảm|đảm bảo|phải|yêu cầu|hoàn thành)", before
    )[-1]
    near = clause[-75:]
    wanted = _WANTED.search(near)
    told = _REACHED.search(near)
    if told and not (wanted and wanted.start() > told.start()):
        return True
    return bool(_TOLD.search(clause)) and not _WANTED.search(clause)


def _counts(words: str, offset: int) -> Iterator[Target]:
    for found in _COUNT.finditer(words):
        before = _left(words, found.start())
        tail = before[-60:]
        if not (_MUST_REACH.search(tail) or _YEAR_LIST.search(tail)) or _told(before):
            continue
        if re.search(r"(?:tại|ở)\s+$", tail) and not re.search(r"hoàn thành [^.;]{0,60}$", tail):
            continue
        if (
            _IN_A_STATE.match(words, found.end())
            or _CHANGED.match(words, found.end())
            or _condition(before)
        ):
            continue
        if re.search(r"(?:có|thực hiện)\s+$", tail):
            continue
        value = _number(found["value"]) * {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6}.get(
            (found["scale"] or "").strip(), 1
        )
        if value <= 0:
            continue
        unit = " ".join(found["unit"].split())
        start, end = offset + found.start("value"), offset + found.end("unit")
        yield Target(value, unit, start, end, _after(words[found.end() : found.end() + 160]))


def _number(text: str) -> float:
    return float(re.sub(r"\.(?=\d{3})", "", text).replace(",", "."))


def _named(words: str, offset: int, target: Target) -> Target:
    """The same target with what it is a share of."""
    before = _SCOPE_BEFORE.search(
        words[max(0, target.start - offset - 140) : target.start - offset]
    )
    scope = (
        before["scope"]
        if before
        else _after(words[target.end - offset : target.end - offset + 160])
    )
    return Target(target.value, target.unit, target.start, target.end, " ".join(scope.split()))


def _after(rest: str) -> str:
    if not re.match(r"\s+\w", rest):
        return ""
    found = _SCOPE.match(rest[:140].lstrip())
    return " ".join(found["scope"].split()) if found else ""
