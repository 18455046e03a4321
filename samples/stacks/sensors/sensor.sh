#!/bin/sh
# Says twice a second how warm it is.
trap 'exit 0' TERM
while :; do
  mosquitto_pub -h broker -u "$MQTT_USER" -P "$MQTT_PASSWORD" -t "sensors/$(hostname)" -m "$(($(date +%s) % 30))"
  sleep 0.5 &
  wait $!
done
