"""What is known about languages, one module a matter: pure functions, no files, no state.

Lives here: `info`, `by_name`, `with_script`, `column_for` and `CODES` of the table of languages, re-exported; the other modules (`cells`, `fold`,
`english`, `japanese`, `lemmas`, `normalise`, `tags`) are imported by name: they cost something.
May import: the standard library; each foreign library (wcwidth, simplemma, MeCab) in one module.
A room of its own because the stages all need it and none may own it.
"""

from workbench.language.languages import CODES, Language, by_name, column_for, info, with_script

__all__ = ["CODES", "Language", "by_name", "column_for", "info", "with_script"]
