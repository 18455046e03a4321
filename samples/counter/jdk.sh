# sh jdk.sh TOOL [ARGUMENT...]: runs a tool of the JDK that $JAVA_HOME names, else of the one whose
# javac is on the PATH, else of the newest below /usr/lib/jvm.
tool=$1
shift
for home in "$JAVA_HOME" "$(readlink -f "$(command -v javac)" | sed 's|/bin/javac$||')" \
    $(ls -d /usr/lib/jvm/* /opt/*/ 2>/dev/null | sort -rV); do
  [ -x "$home/bin/$tool" ] && [ -d "$home/lib" ] && exec "$home/bin/$tool" "$@"
done
echo "no JDK with $tool found: set JAVA_HOME to one below /usr or /opt" >&2
exit 1
