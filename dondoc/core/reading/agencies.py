"""Who is named: agencies, classes of agencies, and the one that a sentence puts to work.

No list of departments is needed: a name begins with a word that begins agencies ("Sở", "UBND",
"Các sở") and ends where the work begins. A tree of known agencies only helps to name them as they
are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.core.names import UPPER, bare
from dondoc.core.phrases import rx

_BODY = (
    r"Sở|Bộ(?! phận| máy| dữ liệu)|Ủy ban|UBND|HĐND|Hội đồng nhân dân|Công an|Văn phòng|VPUB|"
    r"Ban(?! hành)|Tổ(?! chức)|Tỉnh đoàn|Thành đoàn|Đoàn|Tỉnh ủy|Thành ủy|"
    r"Huyện ủy|Đảng ủy|Bảo hiểm|BHXH|Cục|Chi cục|Tổng cục|Vụ(?! việc)|Viện|Trung tâm|Đài|Báo(?! "
    r"cáo)|Ngân hàng|Kho bạc|KBNN|Thuế|Thanh tra|"
    r"Hội(?! nghị| thảo| họp)|Liên đoàn|Liên minh|Mặt trận|MTTQ|Bưu điện|Viễn thông|VNPT|Tòa án|"
    r"Chi nhánh|Phòng(?! ngừa| chống|,)|Công ty|Tập đoàn|Tổng công ty|"
    r"Trường(?! hợp)|Đại học|Bệnh viện|Quân khu|Hải quan|Thành viên|Cơ quan|Đơn vị|Cơ sở(?! dữ "
    r"liệu| vật chất)|Điện lực|Quỹ|Lực lượng|Hiệp hội|Chính phủ|"
    r"Huyện|Thị xã|Thành phố|Đặc khu|Chính quyền|Cổng|Nhóm"
)
_CLASS = (
    r"(?:các|những|tất cả các|toàn bộ các|từng) (?:sở|bộ|ban|cơ quan|đơn vị|địa phương|huyện|xã|"
    r"phường|ngành|cấp|tổ chức|"
    r"doanh nghiệp|thành viên|phòng|hội|đoàn thể|cơ sở|trường|bệnh viện|UBND|thị xã|cục|chi cục|"
    r"công ty|ngân hàng)"
)
_PERSON = (
    r"(?:người đứng đầu|thủ trưởng|giám đốc|lãnh đạo|chánh|chủ tịch|bộ trưởng|phó giám đốc|trưởng|"
    r"tổ trưởng|cục trưởng|"
    r"chủ nhiệm|tổng giám đốc)"
)
_STARTS = re.compile(
    rf"(?:(?:{_BODY})\b|{_CLASS}|{_PERSON} (?:{_BODY.lower()}|{_BODY}|các)\b)".replace(
        " ", r"\s+"
    ).replace("(?:các", "(?:[Cc]ác")
)
_STARTS_ANY_CASE = rx(rf"(?:(?:{_BODY})\b|{_CLASS}|{_PERSON} )")
_PERSON_OF = rx(
    r"(?:người đứng đầu|thủ trưởng|giám đốc|lãnh đạo|chánh (?=văn phòng|thanh tra)|chánh|chủ tịch|"
    r"bộ trưởng|phó giám đốc|"
    r"cục trưởng|trưởng (?=ban|phòng|đài))\s*(?=\S)"
)
VERB_WORDS = (
    r"chủ trì|phối hợp|tiếp tục|tổ chức|triển khai|thực hiện|xây dựng|rà soát|tăng cường|đẩy mạnh|"
    r"đẩy nhanh|nâng cao|"
    r"tham mưu|hướng dẫn|đôn đốc|kiểm tra|theo dõi|tổng hợp|báo cáo|đề xuất|hoàn thành|hoàn thiện|"
    r"hoàn tất|chỉ đạo|"
    r"tuyên truyền|nghiên cứu|cập nhật|cung cấp|chuẩn bị|ban hành|bố trí|bảo đảm|đảm bảo|phát huy|"
    r"tập trung|chủ động|"
    r"khẩn trương|nghiêm túc|kịp thời|thường xuyên|căn cứ|có trách nhiệm|chịu trách nhiệm|có giải "
    r"pháp|có văn bản|có kế hoạch|"
    r"cần|phải|được giao|được phân công phải|quán triệt|phổ biến|thu thập|số hóa|làm sạch|tập "
    r"huấn|hỗ trợ|vận hành|duy trì|"
    r"kết nối|tích hợp|chia sẻ|đồng bộ|gửi|rút kinh nghiệm|làm rõ|phân công|giao(?! thông| dịch| "
    r"ban)|công bố|công khai|"
    r"thống kê|xác minh|xử lý|giải quyết|tiếp nhận|thu nhận|kích hoạt|bắt đầu|đề nghị|yêu cầu|"
    r"chuyển|bàn giao|sơ tán|kiểm điểm|"
    r"xem xét|thẩm định|phê duyệt|quản lý|khai thác|ưu tiên|lựa chọn|thành lập|kiện toàn|bồi "
    r"dưỡng|đào tạo|áp dụng|niêm yết|"
    r"khắc phục|tháo gỡ|đánh giá|sơ kết|tổng kết|huy động|phát động|vận động|nhân rộng|nắm|làm "
    r"việc|học tập|cử|xác định|xếp|"
    r"nhập dữ liệu|đối khớp|đối soát|xác thực|lập (?:danh sách|kế hoạch|dự toán|báo cáo|hồ sơ)|"
    r"trình (?:UBND|Chủ tịch|Thủ tướng|HĐND)|"
    r"định kỳ|hằng ngày|trong quá trình|căn cứ|trên cơ sở|mở|đăng ký|sử dụng|rút|giám sát|họp|đưa|"
    r"đăng tải|bám sát|ra quân"
)
VERB = re.compile(rf"(?<![\w-])(?:{VERB_WORDS})(?![\w])".replace(" ", r"\s+"))
VERB_FIRST = rx(rf"(?:{VERB_WORDS})(?![\w])")
_INSIDE_NAMES = re.compile(
    r"(?:Cảnh sát|cảnh sát|[Bb]an|[Tt]ổ|[Hh]ội đồng|[Cc]ơ quan|[Đđ]ơn vị|[Vv]ăn phòng|[Tt]rung "
    r"tâm|[Cc]hi nhánh|(?<!ôi )[Tt]rường|[Cc]ơ sở)\s+"
    r"(?:quản lý|chỉ đạo|thẩm định|tổ chức|đăng ký|phục vụ|hỗ trợ|giám sát|điều hành|đào tạo|giải "
    r"quyết|xử lý|tiếp nhận|"
    r"chuyển đổi|sử dụng|điều tra|thường trực|cung cấp|kiểm (?:tra|soát|nghiệm)|giúp việc)"
)
_STANDS_DOWN = re.compile(
    r"\s(?:để|nhằm|trong việc|trong công tác|khi|theo|tại|về(?! trật tự)|qua|trên|thuộc diện|có "
    r"biện pháp|bàn|tiến hành)\s|[;:(.]"
)
_GENERIC = re.compile(
    r"(?:các|những) (?:(?:cơ quan|đơn vị|sở|ngành|tổ chức|địa phương|cá nhân)(?:, | và )?)+(?: "
    r"chức năng)?(?: có)? liên quan$",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"^(?:(?:các|những) )?(?:cơ quan|đơn vị)(?: chức năng)?(?: có)?(?: liên quan)? (?:của|thuộc) "
    r"(?=[A-ZĐỦ])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Named:
    """Agencies named by a stretch of the text."""

    names: tuple[str, ...]
    start: int
    end: int


def starts_agency(text: str, *, any_case: bool = False) -> bool:
    """Whether words begin like the name of an agency or of a class of agencies.

    >>> starts_agency("Sở Tư pháp"), starts_agency("Rà soát hồ sơ")
    (True, False)
    """
    return bool((_STARTS_ANY_CASE if any_case else _STARTS).match(text.lstrip()))


def first_verb(text: str, start: int = 0) -> int | None:
    """Where the work begins in a sentence that opens with its owner; verbs inside names do not
    count."""
    masked = [found.span() for found in _INSIDE_NAMES.finditer(text)]
    for found in VERB.finditer(text, start):
        if not any(a < found.start() < b for a, b in masked):
            return found.start()
    return None


def split_names(text: str) -> tuple[str, ...]:
    """Separate agencies written in one row, leaving the commas and "và" inside names alone.

    >>> split_names("Bộ Nông nghiệp và Môi trường, Bộ Công an và các bộ, ngành")
    ('Bộ Nông nghiệp và Môi trường', 'Bộ Công an', 'Các bộ, ngành')
    >>> split_names("Các Sở: Nội vụ, Tài chính, Tài nguyên và Môi trường")
    ('Sở Nội vụ', 'Sở Tài chính', 'Sở Tài nguyên và Môi trường')
    """
    text = re.sub(r"\s*\([^()]*\)", "", " ".join(text.split())).strip(" ,;:.-")
    listed = re.match(r"(?:Các |các )?(Sở|sở|Bộ|bộ)(?:, (?:ban, )?ngành)?\s?: (.+)$", text)
    if listed:
        head = listed[1].capitalize()
        parts = re.split(rf"\s*[,;]\s*| và (?!{_TAILS})(?=[A-ZĐ][^,]*$)", listed[2])
        return tuple(
            _own(part if starts_agency(part) else f"{head} {part}") for part in _rejoined(parts)
        )
    names, current = [], ""
    for token in re.split(r"(\s*[,;]\s*|\s+(?:và|cùng|cùng với)\s+(?=\S))", text):
        if current and re.fullmatch(r"\s*[,;]\s*|\s+(?:và|cùng|cùng với)\s+", token):
            current += token
        elif (
            current
            and current.rstrip().endswith((",", ";", "và", "cùng", "với"))
            and _new_name(token)
        ):
            names.append(re.sub(r"(?:\s*[,;]|\s+(?:và|cùng|với))+\s*$", "", current))
            current = token
        else:
            current += token
    names.append(current)
    return tuple(dict.fromkeys(_own(name) for name in names if name.strip(" ,;:.-")))


_TAILS = (
    "Môi trường|Truyền thông|Công nghệ|Đào tạo|Đầu tư|Xã hội|Phát triển|Du lịch|Thể thao|Tôn giáo|"
    "Kiến trúc"
)


def _rejoined(parts: list[str]) -> list[str]:
    """A short list of departments: "Văn hóa, Thể thao và Du lịch" is one name."""
    result: list[str] = []
    for part in parts:
        if result and bare(result[-1]) == "van hoa" and bare(part).startswith("the thao"):
            result[-1] += f", {part}"
        elif part.strip():
            result.append(part.strip())
    return result


def _new_name(token: str) -> bool:
    if re.match(rf"(?:huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu)\s+[{UPPER}]", token):
        return True
    return bool(_STARTS.match(token)) and not re.match(r"(?:Tổ|Ban|Cơ quan|Cổng)$", token)


def _own(name: str) -> str:
    """An agency's name without the person who heads it, first letter large."""
    name = name.strip(" ,;:.-–")
    name = re.sub(
        r"^(?:riêng|đối với|đề nghị|yêu cầu|giao|với|của) ", "", name, flags=re.IGNORECASE
    )
    bared = _PERSON_OF.match(name)
    if bared and starts_agency(name[bared.end() :], any_case=True):
        name = name[bared.end() :]
    return name[:1].upper() + name[1:]


def known(names: Sequence[str], agencies: Sequence[str]) -> tuple[str, ...]:
    """Name agencies as the given tree knows them, others as they are written."""
    by_bare = {bare(agency): agency for agency in agencies}
    return tuple(by_bare.get(bare(name), name) for name in names)


_OPENING = rx(
    r"(?:(?:đồng thời|ngoài ra|bên cạnh đó|trong đó|riêng|đối với|trong khi)[,:]? )*"
    r"(?:(?:(?:đồng chí )?(?:(?:phó )?chủ tịch )?(?:UBND|Ủy ban nhân dân)[^,.;:]{0,40}? )?"
    r"(?:giao|đề nghị|yêu cầu|phân công)(?: cho)?:? )?"
)
_LIST_AFTER = re.compile(r"(?:như|gồm|là)\s?:?\s+(?=[A-ZĐ])")


def subject_of(text: str) -> Named | None:
    """The agency that a sentence puts to work, when the sentence opens with it.

    >>> subject_of("Sở Y tế chủ trì, phối hợp với Công an tỉnh rà soát").names
    ('Sở Y tế',)
    """
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    if not starts_agency(text[start:], any_case=start == 0):
        start = 0
        if not starts_agency(text, any_case=True):
            return None
    modal = re.compile(r",?\s(?:cần|phải)\s").search(text, start, start + 260)
    verb = first_verb(text, start + 2)
    if verb is None:
        return None
    if modal and verb < modal.start() and re.match(r"được\s", text[verb:]):
        verb = modal.start()
    words = text[start:verb]
    if len(words) > 260 or re.search(r"[.;]\s|\bđã\b", words):
        return None
    listed = _LIST_AFTER.search(words)
    if listed:
        names = tuple(
            _own(part)
            for part in re.split(r",\s+|\s+và\s+", words[listed.end() :].strip(" ,"))
            if part
        )
        return Named(names, start + listed.end(), start + len(words.rstrip(" ,")))
    return Named(split_names(words), start, start + len(words.rstrip(" ,")))


_WITH = rx(
    r"(?:chủ động |tiếp tục |tăng cường )?phối hợp(?: (?:chặt chẽ|thường xuyên|đồng bộ|thống "
    r"nhất))*(?: cùng)?(?: với)? "
)


def supporters_of(text: str) -> Named | None:
    """The agencies with which the work is done; named ones push aside "các đơn vị có liên quan".

    >>> supporters_of("Chủ trì, phối hợp với Công an tỉnh và các đơn vị có liên quan rà soát").names
    ('Công an tỉnh',)
    """
    for found in _WITH.finditer(text):
        start = found.end()
        if not starts_agency(text[start:], any_case=True):
            continue
        ends = [first_verb(text, start + 2) or len(text)]
        stop = _STANDS_DOWN.search(re.sub(r"\([^()]*\)", lambda p: " " * len(p[0]), text), start)
        ends += [stop.start()] if stop else []
        end = min(ends)
        names = [_OF_OTHERS.sub("", name) for name in split_names(text[start:end])]
        specific = [name for name in names if not _GENERIC.match(name)]
        chosen = (
            specific if specific and any(name[:3].lower() != "các" for name in specific) else names
        )
        return Named(
            tuple(name[:1].upper() + name[1:] for name in chosen),
            start,
            start + len(text[start:end].rstrip(" ,")),
        )
    return None


_ORDERED = rx(r"(?:giao|yêu cầu|đề nghị|phân công)(?: cho)?:? (?=\S)")
_LEAD_LABEL = rx(
    r"(?:^|[-–+] |\. )(?:(?:cơ quan|đơn vị) )?chủ trì(?: thực hiện)?\s?:\s*(?P<names>[^.;]{3,200})"
)
_HELP_LABEL = rx(
    r"(?:^|[-–+] |\. )(?:(?:cơ quan|đơn vị) )?phối hợp(?: thực hiện)?\s?:\s*(?P<names>[^.;]{3,300})"
)


def ordered_in(text: str) -> Named | None:
    """The agency that an order inside a sentence names.

    >>> ordered_in("Theo chỉ đạo, Sở Y tế yêu cầu các phòng khẩn trương rà soát").names
    ('Các phòng',)
    """
    for found in _ORDERED.finditer(text):
        named = subject_of(text[found.end() :])
        if named:
            return Named(named.names, found.end() + named.start, found.end() + named.end)
    return None


def labelled(text: str, *, lead: bool) -> Named | None:
    """Agencies on a line of their own below a duty: "Cơ quan chủ trì: …", "Cơ quan phối hợp: …".

    >>> labelled("- Cơ quan chủ trì: Văn phòng UBND tỉnh.", lead=True).names
    ('Văn phòng UBND tỉnh',)
    """
    found = (_LEAD_LABEL if lead else _HELP_LABEL).search(text)
    if not found or not starts_agency(found["names"], any_case=True):
        return None
    return Named(split_names(found["names"]), found.start("names"), found.end("names"))
