"""How far a reading is from what a careful officer reads: each figure a share of hits.

A gold reading names, for each duty, some of its words (`snippet`) and what must be read out of
them. A reading finds a duty when one of its duties holds those words; one that repeats another's
words, runs past a page or holds more than four duties finds nothing. Days, hours, recurrences and
targets given to duties that have none count against it, so that silence is worth something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dondoc.core.names import bare, nfc

LONGEST_DUTY = 1500
MOST_DUTIES_IN_ONE = 4
SAME_LABELS = 0.6

Gold = Mapping[str, Any]
Read = Mapping[str, Any]


@dataclass
class Tally:
    """Hits of each figure, and every miss with its place."""

    hits: dict[str, int] = field(default_factory=dict)
    out_of: dict[str, int] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, figure: str, hit: object, where: str = "") -> None:
        """Count one comparison."""
        self.out_of[figure] = self.out_of.get(figure, 0) + 1
        self.hits[figure] = self.hits.get(figure, 0) + bool(hit)
        if not hit:
            self.misses.append(f"{figure}: {where}")

    def share(self, figure: str) -> float:
        """The part of hits, 0 to 1; a figure that nothing asked for is whole."""
        return self.hits.get(figure, 0) / self.out_of[figure] if self.out_of.get(figure) else 1.0

    def below(self, floors: Mapping[str, float]) -> dict[str, float]:
        """The figures that lie below their floor; one that was never measured is below it."""
        return {
            figure: self.share(figure) if figure in self.out_of else 0.0
            for figure, floor in floors.items()
            if figure not in self.out_of or self.share(figure) < floor
        }


def words(text: object) -> str:
    """What two readings must share: case, spacing and Markdown signs do not count.

    >>> words("Sở **Tư pháp**\\n chủ trì")
    'sở tư pháp chủ trì'
    """
    plain = re.sub(r"<[^>]{1,60}>", "", nfc(str(text or ""))).replace("*", "").replace("_", " ")
    return " ".join(plain.split()).casefold()


def same_agencies(gold: Sequence[str] | None, read: Sequence[str] | None) -> bool:
    """Whether two lists name the same bodies, one perhaps more fully than the other.

    >>> same_agencies(["Công an tỉnh", "UBND cấp xã"], ["Ủy ban nhân dân cấp xã; Công an tỉnh"])
    True
    """
    left, right = _bodies(gold), _bodies(read)
    if left == right:
        return True
    return bool(left and right) and _covered(left, right) and _covered(right, left)


def _bodies(names: Iterable[str] | None) -> set[str]:
    parts = (part for name in names or () for part in re.split(r"[;,]|\bvà\b", str(name)))
    return {bare(part) for part in parts if bare(part)}


def _covered(some: set[str], others: set[str]) -> bool:
    return all(any(one in other or other in one for other in others) for one in some)


def score_document(gold: Gold, read: Read, tally: Tally, label: str) -> None:
    """Hold the reading of one document against its gold reading."""
    _head(gold.get("document", {}), read.get("document", {}), tally, label)
    wanted = gold.get("assignments", [])
    found = read.get("assignments", [])
    texts = [words(one.get("text")) for one in found]
    snippets = [words(one["snippet"]) for one in wanted]
    fair = [_fair(place, texts, snippets) for place in range(len(texts))]
    used: set[int] = set()
    for want, snippet in zip(wanted, snippets, strict=True):
        where = f"{label} [{want.get('clause')}] {want['snippet'][:60]}"
        places = [i for i, text in enumerate(texts) if fair[i] and snippet in text]
        tally.add("found", places, where)
        if places:
            used.update(places)
            nearest = min(places, key=lambda i: len(texts[i]))
            inside = [w for w, s in zip(wanted, snippets, strict=True) if s in texts[nearest]]
            _duty(want, found[nearest], inside, tally, where)
    shown = str(read.get("shown") or "")
    for place, one in enumerate(found):
        tally.add("not_spurious", place in used, f"{label}: {texts[place][:80]}")
        cut = words(shown[one.get("start", 0) : one.get("end", 0)])
        tally.add("offsets", cut == texts[place], f"{label}: {texts[place][:60]}")
    _forms(gold.get("forms", []), read.get("forms", []), tally, label)
    codes = {one.get("code") for one in read.get("warnings", [])}
    for code in gold.get("warnings", []):
        tally.add("warnings", code in codes, f"{label}: {code}")


def _fair(place: int, texts: Sequence[str], snippets: Sequence[str]) -> bool:
    text = texts[place]
    several = sum(snippet in text for snippet in snippets) > MOST_DUTIES_IN_ONE
    return text not in texts[:place] and len(text) <= LONGEST_DUTY and not several


def _head(gold: Gold, read: Read, tally: Tally, label: str) -> None:
    for name in ("number", "date", "type", "subject", "issuer", "signer", "horizon"):
        if not gold.get(name):
            continue
        want, have = bare(str(gold[name])), bare(str(read.get(name) or ""))
        exact = name in ("number", "date", "type", "horizon")
        hit = want == have if exact else have and (want in have or have in want)
        tally.add("header", hit, f"{label} {name}: {gold[name]!r}, read {read.get(name)!r}")
    numbers = {bare(str(one.get("number") or "")) for one in read.get("cites") or ()}
    for cited in gold.get("cites") or ():
        number = str(cited["number"])
        tally.add("citations", bare(number) in numbers, f"{label} {number}")


def _duty(want: Gold, have: Read, inside: Sequence[Gold], tally: Tally, where: str) -> None:
    """Compare one duty; `inside` are the gold duties whose words the same reading holds."""

    def add(figure: str, hit: object, name: str) -> None:
        tally.add(figure, hit, f"{where}: {want.get(name)!r}, read {have.get(name)!r}")

    add("lead", same_agencies(want.get("lead"), have.get("lead")), "lead")
    if want.get("coordinate"):
        add("coordinate", same_agencies(want["coordinate"], have.get("coordinate")), "coordinate")
    days = {str(day or "") for day in (want.get("due"), *want.get("due_or", ()))}
    if want.get("due"):
        add("due", str(have.get("due") or "") in days, "due")
    elif not want.get("every"):
        days |= {str(other.get("due") or "") for other in inside}
        add("no_false_date", str(have.get("due") or "") in days, "due")
    hour = str(have.get("due_time") or "")[:5]
    _given(want, "due_time", hour == str(want.get("due_time"))[:5], hour, inside, add, "time")
    every = have.get("every")
    _given(want, "every", every == want.get("every"), every, inside, add, "recurrence")
    value = (have.get("target") or {}).get("value")
    goal = (want.get("target") or {}).get("value")
    hit = value is not None and goal is not None and abs(float(value) - float(goal)) < 1e-9
    _given(want, "target", hit, value is not None, inside, add, "target")
    if want.get("modality"):
        add("modality", want["modality"] == have.get("modality"), "modality")


def _given(
    want: Gold, name: str, hit: object, read: object, inside: Sequence[Gold], add: Any, figure: str
) -> None:
    """A fact that the gold has must be hit; one that it lacks must not be made up."""
    if want.get(name):
        add(figure, hit, name)
    else:
        add(f"no_false_{figure}", not read or any(other.get(name) for other in inside), name)


def _forms(gold: Sequence[Gold], read: Sequence[Read], tally: Tally, label: str) -> None:
    for want in gold:
        hit = any(
            _same_labels(want["rows"], one.get("rows", ()))
            and _same_labels(want["columns"], one.get("columns", ()))
            for one in read
        )
        tally.add("forms", hit, f"{label}: {len(want['rows'])} × {len(want['columns'])}")
    if not gold:
        tally.add("no_false_form", not read, f"{label}: {len(read)}")


def _same_labels(gold: Sequence[str], read: Sequence[str]) -> bool:
    """Equally many labels, most of them alike; a scan misreads some."""
    alike = sum(bare(g) == bare(r) for g, r in zip(gold, read, strict=False))
    return len(gold) == len(read) and alike >= SAME_LABELS * len(gold)


def score_sentence(gold: Gold, read: Read, tally: Tally) -> None:
    """Hold the reading of one sentence against its gold: its day, or that it has none."""
    where = f"{gold.get('document_number')}: {gold['sentence'][:90]}"
    found = read.get("assignments", [])
    days = {str(one["due"]) for one in found if one.get("due")}
    rhythms = {one["every"] for one in found if one.get("every")}
    if gold.get("due"):
        tally.add("sentence_due", str(gold["due"]) in days, f"{where}: {gold['due']} {days or ''}")
    elif not gold.get("every"):
        tally.add("sentence_no_false_date", not days, f"{where}: {days or ''}")
    if gold.get("every"):
        tally.add("sentence_recurrence", gold["every"] in rhythms, f"{where}: {rhythms or ''}")
    else:
        tally.add("sentence_no_false_recurrence", not rhythms, f"{where}: {rhythms or ''}")
    if gold.get("due_time"):
        hours = {str(one.get("due_time") or "")[:5] for one in found}
        tally.add("sentence_time", str(gold["due_time"])[:5] in hours, where)
    if gold.get("lead"):
        read_lead = [name for one in found for name in one.get("lead") or ()]
        named = all(bare(name) in bare(gold["sentence"]) for name in gold["lead"])
        if named:
            tally.add(
                "sentence_lead", same_agencies(gold["lead"], read_lead), f"{where}: {read_lead}"
            )
