"""Spellings of one agency brought together: "Sở LĐ-TB&XH" is "Sở Lao động - Thương binh và Xã hội".

The reading keeps the words of the paper; this gives a second, comparable value. A place is kept
apart, since "Sở Tư pháp" and "Sở Tư pháp tỉnh Quảng Nam" may be one body, and two provinces' never
are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dondoc.core.names import plain_words

# Folded, without marks of punctuation and without "và"; the longer before the shorter.
_SPELLED = (
    (r"uy ban nhan dan|ub ?nd", "ubnd"),
    (r"hoi dong nhan dan", "hdnd"),
    (r"vpub|vp ubnd|van phong ub(?= tinh|$)", "van phong ubnd"),
    (r"ld ?tb ?xh|lao dong tb ?xh|lao dong thuong binh xh", "lao dong thuong binh xa hoi"),
    (r"tn ?mt", "tai nguyen moi truong"),
    (r"nn ?ptnt|nong nghiep ptnt|nn phat trien nong thon", "nong nghiep phat trien nong thon"),
    (r"nn ?mt|nnmt|nong nghiep mt", "nong nghiep moi truong"),
    (r"gd ?dt", "giao duc dao tao"),
    (r"kh ?dt", "ke hoach dau tu"),
    (r"kh ?cn", "khoa hoc cong nghe"),
    (r"vh ?tt ?dl", "van hoa the thao du lich"),
    (r"vh ?tt", "van hoa the thao"),
    (r"tt ?tt", "thong tin truyen thong"),
    (r"gtvt", "giao thong van tai"),
    (r"qh ?kt", "quy hoach kien truc"),
    (r"dt ?tg", "dan toc ton giao"),
    (r"bhxh", "bao hiem xa hoi"),
    (r"kbnn", "kho bac nha nuoc"),
    (r"nhnn(?: viet nam)?|ngan hang nha nuoc viet nam", "ngan hang nha nuoc"),
    (r"nhcsxh", "ngan hang chinh sach xa hoi"),
    (
        r"ub ?mttq(?: viet nam)?|uy ban mat tran to quoc(?: viet nam)?|mttq(?: viet nam)?|"
        r"mat tran to quoc(?: viet nam)?",
        "mat tran to quoc",
    ),
    (r"tand", "toa an nhan dan"),
    (r"vksnd", "vien kiem sat nhan dan"),
    (r"lhpn", "lien hiep phu nu"),
    (r"tncs hcm|thanh nien cong san ho chi minh", "tncs ho chi minh"),
    (r"bcd", "ban chi dao"),
    (r"tct|to cong tac", "to cong tac"),
    (r"da ?06|de an 06", "de an 06"),
    (r"bqlda|ban qlda|ban quan ly da", "ban quan ly du an"),
    (r"bql", "ban quan ly"),
    (r"kkt", "khu kinh te"),
    (r"kcn", "khu cong nghiep"),
    (r"pt ?th", "phat thanh truyen hinh"),
    (r"cs (?=ql)|(?<=cuc )cs |(?<=phong )cs ", "canh sat "),
    (r"qlhc", "quan ly hanh chinh"),
    (r"(?<=hanh chinh )(?:ve )?tt ?xh", "trat tu xa hoi"),
    (r"(?<=hanh chinh )ve (?=trat tu)", ""),
    (r"tp(?= )", "thanh pho"),
)
_WORDS = tuple((re.compile(rf"\b(?:{short})(?=\b|(?<= ))"), full) for short, full in _SPELLED)
# Units of the police are called by their sign as often as by their name.
_SIGNS = (
    (
        r"(?:cuc )?(?:c06\b|canh sat quan ly hanh chinh trat tu xa hoi)(?: c06)?(?: bo cong an)?$",
        "cuc c06",
    ),
    (
        r"(?:cuc )(?:a05\b|an ninh mang phong chong toi pham su dung cong nghe cao)(?: a05)?"
        r"(?: bo cong an)?$",
        "cuc a05",
    ),
    (
        r"(?:phong )?(?:pc06\b|(?<=phong )canh sat quan ly hanh chinh trat tu xa hoi)(?: pc06)?"
        r"(?: cong an tinh)?$",
        "phong pc06",
    ),
)
_SIGN_RULES = tuple((re.compile(rf"^(?:{long})"), sign) for long, sign in _SIGNS)
_HEADS = re.compile(
    r"^(?:(?:dong chi|cac dong chi|ong|cac ong) )?(?:thu truong|nguoi dung dau|(?:pho )?giam doc|"
    r"lanh dao|chanh(?= van phong| thanh "
    r"tra| an)|(?:pho )?chu tich(?= ubnd| hdnd| hoi| lien)|bo truong(?= bo)|thong doc(?= ngan "
    r"hang)|"
    r"(?:chi )?cuc truong(?= (?:chi )?cuc)|tong giam doc|truong(?= ban| phong| cong an))\s"
)
_OWN_PROVINCE = re.compile(
    r"^((?:so|ban|van phong ubnd|van phong hdnd|thanh tra|van phong doan)\b.*?|to cong tac de an "
    r"06|ban quan ly .*?)"
    r" (?:tinh|thanh pho)(?: (?P<place>[a-z ]{2,30}))?$"
)
_OF_PROVINCE = re.compile(
    r"^((?:ubnd|hdnd|cong an|bao hiem xa hoi|buu dien|mat tran to quoc|toa an nhan dan|vien kiem "
    r"sat "
    r"nhan dan|lien doan lao dong|dai phat thanh truyen hinh|thue|dien luc) (?:tinh|thanh pho)) "
    r"(?P<place>[a-z ]{2,30})$"
)


@lru_cache(maxsize=4096)
def parted(name: str) -> tuple[str, str]:
    """The comparable name of a body and the place that it names besides, each folded.

    >>> parted("Sở LĐTB&XH tỉnh Quảng Nam")
    ('so lao dong thuong binh xa hoi', 'quang nam')
    >>> parted("Cục Cảnh sát QLHC về TTXH - Bộ Công an") == parted("Cục C06")
    True
    """
    words = " ".join(word for word in plain_words(name).split() if word != "va")
    words = _HEADS.sub("", words)
    for pattern, full in _WORDS:
        words = " ".join(pattern.sub(full, words).split())
    for pattern, sign in _SIGN_RULES:
        if pattern.match(words):
            return sign, ""
    own = _OWN_PROVINCE.match(words)
    if own:
        return own[1], own["place"] or ""
    of = _OF_PROVINCE.match(words)
    return (of[1], of["place"]) if of else (words, "")


def canonical(name: str) -> str:
    """One comparable spelling of a body, its place included; doing it twice changes nothing.

    >>> canonical("Uỷ ban nhân dân tỉnh"), canonical("UBND tỉnh")
    ('ubnd tinh', 'ubnd tinh')
    """
    words, place = parted(name)
    for _ in range(3):
        again, further = parted(words)
        if again == words:
            break
        words, place = again, place or further
    return (
        f"{words} tinh {place}"
        if place and not words.endswith((" tinh", " pho"))
        else (f"{words} {place}".strip())
    )


def same_agency(one: str, other: str) -> bool:
    """Whether two spellings may name one body: the same words, and not two different places.

    >>> same_agency("Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn tỉnh")
    True
    >>> same_agency("Sở Tư pháp tỉnh Quảng Nam", "Sở Tư pháp tỉnh Hà Giang")
    False
    """
    (left, here), (right, there) = parted(canonical(one)), parted(canonical(other))
    return bool(left) and left == right and (not here or not there or here == there)
