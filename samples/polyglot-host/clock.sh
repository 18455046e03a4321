# Writes how long it has been running to the shared volume, every second.
trap 'echo "clock: stopped"; exit 0' TERM
echo "clock: ticking"
seconds=0
while true; do
  echo "$seconds" | awk '{printf "%d min %02d s\n", $1 / 60, $1 % 60}' >/shared/uptime.next
  mv /shared/uptime.next /shared/uptime
  seconds=$((seconds + 1))
  sleep 1 &
  wait $!
done
