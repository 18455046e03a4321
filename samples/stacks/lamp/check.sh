serve() {
  get 18102 / | grep -q '^PHP 8.2.*MariaDB'
  [ -z "$(jstack ps -q dump)" ]
}
remember() { get 18102 '/?name=kept' | grep -q kept; }
recall() {
  get 18102 / | grep -q kept
  jstack run --rm -T dump | grep -q "INSERT INTO .visits."
}
edit() { sed -i 's/64M/96M/' compose.yaml; }
edited() { until_true "get 18102 / | grep -q MariaDB"; }
touched="mariadb"
scale="php=2"
