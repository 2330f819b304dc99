"""No file says where packages come from, where a machine keeps things, or how we work."""

import re

import pytest

from tests.house.tree import ROOT, our_files

# Put together from parts, so that this file passes its own test.
HOSTS = [
    "pypi" + r"\.org",
    "python" + r"hosted\.org",
    "npm" + r"js\.(org|com)",
    "yarn" + r"pkg\.com",
    "deb" + r"\.debian\.org",
    "security" + r"\.debian\.org",
    "crates" + r"\.io",
    "ghcr" + r"\.io",
    "docker" + r"\.io",
    "index" + "-url",
    "find" + "-links",
]
PATHS = [
    "/work" + r"/(main|steering|shared|\.library)",
    "/far" + "m/",
    "/tmp" + "/(research|issues|contract)",
    "/root" + r"/\.",
    "/home" + "/[a-z]+/",
    r"\.\." + "/shared",
]
WORDS = [
    "farm" + "-(studio|bench)",
    r"\bsub" + "-?agent",
    r"\bC" + r"EO\b",
    "this " + "session",
    r"\bissue " + r"#?[0-9]",
]


@pytest.mark.parametrize(
    ("patterns", "reason"),
    [
        (HOSTS, "names the host of a package registry"),
        (PATHS, "names a path of one machine"),
        (WORDS, "speaks of something that is no part of the project"),
    ],
)
def test_no_tracked_file_betrays_its_surroundings(patterns, reason):
    searched = re.compile("|".join(patterns).encode(), re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}:{content.count(b'\n', 0, match.start()) + 1}: {match[0].decode()}"
        for path in our_files()
        for content in [path.read_bytes()]
        if b"\0" not in content  # three letters in a picture say nothing
        for match in searched.finditer(content)
    ]
    assert found == [], f"each of these {reason}"


def test_the_lock_holds_every_package_to_its_hash():
    for name in ("base.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        packages = re.findall(r"^[a-z0-9][^\s=]*==\S+.*$", text, re.MULTILINE | re.IGNORECASE)
        unhashed = [line for line in packages if not line.endswith("\\")]
        assert len(packages) > 20
        assert unhashed == []
        assert "://" not in text


def test_the_suite_and_the_product_run_the_same_versions():
    def pins(name):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;]+)", text, re.MULTILINE))

    base, dev = pins("base.txt"), pins("dev.txt")
    assert {name: dev.get(name) for name in base} == base
