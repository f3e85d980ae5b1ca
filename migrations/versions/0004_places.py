"""Areas and address points."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FOLD = """
CREATE FUNCTION fold(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT btrim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, words)),
                                    '[^[:alnum:]]+', ' ', 'g')) $$;
COMMENT ON FUNCTION fold(text) IS 'Small letters without marks, words parted by one space: for search';
"""

RIGHTS = """
GRANT SELECT ON area, address_point TO civic_read;
DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO civic_app', current_database()); END $$;
"""


def upgrade() -> None:
    """Make the tables; imports stage their rows in temporary ones."""
    op.execute(FOLD)
    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("geom", Geometry("MULTIPOLYGON", srid=4326, spatial_index=False), nullable=False),
        sa.CheckConstraint("kind IN ('city', 'district', 'estate')", name="kind_known"),
        sa.CheckConstraint("kind <> 'city' OR parent_id IS NULL", name="city_has_no_parent"),
        sa.CheckConstraint("code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="code_is_a_slug"),
        sa.CheckConstraint("name = btrim(name) AND name <> ''", name="name_given"),
        sa.CheckConstraint("population >= 0", name="population_not_negative"),
        sa.CheckConstraint("ST_IsValid(geom) AND NOT ST_IsEmpty(geom)", name="geom_valid"),
        sa.ForeignKeyConstraint(["parent_id"], ["area.id"], name="fk_area_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_area"),
        sa.UniqueConstraint("code", name="uq_area_code"),
    )
    op.create_index("ix_area_geom", "area", ["geom"], postgresql_using="gist")
    op.create_index("ix_area_parent_id", "area", ["parent_id"])
    op.create_table(
        "address_point",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("simc", sa.String(), nullable=True),
        sa.Column("ulic", sa.String(), nullable=True),
        sa.Column("point", Geometry("POINT", srid=4326, spatial_index=False), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column(
            "folded",
            sa.String(),
            sa.Computed(
                "fold(COALESCE(street || ' ', '') || town || COALESCE(' ' || postcode, ''))", persisted=True
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_address_point_area_id"),
        sa.PrimaryKeyConstraint("id", name="pk_address_point"),
        sa.UniqueConstraint("external_id", name="uq_address_point_external_id"),
    )
    op.create_index("ix_address_point_point", "address_point", ["point"], postgresql_using="gist")
    op.create_index(
        "ix_address_point_folded",
        "address_point",
        ["folded"],
        postgresql_using="gin",
        postgresql_ops={"folded": "gin_trgm_ops"},
    )
    op.create_index("ix_address_point_area_id", "address_point", ["area_id"])
    op.execute(RIGHTS)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("address_point")
    op.drop_table("area")
    op.execute("DROP FUNCTION fold(text)")
