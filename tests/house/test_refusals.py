"""A no has one code, one sentence in each language, and a line on the page of reasons."""

import re
from collections import Counter

import pytest

from dondoc.config import reference
from dondoc.config.messages import load


def test_every_code_is_used_once():
    codes = Counter(kind.code for kind in reference.product_refusals())
    assert codes, "no refusal was found at all"
    assert [code for code, times in codes.items() if times > 1] == []


def test_every_code_is_an_area_and_a_reason():
    odd = [
        kind.code
        for kind in reference.product_refusals()
        if not re.fullmatch(r"[a-z]+(_[a-z0-9]+)*\.[a-z]+(_[a-z0-9]+)*", kind.code)
    ]
    assert odd == []


def test_every_sentence_is_translated_with_the_same_facts():
    catalogue = load()
    facts = re.compile(r"%\((\w+)\)s")
    wrong = {}
    for kind in reference.product_refusals():
        entry = catalogue.get(kind.message)
        vietnamese = str(entry.string) if entry else ""
        if not vietnamese or set(facts.findall(vietnamese)) - set(facts.findall(kind.message)):
            wrong[kind.code] = vietnamese
    assert wrong == {}


@pytest.mark.parametrize("name", sorted(reference.PAGES))
def test_the_reference_says_what_the_code_says(name):
    standing = (reference.FOLDER / name).read_text(encoding="utf-8")
    assert standing == reference.PAGES[name](), "run `make reference`"
