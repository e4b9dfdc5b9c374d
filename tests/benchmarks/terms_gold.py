"""Our matching beside the rules of Weblate, translate-toolkit and Pontoon, on the gold set.

Lives here: the rivals' rules in a few lines each, and a table. Run: `python
tests/benchmarks/terms_gold.py [-v]`; further languages stand below, without rivals. May import: the gold set.

The rules, from their sources: Weblate finds the lower-cased term with a non-word character (or an
end) on both sides, and searches a Japanese target for the bare string; translate-toolkit takes
`text.find(term)`; Pontoon searches `\\b` + term, any case. Neither of the last two looks at targets;
the same rule is applied there so that the table is whole.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from terms_goldset import FOLDER, LANGUAGES, Case, found, read_gold, tally


def weblate(case: Case) -> list[str]:
    """Lower-cased, `\\W` on both sides; a Japanese target is searched without boundaries."""
    pattern = re.escape(case.form)
    if not (case.side == "target" and case.language == "ja"):
        pattern = rf"(?<!\w){pattern}(?!\w)"
    return re.findall(pattern, case.text, re.I)


def toolkit(case: Case) -> list[str]:
    """`text.find(term)`: as written, anywhere."""
    return re.findall(re.escape(case.form), case.text)


def pontoon(case: Case) -> list[str]:
    """`\\b` before the term, nothing after it; any case."""
    return re.findall(r"\b" + re.escape(case.form), case.text, re.I)


def hits_in_words(rule: Callable[[Case], list[str]]) -> Callable[[Case], list[str]]:
    """Spans are compared loosely for rivals: a hit that starts an expected span counts as it.

    They highlight `plaintiff` in `plaintiffs`; that is a hit, so it is taken for one.
    """

    def loose(case: Case) -> list[str]:
        left = list(case.expect)
        out: list[str] = []
        for hit in rule(case):
            whole = next((want for want in left if want.lower().startswith(hit.lower())), hit)
            if whole in left:
                left.remove(whole)
            out.append(whole)
        return out

    return loose


RULES: dict[str, Callable[[Case], list[str]]] = {
    "workbench": found,
    "Weblate": hits_in_words(weblate),
    "translate-toolkit": hits_in_words(toolkit),
    "Pontoon": hits_in_words(pontoon),
}


def main() -> None:
    """Print precision, recall and cases wholly right, per side and rule."""
    cases = read_gold()
    for side in ("source", "target"):
        chosen = [case for case in cases if case.side == side]
        negative = sum(not case.expect for case in chosen)
        print(f"{side}: {len(chosen)} cases, {negative} of them with nothing to find")
        for name, rule in RULES.items():
            result = tally(chosen, rule)
            right = len(chosen) - len(result.wrong)
            print(
                f"  {name:18} precision {result.precision:.3f}  recall {result.recall:.3f}"
                f"  cases right {right}/{len(chosen)}"
            )
    for language in LANGUAGES:
        of_one(language)


def of_one(language: str) -> None:
    """Print the same for a further language, without rivals; verdicts, too, and what is wrong with `-v`."""
    cases = read_gold(FOLDER / f"{language}.tsv")
    for side in ("source", "target", "verdict"):
        chosen = [case for case in cases if case.side == side]
        result = tally(chosen, found)
        print(
            f"{language:8} {side:8} {len(chosen):4} cases  precision {result.precision:.3f}"
            f"  recall {result.recall:.3f}"
        )
        for case, got in result.wrong if "-v" in sys.argv else ():
            print(f"    {case.form!r} in {case.text!r}: {got}, wanted {list(case.expect)}")


if __name__ == "__main__":
    main()
