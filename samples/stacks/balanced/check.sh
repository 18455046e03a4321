replicas() { for _ in $(seq 24); do get 18104 /; done | sort -u | wc -l; }
serve() { until_true "[ \"\$(replicas)\" = 3 ]"; get 18114 / | grep -q 'Statistics Report'; }
remember() { :; }
recall() { :; }
edit() { sed -i 's/timeout server 10s/timeout server 11s/' haproxy.cfg; jstack restart lb; }
edited() { until_true "[ \"\$(replicas)\" = 3 ]"; }
touched=""
scale="app=5"
scaled() { until_true "[ \"\$(replicas)\" = 5 ]"; }
