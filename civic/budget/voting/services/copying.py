"""Many rows at once, in the transaction under way."""

from collections.abc import Iterable, Sequence

from civic.core.db import db


def copy_rows(target: str, rows: Iterable[Sequence[object]]) -> None:
    """COPY rows into ``target``, "table (column, ...)", a constant of ours. Constraints and defaults hold as for INSERT."""
    connection = db.session.connection().connection.driver_connection
    with connection.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:  # type: ignore[union-attr]
        for row in rows:
            copy.write_row(row)
