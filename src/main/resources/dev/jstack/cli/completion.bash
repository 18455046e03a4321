# Completion of jstack for bash: source it, or put it into a bash-completion directory.
_jstack() {
  local IFS=$'\n' cur=${COMP_WORDS[COMP_CWORD]} found
  found=$("${COMP_WORDS[0]}" __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [ "$found" = :files ]; then
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$cur"))
  else
    COMPREPLY=($(compgen -W "$found" -- "$cur"))
  fi
}
complete -F _jstack jstack jstk
