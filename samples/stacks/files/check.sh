dav() { curl -fsSk -u jo:secret --resolve files.test:18119:127.0.0.1 "$@"; }
serve() {
  get 18109 / | grep -qx 'host files.test, PHP 8' || get 18109 / | grep -qx 'host files, PHP 8'
  ! curl -fsk -o /dev/null https://127.0.0.1:18119/
  dav -T check.sh https://files.test:18119/check.sh >/dev/null
  dav https://files.test:18119/check.sh | cmp - check.sh
}
remember() { echo kept | dav -T - https://files.test:18119/kept >/dev/null; }
recall() { [ "$(dav https://files.test:18119/kept)" = kept ]; }
edit() { echo 'Header set X-Edited yes' >>files.conf; }
edited() { curl -fsSi http://127.0.0.1:18109/ | grep -qi '^X-Edited: yes'; }
touched="apache"
scale="certificate=1"
