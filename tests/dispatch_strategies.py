"""Whole dispatches made up at random, with the truth about every duty beside the text.

A text is built as offices build theirs: a kind of document, a letterhead, parts numbered in one of the
usual ways, owners before, inside and below their work, a table of assignment, a closing, a foot, a form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import assume
from hypothesis import strategies as st

from tests.dispatch_wordings import (
    AGENCIES,
    REPORTS,
    ROMAN,
    WORKS,
    Duty,
    limits,
    named,
    recurrences,
    sentences,
    upper,
)

LETTERS = "abcdđeghik"

helpers = st.lists(st.sampled_from(AGENCIES[:10]), max_size=2, unique=True).map(tuple)
leads = st.sampled_from(AGENCIES).map(lambda name: (name,)) | st.lists(
    st.sampled_from(AGENCIES[:10]), min_size=2, max_size=3, unique=True
).map(tuple)


@dataclass(frozen=True)
class Dispatch:
    """A text, and what it says."""

    text: str
    kind: str
    number: str
    written: date
    duties: tuple[Duty, ...]
    forms: int = 0


@dataclass(frozen=True)
class Item:
    """One numbered part: its line, the lines below it, the duties that both of them set."""

    line: str
    below: tuple[str, ...]
    duties: tuple[Duty, ...]
    labels: bool = False  # whether the lines below only say who and until when


@st.composite
def items(draw: st.DrawFn, works: list[str], written: date) -> Item:
    """One part of a dispatch; it uses up the works that it is given."""
    leading = draw(leads)
    lead = ", ".join(leading)
    helped = tuple(name for name in draw(helpers) if name not in leading)
    chairs = f" chủ trì, phối hợp với {', '.join(helped)}" if helped else ""

    def duty(work: str, helped: tuple[str, ...] = ()) -> Duty:
        limit = draw(recurrences() if work in REPORTS else limits(written))
        # "giai đoạn 2027-2030 đến năm 2030" would be the horizon in the name of the stage
        assume(not (work[-1].isdigit() and limit.words.startswith("đến năm")))
        return Duty(work, leading, helped, limit, WORKS.get(work))

    if len(works) > 1:
        duties = tuple(duty(work) for work in works)
        said = [upper(draw(sentences(each.work, each.limit))) + "." for each in duties]
        heading = draw(st.sampled_from((lead, f"{lead}:", f"Giao {named(lead)}:", f"**{lead}**")))
        return Item(heading, tuple(said), duties)
    shapes = ("run-in", "told", "subject", "first", "labels", "brackets", "twice")
    shape = draw(st.sampled_from(shapes if works[0] in WORKS else shapes[:3]))
    one = duty(works[0], helped if shape not in ("run-in", "twice") else ())
    words = draw(sentences(one.work, one.limit, opens=shape == "run-in"))
    end = f" {one.limit.words}" if one.limit.words else ""
    if shape == "run-in":
        return Item(f"{lead}: {upper(words)}.", (), (one,))
    if shape == "twice":
        report = f"báo cáo kết quả đợt {list(WORKS).index(one.work) + 1:02}"
        again = draw(recurrences())
        more = f"đồng thời, {again.words} {report} về UBND tỉnh"
        both = (one, Duty(report, leading, (), again))
        return Item(f"{lead}: {upper(one.work)}{end}; {more}.", (), both)
    if shape == "labels":
        lines = [f"Cơ quan chủ trì: {lead}."]
        lines += [f"Cơ quan phối hợp: {', '.join(helped)}."] if helped else []
        lines += [f"Thời gian hoàn thành: {upper(one.limit.words)}."] if end else []
        return Item(f"{upper(one.work)}.", tuple(lines), (one,), labels=True)
    if shape == "brackets":
        helps = f", {', '.join(helped)} phối hợp" if helped else ""
        return Item(f"{upper(one.work)}{end} ({named(lead)} chủ trì{helps}).", (), (one,))
    if shape == "first" and end and not one.limit.whole:
        return Item(f"{upper(one.limit.words)}, {named(lead)}{chairs} {one.work}.", (), (one,))
    order = draw(st.sampled_from(("Giao ", "Yêu cầu ", "Đề nghị "))) if shape == "told" else ""
    return Item(f"{order}{named(lead) if order else lead}{chairs} {words}.", (), (one,))


def numbered(parts: list[Item], layout: str) -> str:
    """The parts as lines, numbered in one of the ways of offices."""
    lines = {"sections": ["II. NHIỆM VỤ, GIẢI PHÁP"], "letters": ["1. Nhiệm vụ cụ thể"]}.get(
        layout, []
    )
    lines += ["1. Về cải cách hành chính"] if layout == "decimals" else []
    for place, part in enumerate(parts, start=1):
        letter = LETTERS[place - 1]
        sign = {"letters": f"{letter})", "decimals": f"1.{place}.", "articles": f"Điều {place}."}
        sign |= {"bullets": "-", "brackets": f"{place})", "slashes": f"{place}/"}
        lines.append(f"{sign.get(layout, f'{place}.')} {part.line}")
        for below, words in enumerate(part.below):
            own = {"bullets": "+", "letters": "-", "decimals": "•"}.get(layout, "-")
            if layout == "sections" and not part.labels:
                own = f"{LETTERS[below]})"
            lines.append(f"{own} {words}")
    return "\n\n".join(lines)


LAYOUTS = ("plain", "sections", "letters", "decimals", "bullets", "brackets", "slashes")
KINDS = {  # the kind: its sign, its title, and how its text opens
    "Công văn": ("UBND", "", "Kính gửi:\n- {all};\n- Các sở, ban, ngành.\n\nUBND tỉnh yêu cầu:"),
    "Kế hoạch": (
        "KH-UBND",
        "KẾ HOẠCH\nNâng cao chất lượng phục vụ người dân",
        "UBND tỉnh ban hành Kế hoạch như sau:\n\nI. MỤC ĐÍCH, YÊU CẦU\n- Nhằm phục vụ người dân tốt hơn.",
    ),
    "Thông báo": (
        "TB-UBND",
        "THÔNG BÁO\nKết luận của Chủ tịch UBND tỉnh tại cuộc họp ngày 05/01/2024",
        "Sau khi nghe báo cáo, Chủ tịch UBND tỉnh kết luận như sau:",
    ),
    "Chỉ thị": (
        "CT-UBND",
        "CHỈ THỊ\nVề tăng cường kỷ luật, kỷ cương hành chính",
        "Trong năm 2023, toàn tỉnh còn 12 vụ việc chậm xử lý.\n\nChủ tịch UBND tỉnh yêu cầu:",
    ),
    "Quyết định": (
        "QĐ-UBND",
        "QUYẾT ĐỊNH\nVề việc giao nhiệm vụ cải cách hành chính\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2022;\nTheo đề nghị của Giám đốc "
        "Sở Tư pháp tại Tờ trình số 31/TTr-STP ngày 05/01/2023.\n\nQUYẾT ĐỊNH:",
    ),
    "Công điện": (
        "CĐ-UBND",
        "CÔNG ĐIỆN\nVề việc ứng phó mưa lũ",
        "CHỦ TỊCH UBND TỈNH điện:\n- {all}.\n\nChủ tịch UBND tỉnh yêu cầu:",
    ),
}
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
ENDS = (
    "Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện./.",
    "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo UBND tỉnh xem xét./.",
)
FOOT = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTrần Văn Minh\n"
FORM = (
    "\nPHỤ LỤC\n(Kèm theo văn bản số {number})\n\nTT\tLoại sổ\tTổng số\tTrên phần mềm\t\tĐã chuyển\n"
    "\t\t\tLưu nháp\tĐã duyệt\t\n1\tSổ khai sinh\t\t\t\t\n2\tSổ khai tử\t\t\t\t\nTỔNG:\t\t\t\t\t\n"
)


@st.composite
def letterheads(draw: st.DrawFn, number: str, about: str, written: date) -> str:
    """Who writes, the motto, number and day: stacked, side by side, or in a Markdown table."""
    left = ["ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI", f"Số: {number}", *([about] if about else [])]
    dated = f"Quảng Ngãi, ngày {written:%d} tháng {written:%m} năm {written.year}"
    right = [*MOTTO, "", dated] if about else [*MOTTO, dated]
    rows = [(left[i], right[i] if i < len(right) else "") for i in range(len(left))]
    return draw(
        st.sampled_from(
            (
                "\n".join([*left[:2], *MOTTO, *left[2:], dated]),
                "\n".join([*left, *MOTTO, dated]),
                "\n".join("\t".join(row) for row in rows),
                "\n".join(f"| **{one}** | **{two}** |" for one, two in rows),
                "\n".join(f"{one:<24}         {two}".rstrip() for one, two in rows),
            )
        )
    )


TABLE = "TT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành\tSản phẩm"


@st.composite
def tables(draw: st.DrawFn, works: list[str], written: date) -> tuple[str, tuple[Duty, ...]]:
    """A table of assignment, a duty in each row, and its title."""
    rows, duties = [TABLE], []
    for place, work in enumerate(works, start=1):
        leading, helped, limit = (draw(each) for each in (leads, helpers, limits(written)))
        helped = tuple(name for name in helped if name not in leading)
        duties.append(Duty(work, leading, helped, limit, WORKS[work]))
        lead, helps = ", ".join(leading), ", ".join(helped)
        cells = (f"{place}", upper(work), lead, helps, upper(limit.words), "Báo cáo")
        rows += [f"{ROMAN[place]}\tNHÓM NHIỆM VỤ {place}\t\t\t\t"] if draw(st.booleans()) else []
        rows.append("\t".join(cells))
    return "\n".join(rows), tuple(duties)


@st.composite
def dispatches(draw: st.DrawFn, *, with_table: bool = False) -> Dispatch:
    """A whole dispatch with everything that it sets."""
    written = draw(st.dates(date(2024, 1, 8), date(2026, 9, 30)))
    kind = draw(st.sampled_from(sorted(KINDS)))
    symbol, title, opening = KINDS[kind]
    number = f"{draw(st.integers(500, 4999))}/{symbol}" + ("-TH" if kind == "Công văn" else "")
    works = draw(st.lists(st.sampled_from((*WORKS, *REPORTS)), min_size=1, max_size=7, unique=True))
    parts: list[Item] = []
    while works:
        taken = draw(st.sampled_from((1, 1, 1, 2, 3)))
        parts.append(draw(items(works[:taken], written)))
        works = works[taken:]
    head = draw(letterheads(number, "V/v triển khai nhiệm vụ" if not title else "", written))
    addressed = ", ".join(AGENCIES[:5])
    layouts = {"Kế hoạch": ("sections",), "Quyết định": ("articles",)}.get(kind, LAYOUTS)
    body = numbered(parts, draw(st.sampled_from(layouts)))
    form = draw(st.booleans())
    texts = [head, title, opening.format(all=addressed), body, draw(st.sampled_from(ENDS)), FOOT]
    duties = tuple(duty for part in parts for duty in part.duties)
    if with_table:
        left = [work for work in WORKS if work not in {duty.work for duty in duties}]
        table, more = draw(tables(draw(st.permutations(left))[: draw(st.integers(1, 4))], written))
        texts.append(f"PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n(Kèm theo văn bản số {number})\n\n{table}\n")
        duties += more
    texts += [FORM.format(number=number)] if form else []
    text = "\n\n".join(filter(None, texts))
    return Dispatch(text, kind, number, written, duties, int(form))
