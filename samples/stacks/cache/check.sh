serve() {
  key=$RANDOM
  [ "$(get 18105 /slow/$key)" = "computed $key now" ]
  [ "$(get 18105 /slow/$key)" = "computed $key before" ]
  get 18105 /title | grep -q '^a slow thing: 0'
}
remember() { :; }
recall() { :; }
edit() { echo DELAY=0.1 >local.env; }
edited() { get 18105 /slow/x >/dev/null; jstack exec -T app printenv DELAY | grep -qx 0.1; }
touched="app"
scale="memcached=2"
