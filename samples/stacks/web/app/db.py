import os
import psycopg2


def connect():
    with open("/run/secrets/db_password") as secret:
        password = secret.read().strip()
    return psycopg2.connect(
        host=os.environ["DATABASE_HOST"],
        user=os.environ["DATABASE_USER"],
        dbname=os.environ["DATABASE_NAME"],
        password=password,
    )
