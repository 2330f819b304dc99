"""Shapes that every part of the API answers with."""

from __future__ import annotations

from ninja import Schema


class ProblemOut(Schema):
    """Why not (RFC 9457): the stable code, the sentence, the facts, each finding with its place."""

    code: str
    detail: str
    facts: dict[str, str]
    findings: list[dict[str, str]]
