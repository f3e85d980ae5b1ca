"""The roles and the database that the site uses, as SQL that may be run again."""

OWNER, APP, READ, DATABASE = "civic_owner", "civic_app", "civic_read", "civic"

ROLES = "".join(
    f"select 'create role {role} login' where not exists (select from pg_roles where rolname = '{role}') \\gexec\n"
    for role in (OWNER, APP, READ)
)

# The migrations run as the owner of the database; what each of the other two may do is granted there.
DATABASE_SQL = f"""
select 'create database {DATABASE} owner {OWNER}' where not exists (select from pg_database where datname = '{DATABASE}') \\gexec
revoke all on database {DATABASE} from public;
grant connect on database {DATABASE} to {APP}, {READ};
"""

EXTENSION = "create extension if not exists postgis;\n"
