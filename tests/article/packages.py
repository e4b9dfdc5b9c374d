"""Documents of Word, LibreOffice and e-books, made part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive; a part called `mimetype` is not packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2026, 12, 1, 4, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return made.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def docx(body: str, **others: str) -> bytes:
    """A document of Word with this body; `others` are further parts by their short names."""
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Caption"><w:name w:val="caption"/></w:style></w:styles>'
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_DECLARED}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'{_DECLARED}<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{_DECLARED}<Relationships xmlns="{RELS}"><Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "word/document.xml": f'{_DECLARED}<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{body}<w:sectPr/></w:body></w:document>',
        "word/styles.xml": styles,
        "word/vbaProject.bin": b"\xd0\xcf macro",
    }
    for name, content in others.items():
        parts[f"word/{name}.xml"] = f'<w:part xmlns:w="{W}">{content}</w:part>'
    return archive(parts)


_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def odt(body: str, header: str = "") -> bytes:
    """A document of LibreOffice with this body."""
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{_DECLARED}<office:document-content {_ODF} office:version='1.2'><office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "styles.xml": f"{_DECLARED}<office:document-styles {_ODF} office:version='1.2'><office:master-styles><style:master-page><style:header>{header}</style:header></style:master-page></office:master-styles></office:document-styles>",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        }
    )


def epub(*chapters: str) -> bytes:
    """A book of these chapters, each the inside of a body; the last one named is read first."""
    names = [f"c{n}" for n in range(len(chapters))]
    items = "".join(
        f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in names
    )
    spine = "".join(f'<itemref idref="{n}"/>' for n in reversed(names))
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>',
            "OEBPS/a.opf": f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}<item id="i" href="i.png" media-type="image/png"/></manifest><spine>{spine}</spine></package>',
            "OEBPS/i.png": b"\x89PNG",
            **{
                f"OEBPS/{name}.xhtml": f'{_DECLARED}<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>T</title></head><body>{text}</body></html>'
                for name, text in zip(names, chapters, strict=True)
            },
        }
    )
