"""What stands over the editor and answers one question.

Lives here: nothing but the folder's sign. May import, its modules: catalog, desk, errors, language, model,
wording and `painting`, `themes` of this room; textual.
Apart from `widgets` because these have the keys to themselves while they are open.
"""
