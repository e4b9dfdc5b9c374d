"""What is done beside the keys: in threads, which get frozen values and post messages.

Lives here: nothing but the folder's sign. May import, its modules: catalog, desk, errors, model, wording;
textual. No worker knows the screen; the node that it posts to is any.
Apart from `widgets` because nothing is drawn here.
"""
