"""Which catalog is whose: articles and their catalogs find each other by name.

Lives here: Home, `homes`, `home_in`, `strangers`. Takes articles' paths, gives the name of each in references and the
name of its catalog. A catalog is called as its article is; where another article is called so, too, in
this command or on the disk, the folders the article lies in come before it (`a/index`, `b/index`). Two
articles that would still meet are refused, both named: no article ever revises another's catalog.
May import: article, catalog, config, errors, language, wording and `paths` of this room.
Apart from `extract` because a batch must know all names before it does the first article.
"""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from workbench.config import Config
from workbench.desk.paths import names, po_path, pot_path
from workbench.errors import CatalogError, DocumentError, UsageError
from workbench.language import with_script
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.catalog import Catalog

ALIKE = 0.3
"""Share of the smaller text's runs of three words that both must hold for an article to count as another
version of a catalog's article, where no path tells. Every third word may differ in a version; two
articles about one subject share a few hundredths."""
_UNLIKE = 0.06
"""Share below which an article that a catalog is told to take is asked about: what two pages of one site
have in common is less than that, what a rewritten article keeps is more."""
_FEW = 12
"""Runs of words that a text needs before its likeness says anything."""
_DEPTH = 4
"""Folders that may come before a catalog's name where the article lies outside the project."""


@dataclass(frozen=True, slots=True)
class Home:
    """An article and what it is called."""

    path: Path
    name: str
    """In references: its path below the project's folder, else its file name; always `/`, always text."""
    stem: str
    """The catalog's name, without suffix; may hold folders."""


def homes(
    paths: Iterable[Path], config: Config, *, targets: Sequence[str] = (), encoding: str | None = None
) -> list[Home]:  # fmt: skip
    """The homes of articles, in their order, an article named twice once.

    Raises UsageError where two articles would meet in one catalog.
    """
    languages = tuple(targets) or (config.target,)
    articles = [_Article(path, config, languages, encoding) for path in _different(paths)]
    settled: dict[_Article, str] = {
        article: stem for article in articles if (stem := article.kept())
    }
    free = {a: list(a.free()) for a in articles if a not in settled}
    depth = dict.fromkeys(free, 0)
    folds = _folds_letters(config.locales)
    while True:
        wish = {**settled, **{a: free[a][depth[a]] for a in free}}
        meeting = defaultdict(list)
        for article in articles:
            meeting[_folded(wish[article]) if folds else wish[article]].append(article)
        clash = next((met for met in meeting.values() if len(met) > 1), None)
        if clash is None:
            return [Home(a.path, a.named(wish[a]), wish[a]) for a in articles]
        movable = [a for a in clash if a in free and depth[a] + 1 < len(free[a])]
        if not movable:
            raise _met(clash[0].path, clash[1].path)
        for article in movable:
            depth[article] += 1


def home_in(catalog: Catalog, path: Path) -> str:
    """What an article is called in a catalog that is told to take it: as before where the file name
    stayed, else by its path below the project's folder, else by its file name."""
    base = _project(catalog.path) if catalog.path else Path.cwd()
    own = _below(path, (base, Path.cwd()))
    known = names(catalog)
    if own in known:
        return own or _text(path.name)
    for name in known:
        there = base / name
        if PurePosixPath(name).name == _text(path.name) and _same(there, path):
            return name
    return own or _text(path.name)


def _different(paths: Iterable[Path]) -> list[Path]:
    """Each file once, by whatever name."""
    found: dict[str, Path] = {}
    for path in paths:
        found.setdefault(os.path.realpath(path), path)
    return list(found.values())


class _Article:
    """An article on its way to a name."""

    def __init__(
        self, path: Path, config: Config, languages: tuple[str, ...], encoding: str | None
    ) -> None:
        self.path = path
        self._config, self._languages, self._encoding = config, languages, encoding
        self._bases = (config.locales.absolute().parent, Path.cwd())
        self._below = _below(path, self._bases)
        whole = PurePosixPath(
            self._below or "/".join(_text(p) for p in _folders(path)[-_DEPTH - 1 :])
        )
        parts = whole.parts
        self._tails = ["/".join(parts[-n:]) for n in range(1, len(parts) + 1)]
        """From the file name to the whole path."""

    def named(self, stem: str) -> str:
        """The name in references that goes with a catalog's name."""
        return self._below or next(t for t in self._tails if _stem(t) == stem)

    def kept(self) -> str:
        """The catalog's name where there is one of this article; empty where there is none."""
        there = [(s, p) for s in map(_stem, self._tails) for p in self._files(s) if p.exists()]
        for test in (self._is_named, self._is_alike):
            for stem, path in there:
                if test(path):
                    return stem
        return ""

    def free(self) -> Iterator[str]:
        """Names nobody has yet, shortest first. Raises UsageError where there is none."""
        other: Path | None = None
        found = False
        for tail in self._tails:
            stem = _stem(tail)
            there = next((path for path in self._files(stem) if path.exists()), None)
            if there is None:
                found = True
                yield stem
                continue
            other = self._owner(there) or there
            if self._below and _below(other, self._bases) not in (None, self._below):
                if _stem(str(_below(other, self._bases))) == _stem(self._below):
                    break  # one folder, one stem: folders cannot tell them apart
        if not found and other:
            raise _met(other, self.path)

    def _files(self, stem: str) -> list[Path]:
        locales = self._config.locales
        return [
            *(po_path(locales, stem, with_script(code)) for code in self._languages),
            pot_path(locales, stem),
        ]

    def _owner(self, path: Path) -> Path | None:
        """The file a catalog was made from, as its references say, where it is there."""
        places = [base / name for name in names(_catalog(path)) for base in self._bases]
        return next((place for place in places if place.is_file()), None)

    def _is_named(self, path: Path) -> bool:
        """Whether the references of the catalog at `path` lead to this article."""
        try:
            named = names(_catalog(path))
        except CatalogError:
            return True  # who opens it says what is wrong with it
        if self._below is not None and self._below in named:
            return True
        owner = self._owner(path)
        return owner is not None and _same(owner, self.path)

    def _is_alike(self, path: Path) -> bool:
        """Whether its references lead nowhere and its text is that of a version of this article."""
        sources = [unit.source for unit in _catalog(path).live]
        return self._owner(path) is None and _alike(self._texts, sources)

    @cached_property
    def _texts(self) -> list[str]:
        from workbench.article import read_article

        try:
            return [p.text for p in read_article(self.path, encoding=self._encoding).paragraphs]
        except DocumentError:
            return []  # its turn to be complained of comes


def _folds_letters(folder: Path) -> bool:
    """Whether A and a are one file there, as on most Macs and on Windows."""
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    other = place.with_name(place.name.swapcase()) if place.name else place
    return other != place and other.exists() and other.samefile(place)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _catalog(path: Path) -> Catalog:
    from workbench.catalog import read_po

    return read_po(path, to_write=False)


def _alike(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether two texts are versions of one."""
    both, smaller = _in_common(one, two)
    return smaller > 0 and both >= ALIKE * smaller


def strangers(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether two texts, long enough to tell, have hardly anything in common."""
    both, smaller = _in_common(one, two)
    return smaller >= _FEW and both < _UNLIKE * smaller


def _in_common(one: Sequence[str], two: Sequence[str]) -> tuple[int, int]:
    """(runs of words that both texts have, those of the smaller)."""
    runs = [{run for text in texts for run in _runs(text)} for texts in (one, two)]
    return len(runs[0] & runs[1]), min(map(len, runs))


def _runs(text: str) -> Iterator[str]:
    """Runs of three words, of the whole text where it has fewer; of six characters where words are not
    set apart."""
    words = text.split()
    if len(text) > 12 * max(len(words), 1):
        return (text[n : n + 6] for n in range(max(1, len(text) - 5)))
    return (" ".join(words[n : n + 3]) for n in range(max(1, len(words) - 2)))


def _below(path: Path, bases: Sequence[Path]) -> str | None:
    """The path below one of the folders, as text; None where it is below none."""
    for place in (Path(os.path.normpath(path.absolute())), Path(os.path.realpath(path))):
        for base in bases:
            for folder in (base, Path(os.path.realpath(base))):
                if place.is_relative_to(folder):
                    return _text(place.relative_to(folder).as_posix())
    return None


def _project(catalog: Path) -> Path:
    """The folder around `locales` that a catalog lies in, else the catalog's own."""
    parts = catalog.absolute().parts
    if "LC_MESSAGES" in parts[:-1]:
        at = len(parts) - 1 - parts[::-1].index("LC_MESSAGES")
        return Path(*parts[: max(1, at - 2)])
    return catalog.absolute().parent


def _folders(path: Path) -> tuple[str, ...]:
    return Path(os.path.normpath(path.absolute())).parts[1:]


def _same(one: Path, two: Path) -> bool:
    """Whether both are one file; True where either is not there and nothing speaks against it."""
    return not (one.is_file() and two.is_file()) or one.samefile(two)


def _text(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 are percent-encoded, since a catalog holds text."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return "".join(
            f"%{ord(char) - 0xDC00:02X}" if "\udc80" <= char <= "\udcff" else char for char in name
        )
    return name


def _stem(name: str) -> str:
    """A path without its last suffix."""
    folder, _slash, last = name.rpartition("/")
    head = last.rpartition(".")[0] or last
    return f"{folder}/{head}" if folder else head


def _met(one: Path, two: Path) -> UsageError:
    return UsageError(
        _("{one} and {two} would share one catalog").format(one=one, two=two),
        hint=_("rename one of them"),
    )
