"""Takes the README's pictures from a running demonstration: `make pictures` beside `make demo`."""

from __future__ import annotations

import os
import shutil
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from dondoc.demo.people import PASSWORD

HERE = Path(__file__).resolve().parent
ADDRESS = os.environ.get("ADDRESS") or "http://127.0.0.1:8000"
SCREEN, PHONE = {"width": 1366, "height": 900}, {"width": 390, "height": 844}


def main() -> int:
    """Sign in as each of them, go where they go, and keep what they see."""
    program = os.environ.get("DONDOC_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])

        leader = enter(chromium, "minh", SCREEN)
        keep(leader, "tong-quan")
        keep(enter(chromium, "minh", PHONE), "tong-quan-dien-thoai")

        officer = enter(chromium, "lan", SCREEN)
        go(officer, "/van-ban/")
        dispatch = officer.locator("main a[href^='/van-ban/']").filter(has_text="02/TCT").first
        go(officer, f"{dispatch.get_attribute('href')}ra-soat/")
        keep(officer, "ra-soat")
        go(officer, "/don-doc/")
        officer.locator("main form button").filter(has_text="Soạn").first.click()
        keep(officer, "du-thao")

        clerk = enter(chromium, "mai", SCREEN)
        go(clerk, "/viec-cua-toi/")
        report = clerk.locator("main a[href^='/bao-cao/']").first
        go(clerk, report.get_attribute("href") or "")
        keep(clerk, "bao-cao")
        chromium.close()
    return 0


def enter(chromium: Any, username: str, viewport: dict[str, int]) -> Page:
    """A page on which somebody has just signed in."""
    context = chromium.new_context(
        viewport=viewport, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    page: Page = context.new_page()
    go(page, "/dang-nhap/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state()
    return page


def go(page: Page, path: str) -> None:
    """Open an address of the demonstration."""
    answer = page.goto(ADDRESS + path)
    if answer is None or not answer.ok:
        raise SystemExit(f"{path}: {answer.status if answer else 'no answer'}")


def keep(page: Page, name: str) -> None:
    """Keep what is on the screen, in few colours: a README is read on weak lines too."""
    page.wait_for_load_state()
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(96)
    picture.save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    sys.exit(main())
