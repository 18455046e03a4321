sql() { jstack exec -T -e PGPASSWORD="kept safe" database psql -qAt -h 127.0.0.1 -U keeper -c "$1"; }
serve() {
  sql 'create table if not exists facts (fact text)'
  jstack exec -T cron backup /dumps | grep -q '^wrote dump-'
  patience=80 until_true "jstack logs --no-log-prefix cron | grep -q '^wrote dump-'"
}
remember() { sql "insert into facts values ('kept')"; jstack exec -T cron backup /dumps >/dev/null; }
recall() {
  [ "$(sql 'select fact from facts')" = kept ]
  jstack exec -T cron sh -c 'grep -l kept /dumps/*.sql' >/dev/null
}
edit() { sed -i 's/^      \* \* /      *\/1 * /' compose.yaml; }
edited() { jstack exec -T cron grep -q '^\*/1' /etc/cron.d/backup; }
touched="cron"
scale="database=1"
