"""The way from one language to another.

Lives here: `locate`. Takes a pair, gives the package to use, or several that lead there through other
languages. Order of look-up: the package named (--package or config), the user's installed Argos
packages, the ones that ship; a direct way before a detour, a short detour before a long one.
May import: errors, language, wording and `packages` of this room.
Apart from `packages` because choosing needs no knowledge of folders.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbench.drafting.packages import PackageInfo, find_packages, given
from workbench.errors import PackageError
from workbench.language import info
from workbench.wording import _

_ARGOS = {
    "zh-tw": "zt", "zh-hk": "zt", "zh-hant": "zt", "pt-br": "pb", "nb-no": "nb",
}  # fmt: skip
"""Codes that Argos gives to what others write with a region or script."""
_LONGEST = 3


def argos_code(language: str) -> str:
    """A language code as Argos packages write it: `en-GB` → `en`, `zh-Hant` → `zt`."""
    plain = language.replace("_", "-").lower()
    for name, code in _ARGOS.items():
        if plain in (name, code) or plain.startswith(name + "-"):
            return code
    return info(language).code


def locate(source: str, target: str, package: Path | None = None) -> list[PackageInfo]:
    """The package of a pair, or up to three that lead there through other languages.

    Raises PackageError: wrong language, none installed.
    """
    start, end = argos_code(source), argos_code(target)
    if package is not None:
        found = given(package)
        if _pair(found) != (start, end):
            raise PackageError(
                _("translates {found}, not {wanted}").format(
                    found=found.code, wanted=f"{start}_{end}"
                ),
                where=str(package),
                hint=_("name a package for this pair, or leave the name out"),
            )
        return [found]
    if way := _way(find_packages(), start, end):
        return way
    raise PackageError(
        _("no package translates {source} to {target}").format(source=start, target=end),
        hint=_could(find_packages(), start, end),
    )


def _could(packages: Sequence[PackageInfo], start: str, end: str) -> str:
    """What could draft: the package of the pair, or the ones that the packages there are lack on the way."""
    direct = _("`workbench engine install {source} {target}`, or install FILE.argosmodel")
    said = [direct.format(source=start, target=end)]
    pairs = dict.fromkeys(map(_pair, packages))
    first = [other for one, other in pairs if one == start and other != end]
    last = [one for one, other in pairs if other == end and one != start]
    half = _("with {there}, which is installed, {missing} is enough (a way through {language})")
    for through in first[:2]:
        parts = f"{start}_{through}", f"{through}_{end}"
        said.append(half.format(there=parts[0], missing=parts[1], language=through))
    for through in last[:2]:
        parts = f"{through}_{end}", f"{start}_{through}"
        said.append(half.format(there=parts[0], missing=parts[1], language=through))
    if pairs:
        named = ", ".join(f"{one}_{other}" for one, other in pairs)
        said.append(_("installed: {names}").format(names=named))
    return "; ".join(said)


def _pair(package: PackageInfo) -> tuple[str, str]:
    return argos_code(package.source), argos_code(package.target)


def _way(packages: Sequence[PackageInfo], start: str, end: str) -> list[PackageInfo]:
    """The shortest chain, breadth first; of equals the one found first."""
    if start == end:
        return []
    ways: list[list[PackageInfo]] = [[]]
    for _hop in range(_LONGEST):
        longer: list[list[PackageInfo]] = []
        for way in ways:
            here = _pair(way[-1])[1] if way else start
            passed = {start, *(_pair(one)[1] for one in way)}
            for package in packages:
                one, other = _pair(package)
                if one == here and other == end:
                    return [*way, package]
                if one == here and other not in passed:
                    longer.append([*way, package])
        ways = longer
    return []
