"""The documents that a dispatch cites, as rows derived from its words and never changed by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dondoc.core.reading.blocks import flatten
from dondoc.core.references import comparable
from dondoc.core.relations import Relation, relations_in, strongest
from dondoc.dispatches.models import CitedDocument, Dispatch


def relations_of(text: str, reading: dict[str, Any], *, own_number: str) -> tuple[Relation, ...]:
    """What a text does to each document that it cites, one relation for each document."""
    duties = ((duty["start"], duty["end"]) for duty in reading.get("assignments", []))
    issuers = {
        cited["number"]: cited.get("issuer") or ""
        for cited in reading.get("document", {}).get("cites", [])
    }
    found = strongest(relations_in(flatten(text), own_number=own_number, duties=duties))
    return tuple(_with_issuer(one, issuers) for one in found)


def _with_issuer(relation: Relation, issuers: dict[str, str]) -> Relation:
    """The issuer that the reader found by the symbol, where the words name none."""
    cited = relation.citation
    if cited.issuer or not issuers.get(cited.number):
        return relation
    return replace(relation, citation=replace(cited, issuer=issuers[cited.number]))


def values_of(relation: Relation) -> dict[str, Any]:
    """The columns that keep a relation."""
    cited = relation.citation
    return {
        "number": cited.number[:120],
        "number_key": comparable(cited.number)[:120],
        "on": cited.date,
        "issuer": cited.issuer[:240],
        "kind": cited.kind[:80],
        "relation": relation.kind.value,
        "asked": relation.asked,
        "partial": relation.partial,
        "words": relation.words,
        "start": relation.start,
        "end": relation.end,
    }


def keep(dispatch: Dispatch, reading: dict[str, Any]) -> None:
    """Keep what a dispatch cites; its words alone decide, so that doing it twice gives the same."""
    dispatch.cited.all().delete()
    relations = relations_of(dispatch.text, reading, own_number=dispatch.reference)
    CitedDocument.objects.bulk_create(
        CitedDocument(dispatch=dispatch, **values_of(one)) for one in relations
    )
