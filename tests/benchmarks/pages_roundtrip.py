"""Pages of strangers, taken over as they stand: is every byte there, and is every tag when words change?

    python tests/benchmarks/pages_roundtrip.py FOLDER… [--most N] [--longest SECONDS]

Walks folders for HTML, Markdown and text. Of each file: every paragraph (attributes and front matter, too)
is taken over, and the finished document is compared with the file byte for byte; then each paragraph gets
other words around its own, and the tags, comments and instructions of both pages are counted, and the
finished page is read again: as many paragraphs, with the new words. Prints a line a fault and the totals;
exits 1 where there is one. Files the workbench refuses are counted by its reason.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path

from workbench.article import parse_article, write_article
from workbench.article.scan import tokens
from workbench.errors import DocumentError
from workbench.model import ATTRIBUTES, Article

SUFFIXES = {".html", ".htm", ".xhtml", ".md", ".markdown", ".txt"}


def markup(page: str) -> Counter[str]:
    """Every tag, comment and instruction; `<html>` may get a language."""
    return Counter(page[t.start : t.end] for t in tokens(page) if t.name != "html")


def in_order(article: Article) -> list[str]:
    """The running texts as they stand in the file, white space and `<` made equal."""
    found = sorted(
        (p for p in article.paragraphs if p.kind not in ATTRIBUTES), key=lambda p: p.span
    )
    return [" ".join(p.text.replace("&lt;", "<").split()) for p in found]


def faults(data: bytes, name: str) -> tuple[int, int, list[str]]:
    """(paragraphs, tags, what is wrong with one file). Raises DocumentError."""
    article = parse_article(data, name, attributes=True)
    language = article.language or "en"
    same = write_article(article, {p.place: p.text for p in article.paragraphs}, language=language)
    found = [] if same == data else ["bytes differ"]
    count = len(tokens(article.text)) if article.format == "html" else 0
    return len(article.paragraphs), count, found + _rewritten(article, name, language)


def _rewritten(article: Article, name: str, language: str) -> list[str]:
    texts = [p for p in article.paragraphs if p.kind not in ATTRIBUTES]
    words = {p.place: "zq" + p.text for p in texts}
    made = write_article(article, words, language=language)
    again = parse_article(
        made, name, encoding=None if article.format == "html" else article.encoding
    )
    found: list[str] = []
    if article.format == "html":
        lost = markup(article.text) - markup(again.text)
        more = markup(again.text) - markup(article.text)
        if lost:
            found.append(f"{sum(lost.values())} tags lost: {list(lost)[:2]}")
        if sum(more.values()) > sum(lost.values()) + 1:  # a declared encoding, a language
            found.append(f"tags added: {list(more)[:3]}")
    new, old = in_order(again), ["zq" + text for text in in_order(article)]
    if new != old:
        at = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), -1)
        seen = (old[at][:70], new[at][:70]) if new else ()
        found.append(f"reads as {len(new)} paragraphs, was {len(old)}: {seen}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=10**9, help="files at most, spread over all")
    given = parser.parse_args()
    paths = sorted(
        Path(at, name) for folder in given.folders for at, _folders, names in os.walk(folder)
        for name in names if Path(name).suffix.lower() in SUFFIXES and not Path(at, name).is_symlink()
    )  # fmt: skip
    paths = paths[:: max(1, len(paths) // given.most)][: given.most]
    total: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    slowest, started = (0.0, ""), time.perf_counter()
    for path in paths:
        data, begun = path.read_bytes(), time.perf_counter()
        try:
            paragraphs, tags, found = faults(data, path.name)
        except DocumentError as error:
            refused[error.message.split(":")[0][:60]] += 1
            continue
        slowest = max(slowest, ((time.perf_counter() - begun) / max(len(data), 10_000), str(path)))
        total.update(
            files=1, bytes=len(data), paragraphs=paragraphs, tags=tags, wrong=bool(found),
            **{"files " + path.suffix.lower(): 1},
        )  # fmt: skip
        for fault in found:
            total[fault.split(":")[0].lstrip("0123456789 ")[:16]] += 1
            print(f"{path}: {fault}", flush=True)
    print(" · ".join(f"{name} {count:,}" for name, count in total.items()))
    print("refused:", dict(refused))
    print(
        f"{time.perf_counter() - started:.0f} s; slowest {slowest[0] * 1e6:.1f} s/MB: {slowest[1]}"
    )
    return 1 if total["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
