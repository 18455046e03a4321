#compdef jstack jstk
# Completion of jstack for zsh: source it, or put it as _jstack into a directory of $fpath.
_jstack() {
  local -a found
  found=("${(@f)$(${words[1]} __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ ${found[1]} == :files ]]; then
    _files
  else
    compadd -a found
  fi
}
if [ "$funcstack[1]" = _jstack ]; then
  _jstack "$@"
else
  compdef _jstack jstack jstk
fi
