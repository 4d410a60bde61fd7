# Completion of estimate in fish. What it offers is asked of the command itself.
function __estimate_completion
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l quote (string match -r '^["\']' -- $word)
    set word (string replace -r '^["\']' '' -- $word)
    test -z "$quote"; and set word (string unescape -- $word)
    $words[1] --complete fish "$quote" $words "$word" 2>/dev/null
end
complete -c estimate -f -a '(__estimate_completion)'
complete -c capacity-estimator -f -a '(__estimate_completion)'
