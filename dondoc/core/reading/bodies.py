"""Names of bodies as dispatches write them: what begins one, the full shapes, rows of them.

No list of agencies is needed. A name begins with a word that begins bodies ("Sở", "UBND", "Các
sở"); many have a full shape, so that their end is known whatever verb follows: a field of state
management after "Sở" or "Bộ" (Decree 150/2025/NĐ-CP names the provincial ones, Decree 24/2014/NĐ-CP
the earlier), a level after "UBND" or "Công an", the members of a class after "các".
"""

from __future__ import annotations

import re

from dondoc.core.names import LOWER, UPPER
from dondoc.core.phrases import later, rx

_BODY = (
    r"Sở|Bộ(?! phận(?! Một cửa)| máy| dữ liệu| chỉ số| tiêu chí| thủ tục)|Ủy ban|UBND|HĐND|"
    r"Hội đồng(?! nhân dân các cấp khóa)|"
    r"Công an|Bộ đội|Văn phòng|VPUB|VP|Thường trực|Ban(?! hành)|BQL|BCĐ|TCT|Tổ(?! chức)|"
    r"Tiểu ban|Tổng (?:cục|công ty)|Tỉnh đoàn|Thành đoàn|Đoàn(?! kết)|Tỉnh ủy|Thành ủy|Huyện ủy|"
    r"Thị ủy|Quận ủy|Đảng ủy|Bảo hiểm|BHXH|Cục|Chi cục|Vụ(?! việc| mùa| án)|Viện|Trung tâm|"
    r"Đài|Báo(?! cáo| động| đảm)|Tạp chí|Thông tấn xã|Ngân hàng|NHNN|NHCSXH|Kho bạc|KBNN|Thuế|"
    r"Thanh tra|Hải quan|Thống kê(?= (?:tỉnh|thành|cấp|cơ sở))|Quản lý thị trường|"
    r"Thi hành án|Hội(?! nghị| thảo| họp| nhập)|Liên đoàn|Liên minh|Liên hiệp|Mặt trận|MTTQ|"
    r"Ủy viên|Bưu điện|Bưu chính|Viễn thông|VNPT|Viettel|MobiFone|Mobifone|FPT|Tòa án|"
    r"Viện kiểm sát|VKSND|TAND|Chi nhánh|Phòng(?! ngừa| chống|,| cháy)|Công ty|Tập đoàn|"
    r"Trường(?! hợp)|Đại học|Học viện|Bệnh viện|Trạm|Quân khu|Quân chủng|Thành viên|Cơ quan|"
    r"Đơn vị|Cơ sở(?! dữ liệu| vật chất| hạ tầng)|Điện lực|Quỹ|Lực lượng|Hiệp hội|Chính phủ|"
    r"Liên danh|Huyện|Thị xã|Thành phố|Đặc khu|Chính quyền|Cổng|Nhóm|Bộ phận Một cửa|Cảng|"
    r"Cảng vụ|Vườn|"
    r"Khu bảo tồn|Địa phương|Chủ đầu tư|Doanh nghiệp|Tổ chức (?:tín dụng|chính trị)|Cấp ủy|"
    r"Ngành|Nhà (?:trường|máy|xuất bản)|Kiểm toán|Hạt|Ủy ban nhân dân"
)
_CLASS_NOUN = (
    r"(?:sở|bộ(?! phận)|ban(?! hành)|ngành|cơ quan|đơn vị|địa phương|huyện|quận|xã|phường|thị xã|"
    r"thị trấn|thành phố|đặc khu|tỉnh|cấp|tổ chức(?! thực hiện| triển khai| các| hội nghị)|"
    r"doanh nghiệp|thành viên|phòng|hội|đoàn thể|cơ sở(?! dữ liệu)|trường(?! hợp)|nhà trường|bệnh "
    r"viện|"
    r"UBND|Ủy ban nhân dân|HĐND|cục|chi cục|vụ|viện|công ty|tập đoàn|ngân hàng|trung tâm|tổ|"
    r"chủ (?:đầu tư|rừng|hồ|đập|dự án|phương tiện|tàu|cơ sở|doanh nghiệp|công trình)|cấp ủy|"
    r"lực lượng|nhà mạng|nhà thầu|hợp tác xã|báo|đài|khu|ủy ban|"
    r"Sở|Bộ|Ban(?! hành)|Ngành|Cơ quan|Đơn vị|Địa phương|Huyện|Phòng|Hội|Đoàn thể|Công ty)"
)
_CLASS = (
    r"(?:các|những|tất cả các|toàn bộ các|toàn thể các|từng|mọi|một số|loạt|hai|ba|bốn|năm|"
    rf"\d{{1,3}}) {_CLASS_NOUN}"
)
_PERSON = (
    r"(?:người đứng đầu|thủ trưởng|giám đốc|lãnh đạo|chánh|bí thư(?:,| và) chủ tịch|(?:phó )?chủ "
    r"tịch|bộ trưởng|thứ trưởng|"
    r"phó giám đốc|trưởng|tổ trưởng|cục trưởng|chi cục trưởng|vụ trưởng|viện trưởng|thống đốc|"
    r"chủ nhiệm|tổng giám đốc|tổng biên tập|hiệu trưởng|bí thư|chỉ huy trưởng|đội trưởng|"
    r"tổng thanh tra|tư lệnh|trưởng ban|chánh án|đại diện)"
)
_TITLED = r"(?:(?:đồng chí|các đồng chí|ông|các ông|các ông, bà) )?"
_STARTS = later(
    (
        rf"{_TITLED}(?:(?:{_BODY})\b|{_CLASS}\b|"
        rf"(?i:{_PERSON}) (?:{_BODY.lower()}|{_BODY}|các)\b)"
    )
    .replace(" ", r"\s+")
    .replace("(?:các|", "(?:[Cc]ác|", 2)
)
_STARTS_ANY_CASE = rx(
    rf"{_TITLED}(?:(?:{_BODY})\b|{_CLASS}\b|{_PERSON} (?:(?:{_BODY})\b|các\b|doanh nghiệp|cấp))"
)
PERSON_OF = rx(
    rf"{_TITLED}(?:các )?(?:bí thư(?:,| và) chủ tịch|người đứng đầu|thủ trưởng|(?:phó )?giám đốc|"
    rf"lãnh đạo|chánh (?=văn "
    r"phòng|thanh tra|án)|chánh|(?:phó )?chủ tịch|bộ trưởng|thứ trưởng|cục trưởng|chi cục trưởng|"
    r"vụ trưởng|"
    r"viện trưởng(?= viện)|thống đốc|tổng biên tập|hiệu trưởng|chỉ huy trưởng|tổng giám đốc|"
    r"chủ nhiệm|trưởng (?=ban|phòng|đài|công an))\s*(?=\S)"
)

FIELD = (
    r"(?:Nội vụ|Tư pháp|Tài chính|Công [Tt]hương|Y tế|Xây dựng|Ngoại vụ|Ngoại giao|Quốc phòng|"
    r"Công an|Dân tộc(?:,? (?:và )?Tôn giáo)?|Tôn giáo|"
    r"Văn hóa,? (?:- |– )?(?:và )?Thể thao(?:,? (?:và |- |– |&\s?)?Du lịch)?|Văn hóa(?: và |, | - )"
    r"(?:Thông tin|Xã hội|Khoa học)(?: và Thông tin)?|Văn hóa|Du lịch|Thể thao|"
    r"Giáo dục(?: và | - | – |, |\s?&\s?)[Đđ]ào tạo|Giáo dục|"
    r"Khoa học(?:,? (?:và |- |– |&\s?)?)[Cc]ông nghệ(?: và Môi trường)?|"
    r"Thông tin(?: và | - | – |\s?&\s?)[Tt]ruyền thông|"
    r"Tài nguyên(?: và | - | – |\s?&\s?)[Mm]ôi trường|"
    r"Nông nghiệp(?:(?: và | - | – |\s?&\s?)(?:[Mm]ôi trường|[Pp]hát triển [Nn]ông thôn|PTNT))?|"
    r"Giao thông (?:- |– )?[Vv]ận tải|Giao thông công chánh|"
    r"Lao động(?:,?\s?[-–]?\s?)Thương binh(?: và | - | – |\s?&\s?)[Xx]ã hội|"
    r"Kế hoạch(?: và | - | – |\s?&\s?)[Đđ]ầu tư|Tài chính - Kế hoạch|Kế hoạch - Tài chính|"
    r"Quy hoạch(?: và | - | – )Kiến trúc|An toàn thực phẩm|Kinh tế(?:, Hạ tầng và Đô thị| và Hạ "
    r"tầng)?|Quản lý đô thị|"
    r"(?:VH,\s?TT(?: và |\s?&\s?)DL|[A-ZĐ]{2,9}(?:\s?(?:[-–&]|và)\s?[A-ZĐ]{2,9}){0,2}|"
    r"[A-ZĐ]{1,3}(?:\s?[-–&]\s?[A-ZĐ]{1,6}){1,3})"
    r"(?![\w]))"
)
_PROPER = rf"[{UPPER}][{LOWER}]{{0,7}}(?: [{UPPER}][{LOWER}]{{0,7}}){{0,4}}"
_PROPERS = (
    rf"(?!(?:{_BODY})\b){_PROPER}"
    rf"(?:(?:,\s?| và )(?!(?:{_BODY}|Giám|Thủ|Chủ|Phó)\b){_PROPER}){{0,15}}"
)
_KIND = (
    r"(?:tỉnh|thành phố|TP\.?|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu|"
    r"cấp (?:tỉnh|huyện|xã|thành phố|trung ương)|khu vực)"
)
_LEVELS = (
    r"(?:(?:các |cấp )?(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu|cấp|thị|"
    r"thành)"
    r"(?:(?:,(?: và)?| và|/)\s?(?:các )?(?:cấp )?(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị "
    r"trấn|đặc khu|thị|thành)){0,5}\b(?! đoàn| ủy| hội))"
)
_OF_PLACE = (
    rf"(?: {_KIND}(?: (?!Trung ương){_PROPER}(?:\s?[-–]\s?{_PROPER})?)?| "
    r"(?!Cơ quan|Trưởng|Chủ|Phó|Chi nhánh)"
    rf"{_PROPER}(?:\s?[-–]\s?[{UPPER}][{LOWER}]{{0,7}} [{UPPER}][{LOWER}]{{0,7}})?)?"
    r"(?: trực thuộc (?:T|t)rung ương)?"
)
_COMMITTEE = (
    r"(?:HĐND(?: và |, |\s?-\s?|&)UBND|Đảng ủy(?:, |,| và )UBND|UBND|Ủy ban nhân dân|HĐND|"
    r"Hội đồng nhân dân|Công an|Bộ Chỉ huy [Qq]uân sự|Ban Chỉ huy [Qq]uân sự|Bộ đội Biên phòng|"
    r"Bộ Chỉ huy Bộ đội Biên phòng|(?:Ủy ban |UB)?(?:Mặt trận Tổ quốc|MTTQ)(?: Việt Nam)?|"
    r"Thuế|BHXH|Bảo hiểm xã hội|Thanh tra|Thống kê|"
    r"Hải quan|Kho bạc [Nn]hà nước|KBNN|Tòa án nhân dân|TAND|Viện [Kk]iểm sát nhân dân|VKSND|"
    r"Bưu điện|(?:Công ty )?Điện lực|Viễn thông|VNPT|Viettel|Mobi[Ff]one|Ngân hàng Chính sách xã "
    r"hội|NHCSXH|"
    r"Cục Thuế|Chi cục Thuế|Cục Thống kê|Cục Hải quan|"
    r"Cục Quản lý thị trường|Chi cục Quản lý thị trường|Cục Thi hành án dân sự|Thi hành án dân sự|"
    r"Liên đoàn Lao động|Hội Nông dân|Hội Liên hiệp [Pp]hụ nữ|Hội Cựu chiến binh|Hội Phụ nữ|"
    r"Đoàn (?:TNCS|Thanh niên Cộng sản) Hồ Chí Minh|Đoàn Thanh niên|Liên minh Hợp tác xã|"
    r"Đài Phát thanh (?:và |- |– )[Tt]ruyền hình|Báo và (?:Đài )?[Pp]hát thanh, [Tt]ruyền hình|"
    r"Ban An toàn giao thông|Trung tâm Phục vụ hành chính công|Trung tâm Chuyển đổi số|"
    r"Văn phòng (?:HĐND(?: và |\s?&\s?)UBND|UBND|HĐND|Ủy ban nhân dân|Đoàn (?:ĐBQH|đại biểu Quốc "
    r"hội)(?: và (?:HĐND|Hội đồng nhân dân))?|Đăng ký đất đai|Điều phối [^,.;:()]{3,40}?|Đảng ủy|"
    r"Tỉnh ủy|Thành ủy|Huyện ủy)|VP UBND|VPUB|Ngân hàng [Nn]hà nước(?: Việt Nam)?"
    r"(?:(?:,| -| –)? [Cc]hi nhánh)?|NHNN)"
)
_STRONG = (
    r"\s(?:chủ trì|phối hợp với|có trách nhiệm|khẩn trương|tham mưu|yêu cầu|giao(?! thông| lưu|"
    r" dịch)|đề nghị|"
    r"báo cáo|tổ chức|triển khai|thực hiện|đôn đốc|rà soát|hướng dẫn|theo dõi|cần|phải)\s"
)
_BOARD = (
    r"(?:(?:Cơ quan )?[Tt]hường trực )?(?:Ban [Cc]hỉ đạo|Ban [Cc]hỉ huy|Ban [Tt]ổ chức|Tổ [Cc]ông "
    rf"tác|Hội đồng|Tiểu ban|Ban [Qq]uản lý|BCĐ|TCT|BQL)\b(?:(?!{_STRONG})[^.;:()]){{1,130}}?"
    r"(?:tỉnh|thành phố|huyện|cấp xã|cấp huyện|các cấp|quốc gia|Trung ương|của Chính phủ)"
    rf"(?: {_PROPER})?"
)
_TAIL_OF_CLASS = (
    r"(?: (?:và |, )?(?:có )?liên quan| trực thuộc(?: (?:sở|bộ|UBND tỉnh|tỉnh|Trung ương))?| chức "
    r"năng| chuyên môn(?: thuộc UBND (?:tỉnh|huyện|cấp \w+|thành phố))?| khác| còn lại|"
    r" (?:đóng |hoạt động )?trên địa bàn(?: (?:toàn )?(?:tỉnh|thành phố|huyện)"
    rf"(?: {_PROPER})?)?|"
    r" cấp (?:tỉnh|huyện|xã|thành phố)| ở (?:tỉnh|địa phương|Trung ương)| nêu trên|"
    r" tỉnh| thành phố| của (?:tỉnh|thành phố)| thuộc (?:tỉnh|UBND tỉnh|thành phố)| thuộc Chính "
    r"phủ|"
    r" ngang bộ|"
    r" (?:T|t)rung ương| trong tỉnh)"
)
# Nouns that need no further word to say who; "các đơn vị", "các trường" go on in ways without end.
_CLOSED_NOUN = (
    r"(?:[Ss]ở|bộ|[Nn]gành|địa phương|huyện|quận|xã|phường|thị xã|thị trấn|thành phố|đặc khu|tỉnh|"
    r"đoàn thể)"
)
_MEMBERS = (
    r"(?:[Tt]hủ trưởng |[Gg]iám đốc |[Ll]ãnh đạo |[Nn]gười đứng đầu )?(?:[Cc]ác|[Nn]hững|[Tt]ất cả "
    rf"các|[Tt]ừng|[Mm]ọi) (?:{_CLASS_NOUN}{_TAIL_OF_CLASS}{{0,2}}(?:, và |,\s?| và |;\s?)(?:các "
    rf")?){{0,8}}"
    rf"(?:{_CLOSED_NOUN}{_TAIL_OF_CLASS}{{0,2}}|{_CLASS_NOUN}{_TAIL_OF_CLASS}{{1,2}})"
)
_FULL = later(
    (
        rf"(?<!\w)(?=[{UPPER}]|các|những|thường|thủ|tất|từng|giám|lãnh|người|mọi)"
        rf"(?:(?:(?:Sở|Bộ|Phòng|Ty) {FIELD}{_OF_PLACE}|"
        rf"{_COMMITTEE}(?: {_LEVELS}(?:(?: |: ?){_PROPERS})?{_TAIL_OF_CLASS}?|{_OF_PLACE})|"
        rf"{_BOARD}|"
        rf"(?:Tỉnh|Thành|Huyện|Thị|Quận) (?:ủy|đoàn)(?: {_PROPER})?|"
        r"(?:Bộ|Văn phòng) (?:Chính phủ|Trung ương Đảng|Quốc hội|Chủ tịch nước)|"
        rf"{_MEMBERS}))(?!\w)"
    ).replace(" ", r"\s+")
)
_APPOSED = later(r"\s*\([^()]{0,160}\)")
_JOINS = later(r"\s*[,;]\s*(?:và\s+|cùng\s+)?|\s+(?:và|cùng(?:\s+với)?)\s+")
_PERSON_HEAD = rx(rf"{_TITLED}(?:các )?{_PERSON} (?=\S)")
# Small words after a name that still belong to whom, or make it no subject at all.
_GOES_ON = later(
    r"\s+(?:nơi|có|thuộc|của|trực thuộc|trên|được|cùng|và|hoặc|là|đã|đang|để|nhằm|với|cho|tại|ở|"
    r"trong|theo|từ|về|do|khi|bị|chưa|khóa|nhiệm kỳ|ngoài|qua|bằng|như|gồm|chủ quản|khác|không|"
    r"giai đoạn|năm|số|đến|phụ trách|quy định|khu vực|chi nhánh|cấp (?=tỉnh|huyện|xã|thành|trên|"
    r"dưới|cơ|trung)|các|tỉnh|huyện|thành phố|xã|"
    r"thường trực|chuyên|nhà nước|nhân dân|mà|hiện|vừa|mới|cũng|này|trước|sau|phía|miền|vùng|liên "
    r"quan|"
    r"trung ương|chức năng|đặc biệt|lân cận|tương ứng|nêu|đơn vị|địa phương|thành viên)\b"
)


def starts_agency(text: str, *, any_case: bool = False) -> bool:
    """Whether words begin like the name of an agency or of a class of agencies.

    >>> starts_agency("Sở Tư pháp"), starts_agency("Rà soát hồ sơ")
    (True, False)
    """
    return bool((_STARTS_ANY_CASE if any_case else _STARTS).match(text.lstrip()))


def names_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Places of names of full shape, in order: verbs inside them are no work.

    >>> [(a, b)] = names_in("do Sở Giao thông vận tải chủ trì", 0, 40)
    >>> (a, b)
    (3, 24)
    """
    return [found.span() for found in _FULL.finditer(text, start, end)]


def row_end(text: str, start: int) -> int | None:
    """Where a row of names of full shape ends, when work follows whatever its verb is.

    >>> words = "Sở Y tế, Công an tỉnh vớt bèo trên sông"
    >>> words[row_end(words, 0):]
    ' vớt bèo trên sông'
    """
    place = start
    for _ in range(40):
        person = _PERSON_HEAD.match(text, place)
        found = _FULL.match(text, person.end() if person else place)
        if not found and person:
            found = _FULL.match(text, place)
        if not found:
            return None
        place = found.end()
        while apposed := _APPOSED.match(text, place):
            place = apposed.end()
        joined = _JOINS.match(text, place)
        if joined and starts_agency(text[joined.end() : joined.end() + 60], any_case=True):
            place = joined.end()
            continue
        break
    rest = text[place : place + 40]
    if _GOES_ON.match(rest) or not re.match(rf",?\s+[{LOWER}]", rest):
        return None
    return place
