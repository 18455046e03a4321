query() { curl -fsSG http://127.0.0.1:18110/api/v1/query --data-urlencode "query=$1"; }
value() { query "$1" | sed -n 's/.*"value":\[[^,]*,"\([^"]*\)".*/\1/p'; }
serve() {
  until_true '[ "$(value "sum(up)")" -ge 3 ]'
  query node_memory_MemTotal_bytes | grep -q '"job":"node"'
}
remember() { until_true '[ "$(value "max(scrapes_total)")" -ge 2 ]'; date +%s >.then; }
recall() { [ "$(value "count(max_over_time(scrapes_total[1h] @ $(cat .then)))")" -ge 1 ]; }
edit() { echo INTERVAL=2s >>.env; }
edited() { curl -fsS http://127.0.0.1:18110/api/v1/status/config | grep -q 'scrape_interval: 2s'; }
touched="prometheus"
scale="app=3"
scaled() { until_true '[ "$(value "count(up{job=\"app\"} == 1)")" = 3 ]'; }
