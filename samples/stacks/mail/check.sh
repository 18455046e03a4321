serve() {
  jstack run --rm -T try | grep -qx 'there is mail: hello'
  python3 try.py "through the port" 127.0.0.1 | grep -q through
}
remember() { python3 try.py kept 127.0.0.1; }
recall() { python3 try.py kept 127.0.0.1 --read | grep -q kept; }
edit() { echo 'ann@example.test:{PLAIN}secret::::::' >>users; }
edited() { jstack exec -T imap doveadm auth test ann@example.test secret | grep -q succeeded; }
touched="imap"
scale="smtp=1"
