"""Review tables as a page: to be read anywhere, printed, and edited where a program keeps the table.

Lives here: `read` and `write`. One file, no script, nothing fetched; a wide screen shows a table, a narrow one a
card for each row. Texts keep their direction whatever stands in them.
May import: errors, wording and `table` of this folder; lxml.
Apart from `word` because a browser forgives what Word does not.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from workbench.errors import ExchangeError
from workbench.exchange.review.table import (
    HEADER,
    Columns,
    Heading,
    Row,
    Table,
    kept,
    layout_of,
    sort_of,
)
from workbench.wording import _, spoken

_LOOKS = """\
:root{--ink:#1b1f24;--dim:#5a6470;--line:#d0d7de;--paper:#fff;--grey:#f4f6f8;--good:#0f6b37;--bad:#b3261e;--tag:#9c2a00}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ec;--dim:#a3adb8;--line:#3a424b;--paper:#14171a;--grey:#1d2227;
--good:#6fd08c;--bad:#ff8a80;--tag:#ffb088}}
*{box-sizing:border-box}
body{margin:0;padding:1.5rem;background:var(--paper);color:var(--ink);
font:16px/1.6 system-ui,"Hiragino Sans","Yu Gothic",Meiryo,"Noto Sans CJK JP",sans-serif}
h1{font-size:1.15rem;margin:0 0 .25rem;overflow-wrap:anywhere}
p{margin:0 0 1rem;color:var(--dim)}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid var(--line);padding:.5rem .6rem;text-align:start;vertical-align:top;
overflow-wrap:anywhere;white-space:pre-wrap}
th{position:sticky;top:0;background:var(--grey);font-size:.85rem}
th:nth-child(1){width:7rem}th:nth-child(2){width:8.5rem}th:nth-child(5){width:18%}
td:nth-child(1),td:nth-child(2){font-size:.8rem;color:var(--dim);background:var(--grey)}
td:nth-child(3){background:var(--grey)}
td:nth-child(5){font-size:.85rem}
.good{color:var(--good)!important}.bad{color:var(--bad)!important;font-weight:600}
@media (max-width:46rem){
body{padding:.75rem}thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
table,tbody,tr,td{display:block;width:100%}
tr{border:1px solid var(--line);border-radius:.4rem;margin-bottom:.9rem;overflow:hidden}
td{border:0;border-top:1px solid var(--line)}td:first-child{border-top:0}td:empty{display:none}
td::before{content:attr(data-name);display:block;font-size:.72rem;line-height:1.4;color:var(--dim);font-weight:400}
}
@media print{body{padding:0;font-size:10pt}th{position:static}tr{break-inside:avoid}}
"""
_SHADE = {"Translation Approved": "good", "Signed Off": "good", "Translation Rejected": "bad"}


def write(heading: Heading, rows: Iterable[Row]) -> bytes:
    """A page with one table."""
    return "".join(_pieces(heading, rows)).encode()


def _pieces(heading: Heading, rows: Iterable[Row]) -> Iterator[str]:
    name = escape(kept(heading.name))
    said = escape(_("Edit the column “Target segment” and leave the others as they are."))
    names = "".join(f"<th scope=col>{cell}</th>" for cell in HEADER)
    yield (
        f'<!DOCTYPE html>\n<html lang="{spoken()}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""
        f"<title>{name}</title><style>{_LOOKS}</style></head>\n<body><h1>{name} · "
        f"{escape(heading.source)} → {escape(heading.target)}</h1>\n<p>{said}</p>\n"
        f"<table><thead><tr>{names}</tr></thead><tbody>\n"
    )
    left, right = ("rtl" if turned else "auto" for turned in heading.right_to_left)
    languages = f' lang="{escape(heading.source)}" dir="{left}"', f' lang="{escape(heading.target)}" dir="{right}"'  # fmt: skip
    for row in rows:
        shade = _SHADE.get(row.status, "")
        cells = (
            ("", row.id), (f' class="{shade}"' if shade else "", row.status), (languages[0], row.source),
            (languages[1], row.target), (' dir="auto"', row.comment),
        )  # fmt: skip
        yield (
            "<tr>"
            + "".join(
                f'<td data-name="{column}"{more}>{_lines(text)}</td>'
                for column, (more, text) in zip(HEADER, cells, strict=True)
            )
            + "</tr>\n"
        )
    yield "</tbody></table></body></html>\n"


def _lines(text: str) -> str:
    return escape(kept(text), quote=False).replace("\n", "<br>")


def read(data: bytes, name: str) -> Table:
    """The first table of a page that is one. Raises ExchangeError."""
    from lxml import etree

    columns: Columns | None = None
    rows: list[Row] = []
    layout, number = "", 0
    try:
        found = etree.iterparse(
            io.BytesIO(data), events=("end",), tag="tr", html=True, no_network=True, huge_tree=False,
            encoding=None if b"charset" in data[:4096].lower() else "utf-8",
        )  # fmt: skip
        for _event, element in found:
            number += 1
            cells = [_text(cell) for cell in element if cell.tag in {"td", "th"}]
            if columns is None:
                columns = layout_of(cells, len(cells))
                if columns is None or columns.header:
                    number = 1
                    continue
            odd = (
                ""
                if len(cells) == columns.width
                else _("its cells were merged, added or taken away")
            )
            cells += [""] * (columns.width - len(cells))
            if any(cell.strip() for cell in cells):
                identity = cells[columns.id].strip()
                layout = layout or sort_of(columns.layout, identity)
                rows.append(
                    Row(
                        identity,
                        cells[columns.status].strip() if columns.status >= 0 else "",
                        cells[columns.source], cells[columns.target],
                        cells[columns.comment] if columns.comment >= 0 else "",
                        _("row {number}").format(number=number), odd=odd,
                    )
                )  # fmt: skip
            element.clear()
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise ExchangeError(_("is no page with a table"), where=name) from error
    if found.error_log.filter_from_fatals():
        raise ExchangeError(_("is cut off, or nested too deep"), where=name)
    if columns is None:
        raise ExchangeError(
            _("holds no review table that is known here"), where=name,
            hint=_("known are .docx, .xlsx and .html"),
        )  # fmt: skip
    return Table(name, layout or columns.layout, rows, loose=True)


def _text(element: Any) -> str:
    """What a cell says, `<br>` and paragraphs as line ends."""
    out = [element.text or ""]
    said = bool(out[0].strip())
    for child in element:
        if isinstance(child.tag, str):
            if child.tag == "br" or (child.tag in {"p", "div"} and said):
                out.append("\n")
            out.append(_text(child))
            said = said or bool(out[-1].strip())
        out.append(child.tail or "")
        said = said or bool(out[-1].strip())
    return "".join(out)
