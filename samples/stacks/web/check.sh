serve() {
  [ "$(get 18101 /)" = hello ] || [ "$(get 18101 /)" = hi ]
  curl -fsS -d "served" http://127.0.0.1:18101/notes >/dev/null
  until_true "get 18101 /notes | grep -q '\"done\":true,\"text\":\"served\"'"
}
remember() { curl -fsS -d "kept" http://127.0.0.1:18101/notes >/dev/null; }
recall() { get 18101 /notes | grep -q '"text":"kept"'; }
edit() { echo GREETING=hi >.env; }
edited() { [ "$(get 18101 /)" = hi ]; }
touched="web"
scale="worker=3"
