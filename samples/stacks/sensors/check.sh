mqtt() { verb=$1; shift; jstack exec -T broker "mosquitto_$verb" -u sensor -P warm "$@"; }
serve() {
  until_true "jstack exec -T recorder grep -q '^sensors/' /records/log"
  mqtt sub -t 'sensors/#' -C 1 -W 5 >/dev/null
}
remember() { mqtt pub -t facts -r -m kept; sleep 1; jstack exec -T recorder sh -c 'echo kept >>/records/log'; }
recall() {
  [ "$(mqtt sub -t facts -C 1 -W 5)" = kept ]
  jstack exec -T recorder grep -qx kept /records/log
}
edit() { sed -i 's/command: \["sh", "\/sensor.sh"\]/command: ["sh", "\/sensor.sh", "again"]/' compose.yaml; }
edited() { mqtt sub -t 'sensors/#' -C 1 -W 5 >/dev/null; }
touched="sensor"
scale="sensor=4"
scaled() { until_true "[ \"\$(mqtt sub -v -t 'sensors/#' -C 24 -W 20 | cut -d' ' -f1 | sort -u | wc -l)\" = 4 ]"; }
