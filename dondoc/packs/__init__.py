"""Programmes shipped with the product, one folder of TOML each; here they are only texts.

Which programme is in force, in which version and for which days, is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from dondoc.core.annex_forms import same_labels
from dondoc.core.packs import Form, Pack, parse_pack


class Match(NamedTuple):
    """A shipped pack and the form of it that an annex asks for."""

    pack: Pack
    form: Form


def shipped() -> dict[str, str]:
    """The text of every shipped pack by its code, which is the name of its folder."""
    return texts_in(files(__name__))


def examples() -> dict[str, str]:
    """The worked examples of every shipped pack that has some."""
    return _texts(files(__name__), "examples.toml")


def texts_in(folder: Path | Traversable) -> dict[str, str]:
    """The texts of all packs in a folder of packs, by the name of their folder."""
    return _texts(folder, "pack.toml")


def match(rows: Sequence[str], columns: Sequence[str]) -> Match | None:
    """The shipped form whose labels an annex carries; a scan may have misread some diacritics.

    >>> found = match(["Số đăng ký khai sinh", "Số đăng ký kết hôn", "Số đăng ký khai tử",
    ...                "Số xác nhận tình trạng hôn nhân", "Số đăng ký nhận cha, mẹ con"],
    ...               ["Tổng dư liệu hộ tịch", "Lưu nhập", "Chờ rà soát", "Đã duyệt", "Từ chối",
    ...                "Chuyển CSDL hộ tịch điện tử"])
    >>> found.form.code
    'register_progress'
    """
    for pack in map(parse_pack, shipped().values()):
        for form in pack.forms:
            rows_alike = same_labels(list(form.rows.values()), rows)
            if rows_alike and same_labels(list(form.fields.values()), columns):
                return Match(pack, form)
    return None


def _texts(folder: Path | Traversable, name: str) -> dict[str, str]:
    return {part.name: (part / name).read_text("utf-8") for part in _folders(folder, name)}


def _folders(folder: Path | Traversable, name: str) -> Iterator[Path | Traversable]:
    for part in sorted(folder.iterdir(), key=lambda part: part.name):
        if part.is_dir() and (part / name).is_file():
            yield part
