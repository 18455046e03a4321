import os

import redis
from flask import Flask, jsonify, request

import db

app = Flask(__name__)
queue = redis.from_url(os.environ["REDIS_URL"])


@app.get("/health")
def health():
    queue.ping()
    return "ok"


@app.get("/")
def index():
    return os.environ["GREETING"] + "\n"


@app.post("/notes")
def add():
    with db.connect() as connection, connection.cursor() as cursor:
        cursor.execute("insert into notes (text) values (%s) returning id", (request.get_data(as_text=True),))
        number = cursor.fetchone()[0]
    queue.rpush("notes", number)
    return jsonify(id=number), 201


@app.get("/notes")
def notes():
    with db.connect() as connection, connection.cursor() as cursor:
        cursor.execute("select text, done from notes order by id")
        return jsonify([{"text": text, "done": done} for text, done in cursor.fetchall()])
