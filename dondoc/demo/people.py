"""The invented people of the demonstration: nobody here exists, and no official is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from dondoc.demo.data import LY_SON, UnitRow, agencies, lowest_units, units

PASSWORD = "dondoc-trinh-dien"  # noqa: S105 - printed on the first screen of the demonstration
TODAY = date(2025, 2, 20)


def _names(families: str, men: str, women: str) -> tuple[list[str], list[str], list[str]]:
    return families.split(), men.split(), women.split()


KINH = _names(
    "Nguyễn Trần Lê Phạm Võ Huỳnh Bùi Đỗ Ngô Đặng Trương Phan Tạ Lương Cao Mai Lâm Châu",
    "An Bảo Cường Dũng Đạt Hải Hậu Hiếu Hùng Khánh Long Nam Phong Quân Sang Tài Thịnh Vũ",
    "Anh Chi Duyên Giang Hạnh Hiền Hương Kiều Liên Loan Nga Ngọc Oanh Phượng Thảo Thu Yến",
)
HRE = _names("Phạm Đinh", "Rít Trôi Rỉ Tria Cum Nghéo Xam Huỳnh", "Ế Rủi Xíu Lua")
CO = _names("Hồ", "Bảy Lý Ngân Diên Thiên Giót Nghĩa", "Nhung Én Ly Thảo Lan")
CA_DONG = _names("Đinh", "Kỳ Roa Nía Lẻo Xênh Ngà", "Hoa Yết Rêu Xíp Mơ")
# Who lives where, roughly: Hrê in the south-west, Co in Trà Bồng, Ca Dong in Sơn Tây.
PEOPLES = {"525": CO, "529": HRE, "530": CA_DONG, "531": HRE, "535": HRE}

NAMED_CLERKS = {
    ("Sơn Bua", "530"): "Đinh Văn Kỳ",
    ("Trà Xinh", "525"): "Hồ Thị Nhung",
    ("Sơn Liên", "530"): "Đinh Thị Hoa",
    ("Ba Lế", "535"): "Phạm Văn Trôi",
    ("Trà Thanh", "525"): "Hồ Văn Bảy",
    ("Trà Tây", "525"): "Hồ Văn Lý",
    ("Ba Nam", "535"): "Phạm Thị Ế",
    ("Ba Xa", "535"): "Phạm Văn Huỳnh",
    ("Long Môn", "531"): "Đinh Văn Nhất",
    ("Sơn Kỳ", "529"): "Đinh Thị Vân",
    ("Phổ Khánh", "534"): "Lê Minh Tâm",
    ("Nghĩa Sơn", "528"): "Nguyễn Văn Phúc",
    ("Lý Sơn", "51"): "Trương Thị Hà",
    ("Bình Chương", "524"): "Hoa Thị Mai",
}


@dataclass(frozen=True)
class DemoPerson:
    """One account of the demonstration: who, at which agency, in which role."""

    username: str
    full_name: str
    title: str
    agency: str
    role: str


def people() -> tuple[DemoPerson, ...]:
    """Everyone of the demonstration, the same at every call: leader, officers, clerks."""
    return (*_province(), *_departments(), *_districts(), *_clerks())


def showcase() -> tuple[DemoPerson, ...]:
    """One account per role, for the list of logins a visitor is shown."""
    wanted = ("minh", "lan", "binh", "hanh", "mai")
    by_name = {person.username: person for person in people()}
    return tuple(by_name[username] for username in wanted)


def _province() -> list[DemoPerson]:
    standing = "cong-an-tinh"
    title = "Cán bộ theo dõi Đề án 06, cơ quan thường trực"
    return [
        DemoPerson("minh", "Lương Nhật Minh", "Chủ tịch UBND tỉnh", "ubnd-tinh", "leader"),
        DemoPerson("loc", "Kiều Văn Lộc", "Phó Chủ tịch UBND tỉnh", "ubnd-tinh", "leader"),
        DemoPerson("lan", "Nguyễn Thị Lan", title, standing, "standing"),
        DemoPerson("son", "Cao Thái Sơn", title, standing, "standing"),
        DemoPerson("van", "Tô Hải Vân", "Thanh tra viên", "van-phong-ubnd-tinh", "inspector"),
    ]


def _departments() -> list[DemoPerson]:
    named = {
        "so-tu-phap": ("binh", "Ngô Thanh Bình"),
        "so-tai-nguyen-va-moi-truong": ("khoa", "Tạ Đăng Khoa"),
    }
    found = []
    for agency in agencies():
        living = agency.exists_from <= TODAY
        if not living or (agency.kind not in {"department"} and agency.code != "tinh-doan"):
            continue
        username, full_name = named.get(agency.code, (agency.code, _name(agency.code, KINH)))
        found.append(
            DemoPerson(username, full_name, "Cán bộ đầu mối Đề án 06", agency.code, "department")
        )
    return found


def _districts() -> list[DemoPerson]:
    title = "Cán bộ đầu mối Đề án 06 cấp huyện"
    return [
        DemoPerson(
            "hanh" if unit.code == "524" else f"huyen{unit.code}",
            "Trần Thị Hạnh" if unit.code == "524" else _name(f"huyện {unit.code}", KINH),
            title,
            unit.agency,
            "district",
        )
        for unit in units()
        if unit.level == "district"
    ]


def _clerks() -> list[DemoPerson]:
    return [
        DemoPerson(
            "mai" if unit.name == "Bình Chương" else f"xa{unit.code}",
            NAMED_CLERKS.get((unit.name, unit.parent)) or _name(unit.code, _people_of(unit)),
            "Cán bộ hộ tịch huyện đảo" if unit.code == LY_SON else "Công chức tư pháp - hộ tịch",
            unit.agency,
            "commune",
        )
        for unit in lowest_units(TODAY)
    ]


def _people_of(unit: UnitRow) -> tuple[list[str], list[str], list[str]]:
    return PEOPLES.get(unit.parent, KINH)


def _name(seed: str, names: tuple[list[str], list[str], list[str]]) -> str:
    """An invented name, always the same for the same seed."""
    rnd = Random(f"dondoc {seed}")  # noqa: S311 - a story, not a secret
    families, men, women = names
    if rnd.random() < 0.5:
        return f"{rnd.choice(families)} Văn {rnd.choice(men)}"
    return f"{rnd.choice(families)} Thị {rnd.choice(women)}"
