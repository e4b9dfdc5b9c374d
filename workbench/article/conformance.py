"""A proof for readers of documents, ours and those of others.

Lives here: `prove`. Takes a format and samples of its files, raises AssertionError with what does not hold. A
distribution that brings a format calls it from its own tests.
May import: errors, model and `documents` of this room.
Apart from the formats because all of them must hold it.
"""

from __future__ import annotations

from collections.abc import Mapping

from workbench.article.documents import DocumentFormat
from workbench.errors import DocumentError
from workbench.model import Article

_MOST = 40
"""Paragraphs of a sample that are changed one by one."""
_CUTS = 24
"""Places at which a sample is cut off or damaged."""


def prove(form: DocumentFormat, samples: Mapping[str, bytes], *, change: str = "訳") -> None:
    """That a format is a harmless guest in each of these files (name → bytes).

    Read twice it says the same; places count from 1; without targets, and with each paragraph's own text, the
    file keeps its bytes; a target changes its paragraph and no other, and is read again as it was written; a
    damaged file is refused with a DocumentError or read, nothing else. `change` is put before a paragraph's text.
    """
    _holds(bool(samples), "a proof needs samples")
    _holds(bool(form.name) and form.name == form.name.strip().lower(), f"name: {form.name!r}")
    for suffix in form.suffixes:
        _holds(
            suffix in {"", "." + suffix[1:].lower()}, f"suffix {suffix!r}: lower case, with its dot"
        )
    for name, data in samples.items():
        _sample(form, name, data, change)


def _sample(form: DocumentFormat, name: str, data: bytes, change: str) -> None:
    article = form.read(data, name)
    texts = _texts(article)
    _holds(bool(texts), f"{name}: no paragraph")
    _holds(article.format == form.name, f"{name}: the article says {article.format!r}")
    _holds(sorted(texts) == list(range(1, len(texts) + 1)), f"{name}: places do not count from 1")
    _holds(all(text.strip() for text in texts.values()), f"{name}: an empty paragraph")
    _holds(article.data == data, f"{name}: Article.data is not the file")
    _holds(_texts(form.read(data, name)) == texts, f"{name}: read twice, it says two things")
    _holds(form.write(article, {}, language="ja") == data, f"{name}: without targets it changes")
    _holds(
        form.write(article, texts, language="ja") == data, f"{name}: with its own texts it changes"
    )
    every = {place: change + text for place, text in texts.items()}
    _same(form, name, article, every, texts)
    for place in list(texts)[:_MOST]:
        _same(form, name, article, {place: every[place]}, texts)
    for number in range(_CUTS):
        at = len(data) * number // _CUTS
        for broken in (data[:at], data[:at] + b"\x00<" + data[at + 2 :]):
            try:
                form.read(broken, name)
            except DocumentError:
                continue
            except Exception as error:
                raise AssertionError(f"{name}, damaged at byte {at}: {error!r}") from error


def _same(
    form: DocumentFormat,
    name: str,
    article: Article,
    targets: Mapping[int, str],
    texts: dict[int, str],
) -> None:
    """What is written with these targets reads as they say."""
    written = _texts(form.read(form.write(article, targets, language="ja"), name))
    wanted = {**texts, **targets}
    for place, text in wanted.items():
        _holds(
            written.get(place) == text,
            f"{name}, place {place}: written {text!r}, read {written.get(place)!r}",
        )
    _holds(len(written) == len(wanted), f"{name}: {len(wanted)} paragraphs became {len(written)}")


def _texts(article: Article) -> dict[int, str]:
    return {paragraph.place: paragraph.text for paragraph in article.paragraphs}


def _holds(what: bool, said: str) -> None:
    if not what:
        raise AssertionError(said)
