"""Parts of the screen: each draws itself from the values it is given and says what a person did there.

Lives here: nothing but the folder's sign. May import, its modules: errors, language, model, wording and
`painting`, `pane_text`, `shown`, `themes` of this room; textual. No widget knows the app, the session or
the screen it stands on.
Apart from `screens` because a part does not know the whole.
"""
