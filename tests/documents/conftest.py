"""Programs that read scans and old files: what a test does where they are, and where they are not."""

from __future__ import annotations

import shutil

import pytest

from dondoc.documents import tesseract


@pytest.fixture
def no_recogniser(monkeypatch):
    """A server on which nobody installed Tesseract."""
    monkeypatch.setattr(tesseract, "available", lambda: False)


@pytest.fixture
def recogniser():
    """Tesseract with Vietnamese."""
    if not tesseract.available():
        pytest.skip("no tesseract with Vietnamese on this machine")


@pytest.fixture
def libreoffice():
    """LibreOffice, which turns old files into new ones."""
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice on this machine")
