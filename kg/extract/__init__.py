"""Outline -> records, by trying the grammar's rows."""

from .items import extract

__all__ = ["extract"]
