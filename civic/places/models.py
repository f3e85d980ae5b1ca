"""Tables of places: areas and address points."""

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from civic.core.db import Base
from civic.core.geo import MultiPolygonColumn, PointColumn


class Area(Base):
    """A city, a district of it, an estate. Others refer to ``code``, which never changes its meaning."""

    __tablename__ = "area"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    population: Mapped[int | None]
    geom: Mapped[MultiPolygonColumn]

    __table_args__ = (
        Index("ix_area_geom", "geom", postgresql_using="gist"),
        Index("ix_area_parent_id", "parent_id"),
        CheckConstraint("kind IN ('city', 'district', 'estate')", name="kind_known"),
        CheckConstraint("kind <> 'city' OR parent_id IS NULL", name="city_has_no_parent"),
        CheckConstraint("code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="code_is_a_slug"),
        CheckConstraint("name = btrim(name) AND name <> ''", name="name_given"),
        CheckConstraint("population >= 0", name="population_not_negative"),
        CheckConstraint("ST_IsValid(geom) AND NOT ST_IsEmpty(geom)", name="geom_valid"),
    )


class AddressPoint(Base):
    """A numbered door, from the official register. Without ``street`` the number belongs to the town itself.

    ``simc``, ``ulic``: the register's numbers of the town (7 digits) and the street (5 digits). ``folded``: what a
    search looks at. ``area_id``: the most detailed area that covers the point.
    """

    __tablename__ = "address_point"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    external_id: Mapped[str] = mapped_column(unique=True)
    street: Mapped[str | None]
    number: Mapped[str]
    postcode: Mapped[str | None]
    town: Mapped[str]
    simc: Mapped[str | None]
    ulic: Mapped[str | None]
    point: Mapped[PointColumn]
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    folded: Mapped[str] = mapped_column(
        Computed("fold(COALESCE(street || ' ', '') || town || COALESCE(' ' || postcode, ''))", persisted=True)
    )

    __table_args__ = (
        Index("ix_address_point_point", "point", postgresql_using="gist"),
        Index(
            "ix_address_point_folded",
            "folded",
            postgresql_using="gin",
            postgresql_ops={"folded": "gin_trgm_ops"},
        ),
        Index("ix_address_point_area_id", "area_id"),
    )
