import db

with db.connect() as connection, connection.cursor() as cursor:
    cursor.execute("create table if not exists notes (id serial primary key, text text, done boolean default false)")
print("migrated")
