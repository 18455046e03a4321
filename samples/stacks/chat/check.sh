serve() {
  get 18103 /version | grep -q ' development$'
  [ "$(get 18103 /say/hello)" = ok ]
  get 18103 /said | grep -q '"hello"'
}
remember() { get 18103 /say/kept; sleep 2; }
recall() { get 18103 /said | grep -q '"kept"'; }
edit() { sed -i 's/"ok/"OK/; s/ok\\n/OK\\n/' server.js; build=--build; }
edited() { [ "$(get 18103 /say/x)" = OK ]; }
touched="api"
scale="redis=1"
