"""REST: the services over HTTP, as docs/api.md describes."""

from app.api.site import create_api

__all__ = ['create_api']
