"""A doubt about a scanned word is worth its trust only where the word cannot stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.reading.suspects import find_suspects, suggestion_for

MISREAD = [
    ("hoàn thành số hóa số hộ tịch", "số hộ tịch", "sổ hộ tịch"),
    ("phấn đấu đến hết Quý ll/2026", "Quý ll", "Quý II"),
    ("chậm nhất ngày l5/3/2025", "l5", "15"),
    ("trước ngày 20/02/2O25", "2O25", "2025"),
    ("phôi hợp với Công an tỉnh", "phôi hợp", "phối hợp"),
    ("đẩy mạnh chuyển đổi sổ", "chuyển đổi sổ", "chuyển đổi số"),
    ("tích hợp lên Công dịch vụ công quốc gia", "Công dịch vụ công", "Cổng dịch vụ công"),
]
SOUND = [
    "số hóa hồ sơ, số lượng, số liệu, sổ hộ tịch, sổ đăng ký khai sinh",
    "Quý II/2026, quý 1/2025, Quý IV năm 2025, ngày 15/3/2025, năm 2025",
    "công an xã, công dịch, cổng dịch vụ công quốc gia, phôi thẻ căn cước, phôi bằng",
    "kê khai, kế hoạch, thông tin, thống kê, hộ khẩu, bảo vệ, báo cáo, trang thiết bị",
    "hành trình, hoàn thành, thanh niên, ngay trước ngày, trước ngay cửa",
    "mã số bảo hiểm xã hội, mã số bảo hiểm y tế, số bảo hiểm y tế",
    "lớp 11, tổ 1I, số 10/2025/QĐ-UBND, 11/01/2011",
]


@pytest.mark.parametrize(("words", "read", "suggested"), MISREAD)
def test_what_a_scanner_misread_is_suspected(words, read, suggested):
    assert [(s.as_read, s.suggested) for s in find_suspects(words)] == [(read, suggested)]


@pytest.mark.parametrize("words", SOUND)
def test_sound_words_are_left_alone(words):
    assert list(find_suspects(words)) == []


@given(st.lists(st.sampled_from([m[0] for m in MISREAD] + SOUND), max_size=5).map("; ".join))
def test_suspects_stand_where_they_say_and_a_better_label_is_sound(words):
    found = list(find_suspects(words))

    assert all(words[s.start : s.end] == s.as_read for s in found)
    assert [s.start for s in found] == sorted(s.start for s in found)
    better = suggestion_for(words)
    assert better is None or suggestion_for(better) is None
