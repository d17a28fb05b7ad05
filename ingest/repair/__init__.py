"""Repair: what conversion, printing and web pages did to a document's text is undone here, and every undoing is counted.

``clean_characters`` works inside a line, ``find_furniture`` and ``find_contents`` set lines apart that are no content, and
``join_lines`` puts paragraphs together again that a page border or a fixed width cut. The original always stays reachable:
all of them pass on :class:`ingest.source.RepairedText`, each character of which knows its place in the file.
"""
