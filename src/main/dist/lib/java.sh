# Sets java_home to a JDK (or run-time image) of version 25 or later. Sourced, with $home set.

is_25() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*)
        line=${line#*\"}
        line=${line%%[!0-9]*}
        [ "$line" -ge 25 ] 2>/dev/null
        return
        ;;
    esac
  done <"$1/release"
  return 1
}

find_java() {
  path_java=$(command -v java) && path_java=$(readlink -f "$path_java")
  for java_home in "${JAVA_HOME-}" "${path_java%/bin/java}" /usr/lib/jvm/* /opt/java/* /opt/jdk*; do
    is_25 "$java_home" && return
  done
  echo "jstack: needs a JDK 25 or later: set JAVA_HOME to one" >&2
  exit 1
}

# The build wrote down the JDK that the AOT caches fit to.
java_home=
[ -r "$home/lib/java-home" ] && read -r java_home <"$home/lib/java-home"
{ [ -n "$java_home" ] && [ -x "$java_home/bin/java" ]; } || find_java

# Where JNA looks for libc and libnftables; without this it would run ldconfig at each start.
libraries=/lib/x86_64-linux-gnu:/usr/lib/x86_64-linux-gnu:/lib/aarch64-linux-gnu
libraries=$libraries:/usr/lib/aarch64-linux-gnu:/lib64:/usr/lib64:/lib:/usr/lib:/usr/local/lib
