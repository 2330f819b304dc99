"""Shapes that every part of the API answers with."""

from __future__ import annotations

from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, StringConstraints


def _writable(text: str) -> str:
    """A text that can be kept: half a sign, as a broken program sends it, and NUL cannot."""
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("not a text")
    return text


# Texts as long as the boxes of the pages take.
Entry = Annotated[str, StringConstraints(max_length=60), AfterValidator(_writable)]
Line = Annotated[str, StringConstraints(max_length=300), AfterValidator(_writable)]
Note = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_writable)]


class ProblemOut(Schema):
    """Why not (RFC 9457): the stable code, the sentence, the facts, each finding with its place."""

    code: str
    detail: str
    facts: dict[str, str]
    findings: list[dict[str, str]]
