serve() {
  until_true "get 18112 /notes | grep -qx seed"
  get 18112 /motto | grep -q 'is fine'
}
remember() { curl -fsS -d kept http://127.0.0.1:18112/notes; }
recall() { get 18112 /notes | grep -qx kept; }
edit() { echo 'large is fine' >assets/motto.txt; }
edited() { get 18112 /motto | grep -q 'large is fine'; }
touched="notes seed"
scale="seed=2"
