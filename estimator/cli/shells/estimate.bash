# Completion of estimate in bash, from 4.4 on. What it offers is asked of the command itself.
_estimate_completion() {
    local IFS=$'\n'
    mapfile -t COMPREPLY < <("${COMP_WORDS[0]/#\~/$HOME}" --complete bash "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}
complete -o nospace -F _estimate_completion estimate capacity-estimator
