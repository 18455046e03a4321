import os
import time

from flask import Flask
from pymemcache.client.base import Client

app = Flask(__name__)
host, port = os.environ["SERVERS"].split(":")
store = Client((host, int(port)), connect_timeout=2, timeout=2)


@app.get("/title")
def title():
    return os.environ["TITLE"] + "\n"


@app.get("/slow/<key>")
def slow(key):
    value = store.get(key)
    if value is None:
        time.sleep(float(os.environ["DELAY"]))
        value = b"computed " + key.encode()
        store.set(key, value, expire=60)
        return value + b" now\n"
    return value + b" before\n"
