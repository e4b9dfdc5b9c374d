"""Inline elements of TMX, and the tags they stand for.

Lives here: `text_of` and `elements_of`. Takes a `<seg>`, gives our text with its tags; takes our text,
gives a `<seg>` of level 2: paired tags as bpt and ept, tags without a partner as it, void ones as ph.
May import: language; lxml.
Apart from `tmx` because a segment knows nothing of its file.
"""

from __future__ import annotations

from typing import Any

from workbench.language.tags import TAG, VOID

_CODES = {"bpt", "ept", "ph", "it", "ut"}
"""Elements that hold native code; `hi` and `sub` hold text."""


def text_of(seg: Any) -> tuple[str, str]:
    """(text with native codes in their places, the seg's XML where it has inline elements)."""
    if seg is None:
        return "", ""
    if not len(seg):
        return seg.text or "", ""
    from lxml import etree

    return "".join(_parts(seg)), etree.tostring(seg, encoding="unicode", with_tail=False)


def _parts(element: Any) -> list[str]:
    out = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            out += _parts(child)
        out.append(child.tail or "")
    return out


def elements_of(text: str, kept: str = "") -> Any:
    """A `<seg>` for the text; the one it was read from where that still says the same."""
    from lxml import etree

    if kept:
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            seg = etree.fromstring(kept, parser)
            if text_of(seg)[0] == text:
                return seg
        except etree.XMLSyntaxError:
            pass  # another program put something there that is no seg
    seg = etree.Element("seg")
    last = 0
    partners = _partners(text)
    for number, match in enumerate(TAG.finditer(text)):
        _add(seg, text[last : match.start()])
        kind, attributes = partners[number]
        etree.SubElement(seg, kind, attributes).text = match.group()
        last = match.end()
    _add(seg, text[last:])
    return seg


def _add(seg: Any, text: str) -> None:
    if len(seg):
        seg[-1].tail = (seg[-1].tail or "") + text
    else:
        seg.text = (seg.text or "") + text


def _partners(text: str) -> list[tuple[str, dict[str, str]]]:
    """For each tag: its element and attributes; `i` pairs within a segment, `x` counts."""
    made: list[tuple[str, dict[str, str]]] = []
    open_: list[tuple[str, int]] = []
    pairs = 0
    for number, match in enumerate(TAG.finditer(text)):
        name = match["name"].lower()
        if name in VOID or match["attributes"].endswith("/"):
            made.append(("ph", {"x": str(number + 1)}))
        elif not match["end"]:
            open_.append((name, number))
            made.append(("it", {"pos": "begin", "x": str(number + 1)}))
        else:
            at = next((n for n in range(len(open_) - 1, -1, -1) if open_[n][0] == name), None)
            if at is None:
                made.append(("it", {"pos": "end", "x": str(number + 1)}))
                continue
            pairs += 1
            _name, begun = open_.pop(at)
            made[begun] = ("bpt", {"i": str(pairs), "x": str(begun + 1)})
            made.append(("ept", {"i": str(pairs)}))
    return made
