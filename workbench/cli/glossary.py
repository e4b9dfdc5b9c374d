"""`workbench glossary`: lint, lookup, match, stats, sources, candidates, diff, export, import.

Lives here: their options and what they print. May import: terms, article, catalog, exchange, desk, config,
errors, model, language, wording and `output`, `options` of this room.
Apart from `check` because this looks at the termbase and a check at a translation.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.cli.options import add_force, add_format, add_pair, add_termbase
from workbench.config import Config
from workbench.errors import FINDINGS, FINE, UsageError, printable
from workbench.language import info
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.terms import Concept, Termbase


def options(made: argparse.ArgumentParser, name: str) -> None:
    """VERB [WHAT…]"""
    made.add_argument(
        "verb",
        choices=[
            "lint",
            "lookup",
            "match",
            "stats",
            "sources",
            "candidates",
            "diff",
            "export",
            "import",
        ],
    )
    made.add_argument(
        "what", nargs="*", metavar="WHAT", help=_("files to lint, a term, articles to match")
    )
    made.add_argument("--as", dest="form", metavar="FORMAT",
                      help=_("exchange format: tbx, tbx-dct, csv, tsv, utx, po, omegat, xlsx"))  # fmt: skip
    made.add_argument("--columns", metavar="LIST", default="",
                      help=_("what stands in a table: en,ja,note in order, or Term=en,訳語=ja"))  # fmt: skip
    made.add_argument("--limit", type=int, default=50, metavar="N",
                      help=_("how many candidates (50)"))  # fmt: skip
    made.add_argument("-o", "--output", type=Path, metavar="OUT", help=_("file to write"))
    add_force(made)
    add_pair(made)
    add_termbase(made)
    add_format(made)


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Run the verb."""
    verbs = {"lint": _lint, "lookup": _lookup, "match": _match, "stats": _stats, "sources": _sources, "candidates": _candidates,
             "diff": _diff, "export": _export, "import": _import}  # fmt: skip
    return verbs[arguments.verb](arguments, config)


def _lint(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.desk.paths import termbase_paths
    from workbench.desk.terms import foreign
    from workbench.terms import lint

    paths = [Path(word) for word in arguments.what] or list(termbase_paths(config))
    pair = (config.source, config.target)
    problems = lint(paths, pair, foreign(pair, lenient=arguments.lenient))
    if arguments.format == "json":
        output.say_json([
            {"path": p.path, "line": p.line, "code": p.code, "severity": p.severity,
             "message": p.message} for p in problems
        ])  # fmt: skip
    else:
        for problem in problems:
            output.say(printable(str(problem)))
        output.narrate(_("{count} problems").format(count=len(problems)))
    return FINDINGS if any(problem.severity == "error" for problem in problems) else FINE


def _lookup(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.desk.terms import open_termbase
    from workbench.terms import lookup

    termbase = open_termbase(config, config.source, config.target, lenient=arguments.lenient)
    _in_language(termbase, config)
    found = lookup(termbase, " ".join(arguments.what))
    if arguments.format == "json":
        output.say_json([
            {"id": f.concept.id, "language": f.language, "form": f.form, "likeness": f.likeness,
             "forbidden": f.forbidden, "definition": f.concept.definition, "note": f.concept.note,
             "source": f.concept.source,
             "terms": {code: {"preferred": t.preferred, "admitted": list(t.admitted),
                              "forbidden": [list(pair) for pair in t.forbidden],
                              "reading": t.reading}
                       for code, t in f.concept.terms.items()}}
            for f in found
        ])  # fmt: skip
        return FINE if found else FINDINGS
    for item in found:
        concept = item.concept
        kind = printable(f"{concept.subject}, {concept.pos}")
        output.say(output.paint(printable(concept.id), "bold") + f"  {kind}")
        for code, terms in concept.terms.items():
            reading = f"（{terms.reading}）" if terms.reading else ""
            line = " · ".join([terms.preferred + reading, *terms.admitted])
            output.say(f"  {code}  " + output.paint(printable(line), "good"))
            for form, reason in terms.forbidden:
                output.say("      " + output.paint(printable(f"✗ {form}: {reason}"), "bad"))
        for text in (concept.definition, concept.note):
            if text:
                output.say("  " + printable(text))
        output.say("  " + output.paint(printable(concept.source), "dim"))
    if not found:
        output.narrate(_("nothing like that in the termbase"))
    return FINE if found else FINDINGS


def _match(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.article import read_article
    from workbench.desk.terms import open_termbase

    termbase = open_termbase(config, config.source, config.target, lenient=arguments.lenient)
    _in_language(termbase, config)
    rows = []
    for word in arguments.what:
        for paragraph in read_article(Path(word)).paragraphs:
            hits = termbase.match(paragraph.text)
            rows.append((word, paragraph, hits))
    if arguments.format == "json":
        output.say_json([
            {"file": word, "paragraph": f"p{p.place}", "line": p.line, "hits": [
                {"text": h.text, "term": h.term, "concepts": list(h.concepts),
                 "spans": [list(s) for s in h.spans], "forbidden": h.forbidden} for h in hits]}
            for word, p, hits in rows
        ])  # fmt: skip
        return FINE
    for _word, paragraph, hits in rows:
        out, at = "", 0
        for hit in hits:
            start, end = hit.spans[0][0], hit.spans[-1][1]
            targets = termbase.choices([hit])[0].targets
            role = "bad" if hit.forbidden else "term"
            mark = f"[{paragraph.text[start:end]} = {targets[0]}]"
            out += printable(paragraph.text[at:start]) + output.paint(printable(mark), role)
            at = end
        output.say(f"p{paragraph.place}  {out}{printable(paragraph.text[at:])}")
    return FINE


def _files(words: list[str]) -> list[Path]:
    """Files as named, folders as the files in them."""
    out: list[Path] = []
    for path in map(Path, words):
        out += sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return out


def _stats(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.article import read_article
    from workbench.desk.term_candidates import candidates
    from workbench.desk.terms import open_termbase

    termbase = open_termbase(config, config.source, config.target, lenient=arguments.lenient)
    seen: Counter[str] = Counter()
    texts: list[str] = []
    for word in _files(arguments.what):
        for paragraph in read_article(word).paragraphs:
            texts.append(paragraph.text)
            for hit in termbase.match(paragraph.text):
                seen.update(hit.concepts[:1])
    worth = candidates(termbase, dict.fromkeys(texts))
    subjects = Counter(concept.subject for concept in termbase.concepts.values())
    if arguments.format == "json":
        output.say_json({"concepts": len(termbase.concepts), "subjects": dict(subjects),
                         "seen": dict(seen.most_common()),
                         "candidates": [[c.phrase, c.count, round(c.keyness, 1)] for c in worth]})  # fmt: skip
        return FINE
    output.table([[subject, str(count)] for subject, count in sorted(subjects.items())], right=[1])
    output.say(_("{count} concepts").format(count=len(termbase.concepts)))
    if arguments.what:
        output.say(
            _("{seen} of them seen, {times} times").format(seen=len(seen), times=seen.total())
        )
        rows = [[str(n), c, termbase.concepts[c].in_(config.source).preferred,
                 termbase.concepts[c].in_(config.target).preferred]
                for c, n in seen.most_common()]  # fmt: skip
        output.table(rows, right=[0])
        output.say()
        output.say(_("worth adding, by keyness:"))
        output.table([[f"{c.keyness:.1f}", str(c.count), c.phrase] for c in worth], right=[0, 1])
    return FINE


def _sources(arguments: argparse.Namespace, config: Config) -> int:
    """What renderings in further languages were read in, and how many stand on what."""
    from dataclasses import asdict

    from workbench.desk.paths import termbase_paths
    from workbench.terms import sources_of

    paths = [Path(word) for word in arguments.what] or list(termbase_paths(config))
    sources, support = sources_of(paths)
    if arguments.format == "json":
        output.say_json({"sources": [asdict(source) for source in sources.values()],
                         "languages": [asdict(one) for one in support]})  # fmt: skip
        return FINE
    for source in sources.values():
        head = output.paint(printable(source.id), "bold")
        output.say(f"{head}  {printable(source.title)} ({printable(source.year)})")
        parts = (source.publisher, source.languages, source.kind, source.seen)
        output.say("  " + printable(" · ".join(filter(None, parts))))
        output.say("  " + output.paint(printable(source.address), "dim"))
    heads = [_("language"), _("concepts"), _("renderings"), _("two sources"), _("one source"), _("none"),
             _("read again")]  # fmt: skip
    rows = [[s.language, *map(str, (s.concepts, s.renderings, s.two, s.one, s.none, s.read_again))]
            for s in support]  # fmt: skip
    if rows:
        output.table([heads, *rows], right=[1, 2, 3, 4, 5, 6])
    for one in support:
        for line in one.without if arguments.what else ():
            output.say(printable(line))
    if not sources and not support:
        output.narrate(_("no sources.tsv and no renderings in further languages here"))
    return FINE


def _in_language(termbase: Termbase, config: Config) -> None:
    """Refuse a language of which the termbase has nothing, and say which it has."""
    for code, asked in ((termbase.source, config.source), (termbase.target, config.target)):
        if termbase.concepts and not any(c.in_(code).approved for c in termbase.concepts.values()):
            raise UsageError(
                _("the termbase has no terms in {language}").format(language=asked),
                hint=_("it has {languages}").format(languages=", ".join(termbase.languages)),
            )


def _candidates(arguments: argparse.Namespace, config: Config) -> int:
    """What a terminologist should look at: to read, or with --output as a termbase to curate."""
    from workbench.catalog import write_atomic
    from workbench.desk.matches import open_memory
    from workbench.desk.outputs import apart, wrote
    from workbench.desk.paths import termbase_paths
    from workbench.desk.term_candidates import candidates, material, written
    from workbench.desk.terms import open_termbase

    if not arguments.what:
        raise UsageError(
            _("candidates come from articles or catalogs"),
            hint=_("glossary candidates ARTICLE… -o new.tsv"),
        )
    files = _files(arguments.what)
    if arguments.output:
        if arguments.output.suffix.lower() != ".tsv":
            raise UsageError(
                _("candidates are written as a termbase, whose name ends in .tsv"),
                where=str(arguments.output),
            )
        apart(
            arguments.output, *files, *termbase_paths(config), config.path,
            command="glossary candidates", option="--output", force=arguments.force,
        )  # fmt: skip
    termbase = open_termbase(config, config.source, config.target, lenient=arguments.lenient)
    texts, pairs = material(files)
    memory = open_memory(config, config.source, config.target, readonly=True)
    if memory is not None:
        pairs += [(entry.source, entry.target) for entry in memory.entries()]
    found = candidates(termbase, texts, arguments.limit, pairs)
    if arguments.output:
        text = written(found, termbase.source, termbase.target)
        write_atomic(arguments.output, text.encode())
        wrote(arguments.output, "glossary candidates")
        output.narrate(
            _("{count} candidates in {path}").format(count=len(found), path=arguments.output)
        )
    elif arguments.format == "json":
        output.say_json([
            {"phrase": c.phrase, "count": c.count, "kind": c.kind, "score": round(c.keyness, 1),
             "contexts": list(c.contexts), "renderings": dict(c.renderings)} for c in found
        ])  # fmt: skip
    else:
        for c in found:
            said = ", ".join(f"{form} ({count})" for form, count in c.renderings)
            output.say(
                f"{c.count:4}  {printable(c.phrase)}" + (f"  → {printable(said)}" if said else "")
            )
            for context in c.contexts:
                output.say("      " + output.paint(printable(context), "dim"))
    return FINE


def _diff(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.desk.terms import load_termbase
    from workbench.terms import difference

    if len(arguments.what) != 2:
        raise UsageError(_("diff compares two termbases"), hint=_("glossary diff BEFORE AFTER"))
    before, after = (
        load_termbase([Path(word)], config.source, config.target, lenient=arguments.lenient)
        for word in arguments.what
    )
    rows = difference(before, after)
    if arguments.format == "json":
        output.say_json([{"change": c, "concept": i, "what": w} for c, i, w in rows])
    else:
        roles = {"+": "good", "-": "bad", "~": "warn"}
        for change, concept, what in rows:
            head = output.paint(printable(f"{change} {concept}"), roles[change])
            output.say(f"{head}  {printable(what)}")
    return FINDINGS if rows else FINE


def _languages(first: Sequence[str], concepts: Iterable[Concept]) -> list[str]:
    """The languages of a pair, then all others that the concepts have."""
    return list(dict.fromkeys([*first, *(code for concept in concepts for code in concept.terms)]))


def _export(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.catalog import write_atomic
    from workbench.desk.outputs import apart, wrote
    from workbench.desk.paths import termbase_paths
    from workbench.desk.terms import open_termbase
    from workbench.exchange import export_file, left_out, lost

    form = arguments.form or (arguments.output.suffix[1:].lower() if arguments.output else "tsv")
    if form == "xlsx" and not arguments.output:
        raise UsageError(
            _("a workbook is no text"), hint=_("name the file: glossary export -o terms.xlsx")
        )
    if arguments.output:
        apart(
            arguments.output, *termbase_paths(config), config.path,
            command=f"glossary export {form}", option="--output", force=arguments.force,
            meant=form == "po" and not arguments.output.exists(),
        )  # fmt: skip
    termbase = open_termbase(config, config.source, config.target, lenient=arguments.lenient)
    concepts = termbase.concepts.values()
    languages = _languages((termbase.source, termbase.target), concepts)
    data = export_file(concepts, languages, form)
    for field in lost(form, languages):
        output.narrate(_("{format} cannot hold: {field}").format(format=form, field=field))
    for concept in left_out(concepts, languages, form):
        output.narrate(
            _(
                "{where}: {id} has no preferred term in both languages; {format} cannot hold it"
            ).format(where=concept.where, id=concept.id, format=form)
        )
    if arguments.output:
        write_atomic(arguments.output, data)
        wrote(arguments.output, f"glossary export {form}")
    else:
        output.say(data.decode().rstrip("\n"))
    return FINE


def _import(arguments: argparse.Namespace, config: Config) -> int:
    """Read a foreign termbase and write ours: the rows go to --output or stdout."""
    from workbench.catalog import write_atomic
    from workbench.desk.outputs import apart, wrote
    from workbench.exchange import export_terms, import_terms

    if len(arguments.what) != 1:
        raise UsageError(_("import reads one file"), hint=_("glossary import FILE -o mine.tsv"))
    if arguments.output:
        apart(
            arguments.output, Path(arguments.what[0]), config.path,
            command="glossary import", option="--output", force=arguments.force,
        )  # fmt: skip
    pair = (info(config.source).code, info(config.target).code)
    concepts = import_terms(
        Path(arguments.what[0]), arguments.form, pair,
        lenient=arguments.lenient, tell=output.complain,
        columns=[item.strip() for item in arguments.columns.split(",") if item.strip()],
    )  # fmt: skip
    text = export_terms(concepts, _languages(pair, concepts), "tsv")
    if arguments.output:
        write_atomic(arguments.output, text.encode())
        wrote(arguments.output, "glossary import")
        output.narrate(
            _("{count} concepts in {path}").format(count=len(concepts), path=arguments.output)
        )
    else:
        output.say(text.rstrip("\n"))
    return FINE
