"""Files made from bytes, so that each test shows what is in the file it reads."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from docx import Document


def zipped(parts: dict[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def with_part(package: bytes, name: str, content: bytes | str) -> bytes:
    """The same package with one part added or put in the place of the old one."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        parts: dict[str, bytes | str] = {each: old.read(each) for each in old.namelist()}
    return zipped({**parts, name: content})


def part_of(package: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read(name).decode()


def docx_of(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def saved(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def docx_with_body(body: str, numbering: str | None = None) -> bytes:
    """A Word file whose body is given as XML; `w:` is the word processing namespace."""
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    xml = f'<w:document xmlns:w="{w}" xmlns:mc="{mc}"><w:body>{body}</w:body></w:document>'
    made = with_part(docx_of(), "word/document.xml", xml)
    if numbering is None:
        return made
    return with_part(
        made, "word/numbering.xml", f'<w:numbering xmlns:w="{w}">{numbering}</w:numbering>'
    )


CHAR = 7.0  # every letter of the drawn font is this wide, at 14 pt


def pdf_of(
    pages: Sequence[Sequence[tuple[float, float, str]]],
    *,
    drawing: str = "",
    picture_on: Sequence[int] = (),
) -> bytes:
    """An A4 PDF with lines of text at (left, height from the top), readable by its Unicode map."""
    letters = sorted({char for page in pages for _, _, text in page for char in text})
    code = {char: index + 1 for index, char in enumerate(letters)}
    mapped = "\n".join(f"<{code[c]:04X}> <{c.encode('utf-16-be').hex()}>" for c in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{mapped}\nendbfchar endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Drawn /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Drawn /DW 500 /FontDescriptor 6 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(cmap)} >> stream\n{cmap}\nendstream",
        "<< /Type /FontDescriptor /FontName /Drawn /Flags 4 /FontBBox [0 -200 500 800] "
        "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
        "/ColorSpace /DeviceGray /Length 1 >> stream\nX\nendstream",
    ]
    kids = []
    for index, page in enumerate(pages):
        shown = "\n".join(
            f"BT /F1 14 Tf 1 0 0 1 {x} {842 - y} Tm "
            f"<{''.join(f'{code[c]:04X}' for c in text)}> Tj ET"
            for x, y, text in page
        )
        picture = "q 500 0 0 700 40 60 cm /I Do Q" if index in picture_on else ""
        content = f"{drawing}\n{picture}\n{shown}"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> "
            f"/XObject << /I 7 0 R >> >> /Contents {len(objects) + 2} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >> stream\n{content}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _assembled(objects)


def _assembled(objects: list[str], trailer: str = "") -> bytes:
    out, places = b"%PDF-1.7\n", []
    for index, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{index} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    size = f"/Size {len(objects) + 1} /Root 1 0 R {trailer}"
    return out + f"trailer << {size} >>\nstartxref\n{start}\n%%EOF".encode()


def locked_pdf() -> bytes:
    """A PDF whose owner asks for a password; the checks of the keys cannot match."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [] /Count 0 >>",
        f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>",
    ]
    return _assembled(objects, trailer=f"/Encrypt 3 0 R /ID [<{'43' * 16}> <{'43' * 16}>]")
