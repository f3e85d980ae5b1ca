"""Numpy arrays to and from a statement in PostgreSQL's own binary form: no text is made or read on the way."""

from typing import Any

import numpy as np
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Dumper, Loader
from psycopg.pq import Format

_FLAGS = 0  # no NULLs
_FIRST = 1
_HEADER = 20
_INT = np.dtype([("length", ">i4"), ("value", ">i4")])


class Ints:
    """An ``int[]``."""

    def __init__(self, values: np.ndarray[Any, Any]) -> None:
        self.values = values


class Floats(Ints):
    """A ``float8[]``."""


def _packed(values: np.ndarray[Any, Any], element: int, kind: str) -> bytes:
    """One dimension: header, then each value behind its length."""
    head = np.array([1, _FLAGS, element, len(values), _FIRST], dtype=">i4")
    body = np.empty(len(values), dtype=[("length", ">i4"), ("value", kind)])
    body["length"], body["value"] = np.dtype(kind).itemsize, values
    return head.tobytes() + body.tobytes()


class _Ints(Dumper):
    format = Format.BINARY
    oid = 1007  # int4[]

    def dump(self, obj: Any) -> bytes:
        return _packed(obj.values, 23, ">i4")


class _Floats(Dumper):
    format = Format.BINARY
    oid = 1022  # float8[]

    def dump(self, obj: Any) -> bytes:
        return _packed(obj.values, 701, ">f8")


class _LoadInts(Loader):
    format = Format.BINARY

    def load(self, data: Buffer) -> np.ndarray[Any, Any]:
        values = np.frombuffer(data, dtype=_INT, offset=_HEADER)["value"]
        return values.astype(np.int64)


def allow_arrays(cursor: AdaptContext) -> None:
    """Let the cursor take them as ``%b`` parameters, and give an ``int[]`` without NULLs as an array."""
    adapters = cursor.adapters
    adapters.register_loader(_Ints.oid, _LoadInts)
    adapters.register_dumper(Ints, _Ints)
    adapters.register_dumper(Floats, _Floats)
