#!/bin/sh
# Makes a data directory, a user and a database in an empty volume, then runs the server.
set -eu
if [ "$1" = mariadbd ] && [ ! -d /var/lib/mysql/mysql ]; then
  mariadb-install-db --skip-test-db --auth-root-authentication-method=socket >/dev/null
  password=$(cat "$MARIADB_PASSWORD_FILE")
  {
    printf "CREATE DATABASE \`%s\`;\n" "$MARIADB_DATABASE"
    printf "CREATE USER '%s'@'%%' IDENTIFIED BY '%s';\n" "$MARIADB_USER" "$password"
    printf "GRANT ALL ON \`%s\`.* TO '%s'@'%%';\n" "$MARIADB_DATABASE" "$MARIADB_USER"
  } >/tmp/init.sql
  set -- "$@" --init-file=/tmp/init.sql
fi
exec "$@" --bind-address=0.0.0.0
