serve() { get 18106 / | grep -q '^balance'; }
remember() { curl -fsS -d 42 http://127.0.0.1:18106/ | grep -qx 'balance 42'; }
recall() { get 18106 / | grep -qx 'balance: 42'; }
edit() { sed -i 's/"balance "/"balance: "/' Ledger.java; build=--build; }
edited() { get 18106 / | grep -q '^balance: '; }
touched="ledger"
scale="postgres=1"
