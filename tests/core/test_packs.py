"""A pack explains every mistake at its place, and survives being written and read again."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc import packs
from dondoc.core.annex_forms import codes_for, form_from_annex
from dondoc.core.names import plain_words
from dondoc.core.packs import (
    CODE,
    Check,
    CloseRule,
    Derived,
    DueRule,
    Form,
    Format,
    Group,
    Indicator,
    Kind,
    Pack,
    PackInvalid,
    Severity,
    Target,
    parse_pack,
    to_toml,
)

SHIPPED = packs.shipped()["civil_status"]
# Any text a pack may carry, control characters and all; only a lone surrogate is no text.
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)
labels = words.filter(lambda text: "{" not in text)
codes = st.from_regex(r"[a-z][a-z0-9_]{0,8}x", fullmatch=True)
agencies = st.from_regex(r"[a-z]{1,5}(-[a-z]{1,5})?", fullmatch=True)
hours = st.times().map(lambda hour: hour.replace(microsecond=0))
dues = st.builds(DueRule, st.integers(0, 60), st.none() | hours) | st.builds(
    DueRule, st.integers(0, 60), st.none(), hours
)


@st.composite
def forms(draw, code):
    fields = draw(st.dictionaries(codes, labels, min_size=2, max_size=5))
    one, other = draw(st.permutations(list(fields)))[:2]
    check = st.builds(
        Check,
        code=codes,
        rule=st.just(f"{one} <= {other} + previous({one})"),
        message=labels.map(lambda text: f"{text} ({{{one}}})"),
        severity=st.sampled_from(Severity),
        hints=st.lists(labels, max_size=2).map(tuple),
        label=st.just("") | labels,
    )
    return Form(
        code=code,
        label=draw(labels),
        frequency=draw(st.sampled_from(Kind)),
        due=draw(dues),
        reporters=draw(st.sampled_from(["lowest_unit", "department"])),
        rows=draw(st.dictionaries(codes, labels, min_size=1, max_size=4)),
        fields=fields,
        closes=draw(st.none() | st.builds(CloseRule, st.integers(0, 60), hours)),
        consolidated_by=draw(st.none() | agencies),
        recipient=draw(st.none() | agencies),
        row_label=draw(st.just("") | labels),
        total_row=draw(st.booleans()),
        groups=(Group(draw(labels), tuple(fields)[:2]),),
        carried=tuple(fields)[: draw(st.integers(0, 1))],
        checks=tuple(draw(st.lists(check, max_size=2, unique_by=lambda made: made.code))),
        derived=(Derived("derived", draw(labels), f"{one} / 2", draw(st.sampled_from(Format))),),
    )


@st.composite
def whole_packs(draw):
    made = tuple(draw(forms(code)) for code in draw(st.lists(codes, max_size=2, unique=True)))
    target = st.builds(
        Target,
        by=st.dates(date(2020, 1, 1)),
        at_least=st.decimals(0, 100, places=2),
        source=labels,
        starts=st.none() | st.just(date(2019, 12, 31)),
    )
    indicators = tuple(
        Indicator(
            f"share_{n}",
            draw(labels),
            form.code,
            *tuple(form.fields)[:2],
            tuple(draw(st.lists(target, max_size=2))),
            draw(st.just("") | labels),
        )
        for n, form in enumerate(made)
    )
    return Pack(draw(codes), draw(labels), draw(agencies), draw(labels), made, indicators)


@settings(max_examples=60, deadline=None)
@given(pack=whole_packs())
def test_a_pack_that_was_written_is_read_as_the_same_pack(pack):
    again = parse_pack(to_toml(pack))

    assert again == pack
    assert [list(form.fields) for form in again.forms] == [list(form.fields) for form in pack.forms]
    assert to_toml(again) == to_toml(pack)


def refused(old: str, new: str) -> list[tuple[str, str]]:
    assert old in SHIPPED
    with pytest.raises(PackInvalid) as refusal:
        parse_pack(SHIPPED.replace(old, new))
    assert refusal.value.facts["count"] == len(refusal.value.findings)
    return [(finding.place, finding.sentence) for finding in refusal.value.findings]


@pytest.mark.parametrize(
    ("old", "new", "place", "sentence"),
    [
        ('numerator = "transferred"', 'numerator = "transfered"', "indicator[0].share.numerator", "Did you mean “transferred”?"),
        ('of = "register_progress"', 'of = "progress"', "indicator[0].share.of", "Possible: register_progress."),
        ("before = 08:00:00", 'before = "08:00"', "form[0].due.before", "“before” must be an hour such as 08:00:00."),
        ("before = 08:00:00", "befor = 08:00:00", "form[0].due.befor", "Did you mean “before”?"),
        ("before = 08:00:00", "before = 08:00:00, by = 08:00:00", "form[0].due.by", "Keep one"),
        ('frequency       = "daily"', 'frequency = "dayly"', "form[0].frequency", "Did you mean “daily”?"),
        ('"lowest_unit"', '"lowest"', "form[0].reporters", "Possible: lowest_unit, commune, district, department."),
        ('rule    = "transferred <= approved"', 'rule = "transferred <= aproved"', "form[0].check[0].rule, character 16", "Did you mean “approved”?"),
        ('rule    = "transferred <= approved"', 'rule = "transferred"', "form[0].check[0].rule", "A check is a condition"),
        ('value  = "transferred / total"', 'value = "transferred < total"', "form[0].derived[1].value", "A derived column is a number"),
        ("Đã duyệt ({approved}).", "Đã duyệt ({approve}).", "form[0].check[0].message", "Did you mean “approved”?"),
        ("{previous.approved}, thường", "{before.approved}, thường", "form[0].check[0].hints", "“before.approved” is not known here."),
        ('fields = ["draft", "waiting", "approved", "rejected"]', 'fields = ["draft", "approved"]', "form[0].group[0].fields", "neighbouring"),
        ('carried         = ["total"]', 'carried = ["totl"]', "form[0].carried", "Did you mean “total”?"),
        ('at_least = "100%"', 'at_least = "120%"', "indicator[0].target[0].at_least", 'Write a percentage up to 100, such as "95.5%".'),
        ("from = 2025-02-15", "from = 2025-03-15", "indicator[0].target[0].from", "The first day lies after the last one."),
        ('total       = "Tổng dữ liệu hộ tịch"', 'total = "Tổng"\nif = "Nếu"', "form[0].fields.if", "“if” is not a code."),
        ('total       = "Tổng dữ liệu hộ tịch"', "total = 5", "form[0].fields.total", "“total” must be a text in quotes."),
        ('code   = "not_entered"', 'code = "total"', "form[0].derived", "The code “total” stands twice."),
        ('lead   = "so-tu-phap"', 'lead = "Sở Tư pháp"', "lead", "“Sở Tư pháp” is not a code."),
        ('lead   = "so-tu-phap"', "", "lead", "“lead” is missing."),
        ("days_after = 1, at", "days_after = -1, at", "form[0].closes.days_after", "0 to 366"),
    ],
)  # fmt: skip
def test_a_mistake_is_explained_at_its_place(old, new, place, sentence):
    found = refused(old, new)

    assert any(place == where and sentence in said for where, said in found), found


def test_all_mistakes_are_named_at_once():
    text = (
        SHIPPED.replace('lead   = "so-tu-phap"', "")
        .replace('"daily"', '"dayly"')
        .replace("[form.rows]", "[form.lines]")
    )

    with pytest.raises(PackInvalid) as refusal:
        parse_pack(text)

    assert {finding.place for finding in refusal.value.findings} == {
        "lead",
        "form[0].frequency",
        "form[0].rows",
        "form[0].lines",
    }


@pytest.mark.parametrize(
    "text",
    [
        "code = ",
        "form = 5\nindicator = [1]",
        "[form]\n[indicator]",
        "a = " + "[" * 5000,
        "a = " + "9" * 5000,
    ],
)
def test_a_file_that_is_no_pack_is_refused_and_nothing_else_happens(text):
    with pytest.raises(PackInvalid):
        parse_pack(text)


@given(given_labels=st.lists(st.text(max_size=60), max_size=8))
def test_codes_made_from_labels_are_unique_plain_and_stable(given_labels):
    made = codes_for(given_labels)

    assert list(made.values()) == given_labels
    assert all(CODE.fullmatch(code) for code in made)
    assert codes_for(given_labels) == made
    assert all(code.isascii() for code in made)


def test_an_annex_nobody_knows_becomes_a_form_that_can_be_written_as_a_pack():
    form = form_from_annex(
        "Biểu 02: cấp giấy chứng nhận",
        "Huyện",
        ["Sơn Hà", "Sơn Tây", "Sơn Hà"],
        ["Tổng số thửa", "Đã số hóa", "Chưa số hóa"],
        [("Kết quả", 1, 2)],
        True,
        code="bieu_02",
        due=DueRule(5, by=time(17)),
        frequency="monthly",
        reporters="district",
    )
    pack = Pack("land", "Số hóa đất đai", "so-tai-nguyen", "02/TCTĐA06, mục 3", (form,))

    assert list(form.rows) == ["son_ha", "son_tay", "son_ha_2"]
    assert form.groups == (Group("Kết quả", ("da_so_hoa", "chua_so_hoa")),)
    assert parse_pack(to_toml(pack)) == pack


def test_labels_are_compared_without_what_a_scanner_misreads():
    assert plain_words("Lưu nhập") == plain_words("Lưu nháp")
    assert plain_words("Đã duyệt") == "da duyet"


def test_the_target_of_a_day_is_the_nearest_one_ahead():
    targets = tuple(Target(date(2025, month, 1), Decimal(month), "x") for month in (6, 3))
    indicator = Indicator("i", "I", "f", "a", "b", targets)

    assert [indicator.target_on(date(2025, month, 2)).at_least for month in (1, 3, 9)] == [3, 6, 6]
    assert Indicator("i", "I", "f", "a", "b").target_on(date(2025, 1, 1)) is None
