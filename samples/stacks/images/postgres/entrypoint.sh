#!/bin/sh
# Makes a cluster, a user and a database in an empty volume, then runs the server.
set -eu
if [ "$1" = postgres ] && [ ! -s "$PGDATA/PG_VERSION" ]; then
  password=${POSTGRES_PASSWORD:-$(cat "$POSTGRES_PASSWORD_FILE")}
  user=${POSTGRES_USER:-postgres}
  file=$(mktemp)
  printf '%s\n' "$password" >"$file"
  initdb -U "$user" --pwfile="$file" -A scram-sha-256 --no-sync >/dev/null
  rm "$file"
  printf "listen_addresses = '*'\n" >>"$PGDATA/postgresql.conf"
  printf 'host all all all scram-sha-256\n' >>"$PGDATA/pg_hba.conf"
  export PGPASSWORD=$password
  pg_ctl -s -w start -o "-c listen_addresses='' -k /tmp"
  createdb -h /tmp -U "$user" "${POSTGRES_DB:-$user}" 2>/dev/null || true
  for script in /entrypoint.d/*.sql; do
    [ ! -f "$script" ] || psql -q -v ON_ERROR_STOP=1 -h /tmp -U "$user" -d "${POSTGRES_DB:-$user}" -f "$script"
  done
  pg_ctl -s -m fast -w stop
fi
exec "$@"
