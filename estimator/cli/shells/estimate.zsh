#compdef estimate capacity-estimator
# Completion of estimate in zsh. What it offers is asked of the command itself.
_estimate() {
    local value shown
    local -a whole whole_shown open open_shown
    while IFS=$'\t' read -r value shown; do
        if [[ $value == *[=/] ]]; then
            open+=("$value") open_shown+=("$shown")
        else
            whole+=("$value") whole_shown+=("$shown")
        fi
    done < <("${(Q)words[1]/#\~/$HOME}" --complete zsh "$QIPREFIX" "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
    (( ${#whole} )) && compadd -Q -l -d whole_shown -a whole
    (( ${#open} )) && compadd -Q -S '' -l -d open_shown -a open
    return 0
}
if [[ ${funcstack[1]} == _estimate ]]; then
    _estimate "$@"
else
    compdef _estimate estimate capacity-estimator
fi
