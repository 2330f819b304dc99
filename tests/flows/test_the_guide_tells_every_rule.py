"""The guide prints what the reader answers on the two real dispatches, rule by rule."""

import re
from pathlib import Path

import pytest

from dondoc.core.reading import read
from dondoc.dispatches.commands import open_source
from dondoc.dispatches.explaining import table_of

GUIDE = Path(__file__).parents[2] / "docs" / "reading.md"


@pytest.mark.gold
@pytest.mark.parametrize("name", ["4017-UBND-TTHC", "02-TCTDA06"])
def test_the_guide_shows_every_rule_that_fired(gold, name, rewrite_golden):
    said = "\n".join(table_of(read(open_source(gold.parent / "dispatches" / f"{name}.md"))))
    text = GUIDE.read_text("utf-8")
    part = re.compile(rf"(<!-- {name} -->\n).*?(<!-- / -->)", re.DOTALL)
    whole = part.sub(lambda found: f"{found[1]}\n{said}\n\n{found[2]}", text)
    if rewrite_golden:
        GUIDE.write_text(whole, "utf-8")
    assert GUIDE.read_text("utf-8") == whole, "run `make golden` with DONDOC_GOLD set"
