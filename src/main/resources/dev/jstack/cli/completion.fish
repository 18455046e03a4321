# Completion of jstack for fish: source it, or put it into ~/.config/fish/completions.
function __jstack_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l found ($words[1] __complete -- $words[2..-1] 2>/dev/null)
    if test "$found" = :files
        __fish_complete_path (commandline -ct)
    else
        printf '%s\n' $found
    end
end
complete -c jstack -f -a '(__jstack_complete)'
complete -c jstk -f -a '(__jstack_complete)'
