"""The translator's verbs, without a screen.

Lives here: preparation (extract → memory → draft → check), the editing session, the command
registry; modules are imported by name, as each costs what its rooms cost.
Takes paths and a Config, gives values.
May import: every room below; never cli or tui.
A room of its own because two front doors need the same verbs and must not own them.
"""
