"""The store and the article of the store's own tests."""

from tests.store.conftest import article_id, store

__all__ = ["article_id", "store"]
