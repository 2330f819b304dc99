"""Times that belong to a name: of programmes, budgets, rules in force, lunar days, numbers.

These are exclusions like those of `told`: they stand before every wording of a limit, and each is
named after what the words are instead.
"""

from __future__ import annotations

import re

from dondoc.core.wordings.notation import LEFT, NO_DEADLINE, TIME, Family, Said

NAMES = Family()


@NAMES.wording(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ|niên độ|năm học|niên khóa|khóa)(?: từ)?(?: năm)? \d{4}(?: "
    r"?[-–/] ?| (?:đến|tới)(?: năm)? )\d{4}"
    r"(?:,? ?(?:và )?(?:tầm nhìn|định hướng|hướng tới)?(?: (?:đến|tới))?(?: năm)? \d{4})?",
    r"(?:tầm nhìn|định hướng|hướng tới)(?: (?:đến|tới))?(?: năm)? \d{4}",
    r"(?:đến|tới) năm \d{4},? (?:và )?(?:tầm nhìn|định hướng)(?: (?:đến|tới))?(?: năm)? \d{4}",
    r"(?:trong )?giai đoạn (?:\d|[ivx]+)\b",
    r"đề án \d{2}(?: (?:trong |của )?(?:năm \d{4}|{period}))?(?! (?:trước|trong|chậm))",
)
def name_of_a_programme(said: Said) -> object:
    """Stages and horizons in the names of programmes.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("giai đoạn 2021-2025, tầm nhìn đến năm 2030"), day_of("định hướng đến năm 2030")
    ('no deadline', 'no deadline')
    >>> day_of("triển khai giai đoạn 2 của Đề án 06")
    'no deadline'
    """
    return NO_DEADLINE


# "Sở Kế hoạch và Đầu tư", "Ban Quản lý dự án": there the word belongs to the name of a body.
_PLANS = (
    r"(?<!\bsở\s)(?<!phòng\s)(?<!\bvụ\s)(?<!quản lý\s)(?<!quản lý các\s)(?<!chỉ đạo\s)"
    r"(?:chiến lược|quy hoạch|chương trình|đề án|kế hoạch|dự án|định hướng|tầm nhìn|"
    r"nghị quyết|khung)"
)


@NAMES.wording(rf"{_PLANS} [^.;,:()]{{0,110}}?(?:đến|tới|trước) năm (?P<py>\d{{4}})")
def horizon_of_a_plan(said: Said) -> object:
    """The year to which a plan reaches is part of its name.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("thực hiện Chương trình chuyển đổi số quốc gia đến năm 2030")
    'no deadline'
    >>> day_of("Sở Kế hoạch và Đầu tư rà soát danh mục đến năm 2030", "2025-05-12")
    '2030-12-31 to_year_ambiguous (2029-12-31)'
    """
    done = r"(?:hoàn thành|phấn đấu|đạt|xong|bảo đảm|đảm bảo|triển khai xong|phải)\b"
    return LEFT if re.search(done, said.words) else NO_DEADLINE


_BUDGET = (
    r"(?:dự toán|ngân sách|kinh phí|nguồn vốn|vốn|biên chế|chỉ tiêu(?! (?:hoàn thành|phải))|"
    r"chương trình công tác|"
    r"kế hoạch (?:vốn|thu|chi|đầu tư công|công tác|phát triển)|quyết toán|thu|chi)"
)


@NAMES.wording(r"từ (?:năm )?(?P<first>\d{4}) (?:đến|tới) (?:hết )?(?:năm )?\d{4}(?![\d/.-])")
def years_that_have_begun(said: Said) -> object:
    """From a year before the document's to another: what is told, not what is ordered.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("từ năm 2021 đến năm 2025 có 12 xã đạt chuẩn", "2025-05-12")
    'no deadline'
    """
    begun = said.written is not None and int(said["first"]) < said.written.year
    return NO_DEADLINE if begun else LEFT


@NAMES.wording(
    rf"{_BUDGET} (?:(?!hoàn thành|xong|trước |chậm nhất|phân bổ hết|giải "
    rf"ngân)[^.;,:]){{0,50}}?(?:trong |của |cho )?năm (?:\d{{4}}|nay)"
)
def year_of_a_budget(said: Said) -> object:
    """The year of a budget, an estimate or a plan.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("bố trí từ nguồn dự toán chi thường xuyên trong năm 2025")
    'no deadline'
    >>> day_of("giải ngân 100% kế hoạch vốn trong năm 2025")
    '2025-12-31 end_of_year'
    """
    spends = re.search(r"(?:giải ngân|phân bổ|hoàn thành|thanh toán)[^.;,]{0,40}$", said.before())
    return LEFT if spends and "trong" in said.words else NO_DEADLINE


@NAMES.wording(
    rf"(?:(?:có )?hiệu lực(?: thi hành)?|(?:có )?giá trị(?: sử dụng| pháp lý| thanh toán)?|hết "
    rf"hạn(?: sử dụng)?|áp dụng|bãi bỏ|hết hiệu lực|thi hành)(?: (?:kể|tính|bắt đầu))? (?:từ|đến|"
    rf"tới|trước|vào)"
    rf"(?: (?:hết|ngày))? {TIME}(?: (?:đến|tới)(?: hết| trước)? (?:ngày )?\d[\d/.-]{{3,9}}| "
    rf"(?:đến|tới)(?: hết| trước)? {{rest2}})?",
    r"(?:có )?hiệu lực (?:thi hành )?(?:kể |tính )?từ (?:ngày )?(?:ký|ban hành)",
    r"(?:có )?hiệu lực (?:thi hành )?sau {count} ngày(?: làm việc)?(?:,? (?:kể |tính )?từ "
    r"(?:ngày |khi )?"
    r"(?:{day}|ký|ban hành|công bố|đăng))?",
)
def effect_of_a_rule(said: Said) -> object:
    """From or until when a rule is in force.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("có hiệu lực từ ngày 01/7/2025 đến hết 30/6/2027")
    'no deadline'
    >>> day_of("áp dụng đến hết ngày 31/12/2025")
    'no deadline'
    >>> day_of("có hiệu lực sau 10 ngày kể từ ngày ký", "2025-02-18")
    'no deadline'
    """
    return NO_DEADLINE


@NAMES.wording(
    r"(?:tức|nhằm)(?: là)?(?: ngày)? [^()]{0,90}(?:chạp|giêng|âm lịch|năm [^\W\d_]+ (?:tý|tỵ|tị|"
    r"sửu|dần|mão|thìn|ngọ|mùi|thân|dậu|tuất|hợi))",
    r"(?:ngày |{limit}(?: ngày)? )?(?:mùng |mồng )?\d{1,2}(?:/| tháng )(?:\d{1,2}|giêng|chạp) "
    r"(?:âm lịch|âl|\(âm)",
    r"(?:ngày |{limit}(?: ngày)? )?(?:mùng |mồng )?\d{1,2} tháng (?:giêng|chạp)",
    r"(?:{limit} )?tháng (?:giêng|chạp)(?: âm lịch)?",
)
def lunar_day(said: Said) -> object:
    """Days of the lunar calendar: which solar day they are, the words do not tell.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("trước ngày 23 tháng Chạp"), day_of("hoàn thành trước 15/8 âm lịch")
    ('no day (time_without_a_day)', 'no day (time_without_a_day)')
    >>> day_of("(tức ngày 29 tháng Chạp đến ngày mùng 5 tháng Giêng năm Quý Mão)")
    'no deadline'
    """
    if re.match(r"trước|chậm|đến|hết|trong", said.words):
        return said.undated("time_without_a_day", "the_day_of_the_occasion")
    return NO_DEADLINE


@NAMES.wording(
    r"(?:trẻ em |người |học sinh |công dân )?(?:từ )?(?:đủ )?\d{1,3} (?:tuổi )?(?:đến|tới) "
    r"(?:dưới |đủ |hết )?\d{1,3} tuổi",
    r"(?:trước|đến|dưới|từ|hết) (?:đủ )?\d{1,3} tuổi",
    r"(?:điều|khoản|mục|chương|phần|phụ lục|biểu|mẫu)(?: số)? \d+(?:(?:,| và| đến|-) "
    r"?\d+)*(?:/\d{1,4})?(?:/[^\W\d_][\w-]*)*",
    r"số ?:? ?\d+/\d{4}/[^\W\d_][\w-]*",
)
def number_of_something(said: Said) -> object:
    """Ages, articles and numbers of documents.

    >>> from dondoc.core.deadlines import day_of
    >>> day_of("trẻ em từ 0 đến dưới 06 tuổi"), day_of("theo Quyết định số 06/2022/QĐ-UBND")
    ('no deadline', 'no deadline')
    """
    return NO_DEADLINE
