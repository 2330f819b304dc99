"""Files feel right near 150 lines; 500 is the end."""

import ast

from tests.house.tree import ROOT, our_files

END = 500
LISTS = {"apps.py", "urls.py", "api_urls.py"}  # what they are is said by their name


def test_no_python_file_is_longer_than_five_hundred_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in our_files()
        if path.suffix == ".py"
        for lines in [len(path.read_text(encoding="utf-8").splitlines())]
        if lines > END
    }
    assert long == {}


def test_every_module_of_the_product_opens_with_a_sentence():
    silent = [
        str(path.relative_to(ROOT))
        for path in our_files()
        if path.suffix == ".py" and path.is_relative_to(ROOT / "dondoc")
        if "migrations" not in path.parts
        for text in [path.read_text(encoding="utf-8")]
        if text.strip() and ast.get_docstring(ast.parse(text)) is None
        if path.name not in LISTS
    ]
    assert silent == []
