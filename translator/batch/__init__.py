"""Folders of articles: each file translated in its own format, in worker processes, resumable at any moment.

``plan`` finds the articles, ``pool`` keeps the ``worker`` processes, ``work`` does one file with its ``newsroom``, in
``parts`` if it holds many texts, whose results are ``joined`` for the desk; ``delivery`` puts results in their places,
``manifest`` remembers, ``memory`` knows what an approval makes out of date, ``report`` and ``page`` tell, ``run`` ties
them together, ``command`` talks.
"""
