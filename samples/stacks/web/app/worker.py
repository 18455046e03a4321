import os
import signal
import sys

import redis

import db

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
queue = redis.from_url(os.environ["REDIS_URL"])
print("worker waits", flush=True)
while True:
    item = queue.blpop("notes", timeout=1)
    if item:
        with db.connect() as connection, connection.cursor() as cursor:
            cursor.execute("update notes set done = true where id = %s", (int(item[1]),))
        print("done", int(item[1]), flush=True)
