"""The stylesheet keeps its promises: contrast, budget, old browsers, one place for colours."""

import gzip
import re
from pathlib import Path

import pytest

import dondoc.web

WEB = Path(dondoc.web.__file__).parent
CSS = (WEB / "static/web/dondoc.css").read_text(encoding="utf-8")
SCRIPT = (WEB / "static/web/dondoc.js").read_text(encoding="utf-8")
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", block))


def blocks() -> dict[str, dict[str, str]]:
    light = tokens(CSS[: CSS.index("@media screen{")])
    dark = tokens(CSS[CSS.index("[data-theme=dark]") : CSS.index("@media screen and")])
    return {"light": light, "dark": {**light, **dark}}


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * c for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


STATES = ("done", "done-late", "open", "risk", "overdue", "standing")
TEXT = ("ink", "ink-2", "ink-3", "accent", *STATES)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "paper-2"])
@pytest.mark.parametrize("text", TEXT)
def test_all_text_can_be_read(theme, ground, text):
    colours = blocks()[theme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_the_words_of_a_state_can_be_read_on_its_tint(theme, state):
    colours = blocks()[theme]
    assert contrast(colours[state], colours[f"{state}-tint"]) >= 5.8


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_fields_and_focus_stand_out(theme):
    colours = blocks()[theme]
    assert contrast(colours["field"], colours["paper"]) >= 3
    assert contrast(colours["focus"], colours["paper"]) >= 3
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
    for place in (3, 4, 5):
        assert contrast(colours[f"on-map-{place}"], colours[f"map-{place}"]) >= 4.5


def test_dark_by_choice_and_dark_by_system_are_the_same():
    chosen = CSS[CSS.index("[data-theme=dark]") : CSS.index("@media screen and")]
    system = CSS[CSS.index("@media screen and") : CSS.index("*{box-sizing")]
    assert tokens(chosen) == tokens(system)


def test_every_colour_that_is_used_is_defined():
    used = set(re.findall(r"var\(--([\w-]+)\)", CSS))
    for path in [*TEMPLATES, *(WEB / "charts").glob("*.py"), *(WEB / "templatetags").glob("*.py")]:
        used |= set(re.findall(r"var\(--([a-z][\w-]*)\)", path.read_text(encoding="utf-8")))
    defined = set(re.findall(r"--([\w-]+):", CSS))
    assert not {name for name in used if name not in defined and name != "map-"}


def test_a_first_visit_stays_light():
    sprite = (WEB / "templates/web/parts/symbols.html").read_bytes()
    assert len(gzip.compress(CSS.encode(), 9)) <= 9 * 1024
    assert len(gzip.compress(SCRIPT.encode(), 9)) <= 6 * 1024
    assert len(gzip.compress(sprite, 9)) <= 2 * 1024


@pytest.mark.parametrize(
    "newer",
    [
        r"color-mix\(",
        r"light-dark\(",
        r"oklch\(",
        r"subgrid",
        r"popover",
        r"@container",
        r"\n\s*&",
        r":has\(",
    ],
)
def test_nothing_is_newer_than_chrome_109(newer):
    assert not re.search(newer, CSS)


def test_braces_close():
    assert CSS.count("{") == CSS.count("}")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_obey_the_content_security_policy(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=", source)
    assert not re.search(r"\son[a-z]+=", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert "http://" not in source.replace("http://www.w3.org/2000/svg", "")


def test_the_script_needs_no_permission_the_policy_withholds():
    assert "eval(" not in SCRIPT
    assert "new Function" not in SCRIPT
    assert ".style" not in SCRIPT


def test_paper_is_white_whatever_the_screen_was():
    before_screens = CSS[: CSS.index("@media screen{")]
    assert "data-theme" not in before_screens
    assert CSS.index("[data-theme=dark]") > CSS.index("@media screen{")
