"""The peer: bare Flask with nothing but what the measurement needs, on the same server settings."""

import os

from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import create_engine, text

app = Flask("bare")
engine = create_engine(os.environ["DATABASE_URL"], pool_size=8, max_overflow=4)
INSERT = text("INSERT INTO bare_vote (content) VALUES (:content)")


@app.get("/hello")
def hello() -> ResponseReturnValue:
    """Hello world."""
    return "hello world"


@app.post("/insert")
def insert() -> ResponseReturnValue:
    """One row, committed."""
    with engine.begin() as connection:
        connection.execute(INSERT, {"content": "x" * 200})
    return "", 303
