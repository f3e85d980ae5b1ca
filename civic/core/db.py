"""The session, the base model, the named column types, and the one way to write."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, ClassVar

from flask_sqlalchemy import SQLAlchemy
from psycopg.conninfo import make_conninfo
from sqlalchemy import BigInteger, DateTime, MetaData
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import URL
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

Grosz = Annotated[int, mapped_column(BigInteger)]
"""An amount of money in grosz."""

Json = Annotated[dict[str, Any], mapped_column(JSONB)]


def one_of(column: str, values: Iterable[str]) -> str:
    """SQL for a CHECK that a column holds one of these."""
    listed = ", ".join(f"'{value}'" for value in sorted(values))
    return f"{column} IN ({listed})"


class Base(DeclarativeBase):
    """Every model. Times are timestamptz; relationships, where there are any, use ``lazy="raise"``."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {datetime: DateTime(timezone=True)}


db = SQLAlchemy(metadata=Base.metadata)


def conninfo(url: URL) -> str:
    """The URL as psycopg's own connection string: in a URL, it and SQLAlchemy write a space differently."""
    query = {name: value if isinstance(value, str) else ",".join(value) for name, value in url.query.items()}
    return make_conninfo("", **url.translate_connect_args(username="user", database="dbname"), **query)


@contextmanager
def transaction() -> Iterator[None]:
    """Commit at the end, roll back on any exception. Only services use it; it does not nest.

    What was read before it in the same request is kept; a service that needs the newest state locks what it reads.
    """
    session = db.session()
    if session.info.get("in_transaction"):
        raise RuntimeError("transaction() does not nest: one verb, one transaction")
    session.info["in_transaction"] = True
    try:
        yield
        if session.info.get("all_or_nothing"):
            session.flush()
        else:
            session.commit()
    except BaseException:
        session.rollback()
        session.info["undone"] = True
        raise
    finally:
        session.info["in_transaction"] = False


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """Many verbs as one: a ``transaction()`` inside commits nothing; all is kept at the end, or none of it.

    For building a whole city at once, never around what answers a request. A verb inside that fails undoes everything
    before it, so to go on after it is a RuntimeError, even where its exception was caught.
    """
    session = db.session()
    session.info.update(all_or_nothing=True, undone=False)
    try:
        yield
        if session.info["undone"]:
            raise RuntimeError("a verb failed inside all_or_nothing(): nothing was kept")
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["all_or_nothing"] = False
