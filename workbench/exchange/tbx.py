"""TBX, the XML of ISO 30042: written as version 3, dialect TBX-Basic; read as 3, as 2 (martif) and
as TBX-Min.

Lives here: `write` (styles `dca` and `dct`) and `read`. Data categories and picklists follow the
TBX-Basic dialect of LTAC/TerminOrgs: subjectField, definition, source, partOfSpeech, termType,
administrativeStatus, note.
May import: errors, wording, language, terms, `pos`, `reading` and, for ids, `pairs` of this room; lxml.
A module of its own because XML from strangers needs its own care: no entities are expanded, no DTD
and no network is touched, size and depth are limited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Any

from workbench.errors import ExchangeError
from workbench.exchange.pairs import made_id
from workbench.exchange.pos import part_of_speech
from workbench.exchange.reading import Reading
from workbench.language import info
from workbench.terms.concept import Concept, Terms
from workbench.wording import _

LOST = ("case", "confidence", "reading", "use", "except", "proper noun")
"""The dialect knows one kind of noun: proper nouns come back as nouns."""
LIMIT = 64 * 1024 * 1024
"""Bytes of XML that are read; larger files are refused."""
_NS = "urn:iso:std:iso:30042:ed-2"
_MIN = "http://www.tbxinfo.net/ns/min"
_BASIC = "http://www.tbxinfo.net/ns/basic"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_DCT = {
    "subjectField": _MIN, "partOfSpeech": _MIN, "administrativeStatus": _MIN,
    "definition": _BASIC, "source": _BASIC, "termType": _BASIC,
}  # fmt: skip
_CARRIER = {
    "subjectField": "descrip", "definition": "descrip", "source": "admin",
    "partOfSpeech": "termNote", "administrativeStatus": "termNote", "termType": "termNote",
}  # fmt: skip
_POS = {
    "": "",
    **{pos: pos for pos in ("noun", "verb", "adjective", "adverb")},
    "proper noun": "noun",
    "phrase": "other",
    "abbreviation": "noun",
}
_TYPE = {"phrase": "phrase", "abbreviation": "abbreviation"}
_TYPES = {"phrase": "phrase", "phraseologicalUnit": "phrase", "abbreviation": "abbreviation",
          "acronym": "abbreviation"}  # fmt: skip
"""Kinds of term that the termbase keeps as parts of speech; version 2 says phraseologicalUnit."""
_GOOD, _FINE, _BAD = "preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"
_FORBIDDEN = {
    _BAD, "supersededTerm-admn-sts", "deprecatedTerm", "supersededTerm", "forbidden", "obsolete",
    "notRecommended",
}  # fmt: skip
"""`forbidden` and `obsolete` are Weblate's; TBX-Min has the last two."""
_ENTRIES = {"conceptEntry", "termEntry", "entry"}
_SECTIONS = {"langSec", "langSet", "langGroup"}
_TERMS = {"termSec", "tig", "ntig", "termGroup"}
"""Elements of version 3, of version 2 and of TBX-Min, one after another."""
_STATUSES = ("administrativeStatus", "normativeAuthorization", "termStatus")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(concepts: Iterable[Concept], languages: Sequence[str], *, style: str = "dca") -> str:
    """A TBX v3 document in `style` dca (categories as attributes) or dct (as elements)."""
    from lxml import etree

    names: dict[str | None, str] = {None: _NS}
    if style == "dct":
        names |= {"min": _MIN, "basic": _BASIC}
    root = etree.Element(f"{{{_NS}}}tbx", nsmap=names)  # type: ignore[arg-type]
    root.set("type", "TBX-Basic")
    root.set("style", style)
    root.set(_XML + "lang", languages[0] if languages else "en")
    header = _child(root, "tbxHeader")
    _child(_child(_child(header, "fileDesc"), "sourceDesc"), "p", "Translation workbench termbase")
    body = _child(_child(root, "text"), "body")
    for number, concept in enumerate(concepts, 1):
        _entry(body, concept, languages, style, number)
    if not len(body):
        raise ExchangeError(
            _("no concept has a term in {languages}").format(languages=", ".join(languages))
        )
    etree.indent(root)
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _child(parent: Any, name: str, text: str = "") -> Any:
    from lxml import etree

    made = etree.SubElement(parent, f"{{{_NS}}}{name}")
    if text:
        made.text = _ILLEGAL.sub("\ufffd", text)
    return made


def _category(parent: Any, name: str, text: str, style: str) -> None:
    """A data category, as its carrier with a type or as an element of its own."""
    from lxml import etree

    if not text:
        return
    if style == "dct":
        etree.SubElement(parent, f"{{{_DCT[name]}}}{name}").text = _ILLEGAL.sub("\ufffd", text)
    else:
        _child(parent, _CARRIER[name], text).set("type", name)


def _entry(body: Any, concept: Concept, languages: Sequence[str], style: str, number: int) -> None:
    held = [(code, concept.in_(code)) for code in languages]
    held = [(code, terms) for code, terms in held if terms.approved or terms.forbidden]
    if not held:
        return
    entry = _child(body, "conceptEntry")
    entry.set("id", _xml_id(concept.id, number))
    _category(entry, "subjectField", concept.subject, style)
    _category(entry, "definition", concept.definition, style)
    _category(entry, "source", concept.source, style)
    if concept.note:
        _child(entry, "note", concept.note)
    for code, terms in held:
        section = _child(entry, "langSec")
        section.set(_XML + "lang", code)
        rows = [(terms.preferred, _GOOD, "")] if terms.preferred else []
        rows += [(form, _FINE, "") for form in terms.admitted]
        rows += [(form, _BAD, reason) for form, reason in terms.forbidden]
        for form, status, reason in rows:
            term = _child(section, "termSec")
            _child(term, "term", form)
            _category(term, "partOfSpeech", _POS.get(concept.pos, "other"), style)
            _category(term, "termType", _TYPE.get(concept.pos, ""), style)
            _category(term, "administrativeStatus", status, style)
            if reason:
                _child(term, "note", reason)


def _xml_id(name: str, number: int) -> str:
    """An NCName: ids of other shapes are mended, numbered so that they stay apart."""
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", name):
        return name
    return f"c{number}-" + re.sub(r"[^A-Za-z0-9_.-]", "-", name)


def read(data: bytes, where: str, reading: Reading) -> list[Concept]:
    """The concepts of a TBX document. Raises ExchangeError in one line for anything else."""
    root = _parsed(data, where)
    if _local(root).lower() not in {"tbx", "martif"}:
        raise ExchangeError(
            _("the root element is <{name}>, not <tbx> or <martif>").format(name=_local(root)),
            where=f"{where}:{root.sourceline}",
            hint=_("export it as TBX"),
        )
    entries = [e for e in root.iter() if _local(e) in _ENTRIES]
    taken: set[str] = {entry.get("id") or "" for entry in entries} - {""}
    found: list[Concept] = []
    for entry in entries:
        concept = _concept(entry, where, taken)
        if any(terms.approved or terms.forbidden for terms in concept.terms.values()):
            found.append(concept)
        else:
            reading.passed(concept.where, _("the entry has no term"))
    return found


def _parsed(data: bytes, where: str) -> Any:
    from lxml import etree

    if len(data) > LIMIT:
        raise ExchangeError(
            _("is larger than 64 MiB"), where=where, hint=_("split it into several files")
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
        dtd_validation=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        reason = str(error).partition(", line")[0].splitlines()[0]
        raise ExchangeError(
            _("is no well-formed XML: {reason}").format(reason=reason),
            where=f"{where}:{line}",
            hint=_("export it again"),
        ) from None
    document = root.getroottree().docinfo.internalDTD
    declared: Any = document  # the stubs know no entities
    if declared is not None and list(declared.entities()):
        raise ExchangeError(
            _("declares entities"), where=f"{where}:1", hint=_("save it without a DOCTYPE")
        )
    return root


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _categories(element: Any) -> dict[str, str]:
    """Data categories right under an element, groups (descripGrp, termGrp, …) looked into."""
    found: dict[str, str] = {}
    for child in element:
        name = _local(child)
        if name.endswith(("Grp", "Group")) and name not in _SECTIONS | _TERMS:
            for inner, text in _categories(child).items():
                found.setdefault(inner, text)
        elif name == "note" and "note" in found:
            found["note"] += " " + _text(child)
        elif name not in _SECTIONS | _TERMS and name:
            found.setdefault(child.get("type") or name, _text(child))
    return found


def _concept(entry: Any, where: str, taken: set[str]) -> Concept:
    own = _categories(entry)
    held: dict[str, list[dict[str, str]]] = {}
    for section in entry:
        if _local(section) not in _SECTIONS:
            continue
        code = info(section.get(_XML + "lang") or section.get("lang") or "und").code
        for name, text in _categories(section).items():
            own.setdefault(name, text)
        rows = [_categories(t) for t in section if _local(t) in _TERMS]
        rows = [row for row in rows if row.get("term")]
        held.setdefault(code, []).extend(rows)  # en-GB and en-US: variants of one language
    parts = [row for rows in held.values() for row in rows]
    first = parts[0] if parts else {}
    return Concept(
        id=entry.get("id") or made_id(first.get("term", ""), taken),
        subject=own.get("subjectField", ""),
        pos=_pos(first),
        definition=own.get("definition", ""),
        note=own.get("note", ""),
        source=own.get("source", ""),
        terms=MappingProxyType({code: _terms(rows) for code, rows in held.items()}),
        where=f"{where}:{entry.sourceline}",
    )


def _terms(rows: Sequence[dict[str, str]]) -> Terms:
    """Preferred first where marked, else in order."""
    good: list[tuple[bool, str]] = []
    bad: list[tuple[str, str]] = []
    for row in rows:
        status = next((row[name] for name in _STATUSES if name in row), "")
        if status in _FORBIDDEN:
            bad.append((row["term"], row.get("note", "")))
        else:
            good.append((not status.startswith("preferred"), row["term"]))
    forms = list(dict.fromkeys(form for _later, form in sorted(good, key=lambda pair: pair[0])))
    return Terms(forms[0] if forms else "", tuple(forms[1:]), tuple(bad))


def _pos(row: dict[str, str]) -> str:
    kind = row.get("termType", "")
    if kind in _TYPES:
        return _TYPES[kind]
    return part_of_speech(row.get("partOfSpeech", ""))
