"""What every test may ask for, and what the run says aloud at its end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.cast"]

# Programs that read files of other days, what is not tested without them, and what brings them.
PROGRAMS = (
    ("tesseract", "scans", "tesseract-ocr and tesseract-ocr-vie"),
    ("soffice", "old Word files and printed letters", "libreoffice-writer"),
)

settings.register_profile("dev", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def chromium() -> str | None:
    """The machine's own Chromium: from DONDOC_CHROMIUM, else the first one on PATH."""
    if named := os.environ.get("DONDOC_CHROMIUM"):
        return named
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


def gold_folder() -> Path | None:
    """The folder of gold readings that DONDOC_GOLD points to."""
    named = os.environ.get("DONDOC_GOLD")
    return Path(named) if named and (Path(named) / "score.py").is_file() else None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write the golden files anew instead of comparing",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser_page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if "gold" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.gold)
        if item.get_closest_marker("gold") and gold_folder() is None:
            item.add_marker(pytest.mark.skip(reason="DONDOC_GOLD is not set"))
        if item.get_closest_marker("browser") and chromium() is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if gold_folder() is None:
        terminalreporter.section("NOT RUN: the two real dispatches", sep="!", red=True, bold=True)
        terminalreporter.line(
            "DONDOC_GOLD is unset: tests marked gold were skipped. Point it to the folder of gold readings."
        )
    for program, what, packages in PROGRAMS:
        if shutil.which(program) is None:
            terminalreporter.section(f"NOT RUN: {what}", sep="!", red=True, bold=True)
            terminalreporter.line(
                f"No {program}: tests of {what} were skipped. Install {packages}."
            )
    if chromium() is None:
        terminalreporter.section("NOT RUN: pages in a browser", sep="!", red=True, bold=True)
        terminalreporter.line(
            "No Chromium: tests marked browser were skipped. Install it, or name it in DONDOC_CHROMIUM."
        )


@pytest.fixture
def rewrite_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are written anew in this run (`make golden`)."""
    return bool(request.config.getoption("--rewrite-golden"))


@pytest.fixture
def gold() -> Path:
    """The folder of gold readings; the dispatches stand beside it."""
    folder = gold_folder()
    assert folder is not None
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for the whole run; playwright drives it and never downloads one."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps a loop running in this thread; the database is still used by one thread alone.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium(),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
            ],
        )
        yield opened
        opened.close()


@pytest.fixture
def browser_page(browser: Any) -> Iterator[Any]:
    """A fresh page, 1366 px wide, in Vietnamese, as an office PC has it."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
