"""Who acts, in the ways in which provinces and ministries write it; a verb nobody listed included."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.reading import read_sentence
from dondoc.core.reading.agencies import only_names, split_names, subject_of


def read(sentence):
    [duty] = read_sentence(sentence, date=None).assignments
    return duty


LEADS = [
    (
        "Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các huyện, thị xã, thành phố nghiêm túc thực hiện.",
        ("Các sở, ban, ngành", "UBND các huyện, thị xã, thành phố"),
    ),
    (
        "Giám đốc các Sở: Nội vụ, Kế hoạch và Đầu tư, Y tế và Chủ tịch UBND các huyện tổ chức thực hiện.",
        ("Sở Nội vụ", "Sở Kế hoạch và Đầu tư", "Sở Y tế", "UBND các huyện"),
    ),
    ("Công an tỉnh (PC06) tổ chức cao điểm cấp căn cước.", ("Công an tỉnh",)),
    (
        "Thường trực Ban Chỉ đạo 35 tỉnh chủ động định hướng thông tin.",
        ("Thường trực Ban Chỉ đạo 35 tỉnh",),
    ),
    (
        "Văn phòng UBND tỉnh, Sở Nội vụ theo chức năng, nhiệm vụ theo dõi, đôn đốc.",
        ("Văn phòng UBND tỉnh", "Sở Nội vụ"),
    ),
    ("Đồng chí Giám đốc Sở Xây dựng trực tiếp chỉ đạo rà soát.", ("Sở Xây dựng",)),
    ("Kho bạc Nhà nước khu vực XIII thanh toán vốn.", ("Kho bạc Nhà nước khu vực XIII",)),
    ("Sở LĐ-TB&XH, Sở TTTT lập danh sách hộ nghèo.", ("Sở LĐ-TB&XH", "Sở TTTT")),
    (
        "Trước ngày 18/10, các địa phương phải báo cáo số học sinh.",
        ("Các địa phương",),
    ),
    ("Việc lập danh mục do Sở Tài chính chủ trì.", ("Sở Tài chính",)),
    ("Rà soát các điểm mỏ (Sở Xây dựng chủ trì).", ("Sở Xây dựng",)),
    ("Bộ Y tế đề nghị Sở Y tế các tỉnh khẩn trương rà soát.", ("Sở Y tế các tỉnh",)),
    ("Giao Sở Y tế mua thuốc, giao Sở Tài chính bố trí kinh phí.", ("Sở Y tế", "Sở Tài chính")),
    (
        "Báo và Đài Phát thanh, Truyền hình tỉnh mở chuyên mục.",
        ("Báo và Đài Phát thanh, Truyền hình tỉnh",),
    ),
]


@pytest.mark.parametrize(("sentence", "lead"), LEADS)
def test_the_owner_is_read_as_it_is_written(sentence, lead):
    assert read(sentence).lead == lead


UNLISTED = [
    "vớt bèo trên sông",
    "khơi thông cống rãnh",
    "bó gọn cáp treo",
    "ươm giống lúa",
    "xịt khuẩn",
]
FULL = [
    "Sở Giao thông vận tải",
    "Sở Văn hóa, Thể thao và Du lịch",
    "UBND các xã, phường, đặc khu",
    "UBND huyện Bắc Sông",
    "Công an tỉnh",
    "Bưu điện tỉnh",
    "Sở NN&PTNT",
    "VNPT Quảng Ngãi",
    "Bộ Nông nghiệp và Môi trường",
]


@given(st.sampled_from(FULL), st.sampled_from(FULL), st.sampled_from(UNLISTED))
def test_a_verb_nobody_listed_is_not_swallowed_into_the_name(one, other, work):
    alone, both = subject_of(f"{one} {work}."), subject_of(f"{one}, {other} {work}.")

    assert alone is not None and alone.names == (one,)
    assert both is not None and both.names == tuple(dict.fromkeys((one, other)))


@given(st.lists(st.sampled_from(FULL), min_size=1, max_size=6, unique=True))
def test_a_row_of_names_is_taken_apart_again(names):
    assert split_names(", ".join(names)) == tuple(names)
    assert split_names("; ".join(names)) == tuple(names)
    assert only_names("; ".join(names))


@pytest.mark.parametrize(
    ("sentence", "helpers"),
    [
        (
            "Sở Y tế chủ trì, phối hợp chặt chẽ cùng Bưu điện tỉnh, BHXH tỉnh rà soát.",
            ("Bưu điện tỉnh", "BHXH tỉnh"),
        ),
        ("Sở Y tế phối hợp Sở GD&ĐT khám sức khỏe.", ("Sở GD&ĐT",)),
        ("Sở Y tế cùng với VNPT Đà Nẵng thử tải hệ thống.", ("VNPT Đà Nẵng",)),
        ("Rà soát hồ sơ (Sở Xây dựng chủ trì, Sở Tài chính phối hợp).", ("Sở Tài chính",)),
        ("Sở Y tế rà soát hồ sơ.", ()),
    ],
)
def test_those_who_help_are_told_from_the_owner(sentence, helpers):
    duty = read(sentence)

    assert duty.coordinate == helpers
    assert not set(duty.lead) & set(helpers)


@pytest.mark.parametrize(
    "row",
    [
        "(Sở ",
        "Sở Y tế, ",
        "Ban Chỉ đạo ",
        "các cơ quan, đơn vị ",
        "phối hợp với Sở ",
        "đạt 100% ",
        "giao ",
    ],
)
def test_work_grows_no_faster_than_the_text(row):
    def seconds(text):
        start = time.perf_counter()
        read_sentence(text, date=None)
        return time.perf_counter() - start

    assert seconds(row * 1600) < 40 * max(seconds(row * 400), 0.02)
