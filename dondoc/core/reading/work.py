"""What is work and what is not: purposes, findings, praise, entry into force and closing formulas
put nobody to work."""

from __future__ import annotations

import re

from dondoc.core.phrases import rx
from dondoc.core.reading.agencies import VERB_FIRST, only_names, ordered_in, subject_of

# Headings of parts that hold no duties, whatever stands below.
_NO_DUTIES = rx(
    r"(?:về )?(?:(?:các|những|một số) (?=mục|chỉ|yêu|quan|nguyên))?(?:mục đích|yêu cầu|mục tiêu|"
    r"chỉ tiêu|quan điểm|căn cứ|tình hình|kết quả|tồn tại|"
    r"hạn chế|"
    r"những (?:tồn tại|hạn chế|kết quả|khó khăn)|ưu điểm|nhận xét|thuận lợi|bối cảnh|sự cần thiết|"
    r"khái quát|thực trạng|đánh giá|khó khăn|nguyên nhân|đặc điểm|phạm vi|đối tượng|nguyên tắc|"
    r"giải thích từ ngữ|quy định chung|cơ sở (?:pháp lý|chính trị|thực tiễn)|định hướng|phương "
    r"châm|"
    r"thành phần|(?:dự kiến )?(?:nguồn )?kinh phí|địa điểm|hình thức|thời gian(?:,| và| tổ chức| "
    r"thực hiện| họp|$)|thông tin chung|quá trình xây dựng|bố cục|nội "
    r"dung "
    r"(?:cơ bản|chính) của)\b"
)
_ASKS = rx(r"yêu cầu\s*:\s*$")
_ORDERS_WITHIN = rx(
    r"kết quả (?:đầu ra|cần đạt)|tình hình mới|đánh giá,? (?:xếp loại|phân loại|giám sát)"
)
_ORDER = rx(r"(?:^|[,;.] |\b)(?:giao|yêu cầu|đề nghị|phân công|chỉ đạo)(?: cho)?:? (?=\S)")
# Openings of sentences that state or settle something.
_STATES = rx(
    r"(?:(?:thời gian|địa điểm|thành phần|hình thức|số lượng|chủ đề|đối tượng)(?: [\w, ]{1,30})?: |"
    r"đã |đến nay|tính đến|thời gian qua|trong thời gian qua|nhìn chung|tuy nhiên|bên cạnh "
    r"đó, (?:còn|"
    r"vẫn)|hiện nay|qua (?:theo dõi|kiểm tra|xem xét|rà soát|báo cáo)|trong (?:quý|tháng|năm|\d+ "
    r"tháng)"
    r"[^,.;]{0,30}, (?:toàn tỉnh|tỉnh|đã|công tác)|thống nhất|cơ bản|đồng ý|"
    r"ghi nhận|biểu dương|đánh giá cao|hoan nghênh|phê duyệt|bãi bỏ|thay thế|hủy bỏ|"
    r"ban hành kèm theo|(?:quyết định|nghị quyết|chỉ thị|kế hoạch|công điện|công văn|văn bản|quy "
    r"chế|quy "
    r"định|hướng dẫn|thông báo|chương trình)(?: liên tịch)? này(?! ?[,;]? (?:yêu cầu|đề nghị|"
    r"giao))|"
    r"trên đây là|chi tiết (?:tại|theo|như)|\(?(?:có|kèm theo|chi tiết)[^.;]{0,20}(?:phụ lục|"
    r"danh sách|biểu)|"
    r"(?:nguồn )?kinh phí (?:thực hiện|tổ chức|được|do|từ|lấy)|nơi nhận|căn cứ (?:luật|nghị|"
    r"quyết|thông|chỉ)|"
    r"nguyên nhân|kết quả|trong đó có|tham dự|thành phần|(?:chiều|sáng) ngày|"
    r"ngày \d(?!\d? (?:hằng|hàng|mỗi|của))|"
    r"theo (?:báo cáo|bản tin|dự báo|trung tâm dự báo)|dự báo|"
    r"là (?:cơ quan|đơn vị) )"
)
_NO_WORK_IN = rx(
    r"(?:chịu trách nhiệm|có trách nhiệm|căn cứ|chiểu)[^.;]{0,60}thi hành|^(?:điều|khoản|quyết|"
    r"nghị|chỉ|thông|kế|quy|văn|công|chương|các)[^.;]{0,160}"
    r" (?:có|hết) hiệu lực|(?:được|đã) "
    r"(?:Hội đồng nhân dân|HĐND)[^.;]{0,120}thông qua|(?:biết|biết và|biết,) (?:thực hiện|triển "
    r"khai)[^.;]{0,40}$"
)
_FINDS = rx(
    r"(?:đã|mới|chưa|còn|đang|chỉ) (?:đạt|hoàn thành|có|được|chậm|thực hiện|nhận|ban hành|triển "
    r"khai|rà soát|để xảy ra|nghiêm)|giải ngân được|đạt \d+(?:[.,]\d+)?\s?%|(?:tăng|giảm) \d"
)
_OUGHT = rx(
    r"\b(?:giao|yêu cầu|đề nghị|phải|cần|chủ trì|hoàn thành (?:trước|trong|chậm)|chậm nhất|trước "
    r"ngày)\b"
)
_CLOSING = rx(
    r"(?:(?:nhận được|căn cứ|trên cơ sở|với) [^.;]{2,80}, )?(?:(?:UBND|Ủy ban|Tổ công tác|"
    r"Ban Chỉ đạo|Chủ tịch|Sở|Công an|"
    r"Văn phòng|Bộ)"
    r"[^.;:]{0,60} )?(?:yêu cầu|đề nghị|nhận được|thông báo|kính đề nghị|trân trọng|rất mong)"
    r"[^.;]{0,260}"
    r"(?:thực hiện|triển khai|phối hợp|nghiêm túc|khẩn trương|xem xét|biết|quan "
    r"tâm)[^.;]{0,90}\./?\.?$"
)
# A call to carry out this very paper asks for nothing that its parts do not ask for.
_CALLS = rx(
    r"(?:yêu cầu|đề nghị) [^.;:]{3,200}? (?:nghiêm túc|khẩn trương)"
    r"(?: (?:tổ chức|triển khai|phối hợp|quán triệt))*,? thực hiện(?: nghiêm túc| tốt)?"
    r"(?: (?:các )?(?:chỉ thị|kế hoạch|công văn|công điện|quyết định|thông báo|nội dung)"
    r"(?: chỉ đạo)?(?: này| trên| nêu trên)?)?\s*\.?$"
)
_CLOSING_OPENS = rx(
    r"(?:trong )?quá trình (?:tổ chức |triển khai )*thực hiện[^.;]{0,60}(?:nếu|có|phát sinh|gặp)|"
    r"trên đây là|"
    r"[^.;:]{3,60} kính trình [^.;]{0,120}(?:xem xét|quyết định|phê duyệt)|"
    r"nơi nhận|(?:mọi )?(?:khó khăn,? )?vướng mắc|nếu (?:có|gặp|phát sinh)|"
    r"kính (?:trình|mong|đề nghị) [^.;]{0,120}(?:xem xét|quyết định|phê duyệt|chỉ đạo)|"
    r"trình [^.;]{0,120}(?:xem xét|quyết định|phê duyệt|chỉ đạo)[^.;]{0,40}\./|"
    r"(?:chánh|các ông|thủ trưởng|giám đốc|các bộ trưởng|bộ trưởng)[^.]{0,500}(?:chịu|có) trách "
    r"nhiệm (?:tổ chức )?thi hành|"
    r"(?:(?:căn cứ|trên cơ sở|theo) (?:các )?nội dung (?:trên|nêu trên|chỉ đạo)[^.;]{0,40}, )?"
    r"(?:đề nghị |yêu cầu )?(?:thủ trưởng )?(?:các )?(?:sở|ban|ngành|cơ quan|đơn vị|địa phương)"
    r"[^.;]{0,120}? (?:nghiêm túc |khẩn trương )(?:tổ chức |triển khai )*thực hiện\.?/?\.?$"
)
# The office that passes a conclusion on is not the one that carries it out.
_PASSES_ON = rx(r"[^.;:]{3,60} (?:thông báo|thừa lệnh|xin thông báo)")
_HAS_DAY = rx(
    r"(?:trước|chậm nhất|đến hết|trong) (?:ngày|\d|tháng|quý)|hằng (?:ngày|tuần|tháng|quý)"
)


def holds_no_duties(heading: str) -> bool:
    """Whether a part with this heading puts nobody to work.

    >>> [holds_no_duties(said) for said in ("MỤC ĐÍCH, YÊU CẦU", "Yêu cầu:", "NHIỆM VỤ")]
    [True, False, False]
    """
    said = heading.strip(" :.")
    if _ASKS.match(heading) or _ORDERS_WITHIN.search(said):
        return False
    both = re.search(r"nhiệm vụ|giải pháp|tổ chức thực hiện|trách nhiệm", said, re.IGNORECASE)
    return len(said) < 160 and bool(_NO_DUTIES.match(said)) and not both


def is_closing(words: str) -> bool:
    """Whether a paragraph only closes the dispatch.

    >>> is_closing("Yêu cầu các đơn vị nghiêm túc thực hiện./.")
    True
    >>> is_closing("Yêu cầu Thủ trưởng các sở, ban, ngành nghiêm túc thực hiện Chỉ thị này.")
    True
    """
    if _CLOSING_OPENS.match(words) or _CALLS.match(words):
        return True
    last = words.rstrip().endswith(("./.", "./"))
    return last and bool(_CLOSING.match(words)) and not _HAS_DAY.search(words)


# One sentence, however many officials it names.
_EXECUTES = rx(
    r"[^.]{10,900}(?:chịu|có) trách nhiệm (?:tổ chức )?(?:thi hành|thực hiện) (?:quyết định|nghị "
    r"quyết|chỉ thị|kế hoạch|văn bản)(?: này)?\s*[./]*\s*$"
)


def executes(words: str) -> bool:
    """Whether a paragraph only says who executes the whole document.

    >>> executes("Chánh Văn phòng; Giám đốc các sở chịu trách nhiệm thi hành Quyết định này./.")
    True
    """
    return bool(_EXECUTES.match(words)) and not _HAS_DAY.search(words)


def called_on(words: str) -> tuple[str, ...]:
    """Whom a closing sentence calls on: "Yêu cầu các cơ quan, đơn vị thực hiện nghiêm túc"."""
    if not _CLOSING.match(words) or _PASSES_ON.match(words):
        return ()
    named = subject_of(words) or ordered_in(words)
    return named.names if named else ()


def orders(words: str) -> bool:
    """Whether words give an order to somebody whom they name.

    >>> orders("Đồng ý về nguyên tắc. Giao Sở Y tế rà soát."), orders("Đồng ý về nguyên tắc.")
    (True, False)
    """
    return bool(_ORDER.search(words)) and ordered_in(words) is not None


def is_work(words: str) -> bool:
    """Whether a sentence asks for something to be done.

    >>> is_work("Rà soát hồ sơ."), is_work("Quyết định này có hiệu lực kể từ ngày ký.")
    (True, False)
    >>> is_work("Đã cấp 45.120 thẻ căn cước, đạt 98% kế hoạch.")
    False
    >>> is_work("Nâng tỷ lệ chi trả qua tài khoản đạt 85% trong năm 2025.")
    True
    """
    said = words.strip(" -–+•,;:")
    names_alone = words.rstrip().endswith(";") and only_names(said)
    if len(said) < 8 or is_closing(said) or names_alone:
        return False
    if _NO_WORK_IN.search(said) and not (_HAS_DAY.search(said) and orders(said)):
        return False
    if _STATES.match(said):
        return orders(said) and not re.match(r"(?:trên đây|nơi nhận|căn cứ)", said, re.IGNORECASE)
    if VERB_FIRST.match(said) or subject_of(said) is not None:
        return True
    return not (_FINDS.search(said) and not _OUGHT.search(said))
