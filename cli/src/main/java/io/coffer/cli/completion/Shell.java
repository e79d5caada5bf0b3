package io.coffer.cli.completion;

import java.util.List;
import java.util.SortedMap;

/** The shells that there is a script for; spelled as they are typed. */
enum Shell {
    bash {
        @Override
        String script(CompletionTable table) {
            return "# Completes coffer in bash; read it with: source <(coffer completion bash)\n"
                    + array("declare -gA _coffer_words=", table.words())
                    + array("declare -gA _coffer_values=", table.values())
                    + """
                    _coffer() {
                        local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} path=coffer at
                        for ((at = 1; at < COMP_CWORD; at++)); do
                            [[ -z ${_coffer_words["$path ${COMP_WORDS[at]}"]+known} ]] || path+=" ${COMP_WORDS[at]}"
                        done
                        if [[ $before == -* && -n ${_coffer_values[$before]+known} ]]; then
                            COMPREPLY=($(compgen -W "${_coffer_values[$before]}" -- "$current"))
                        else
                            COMPREPLY=($(compgen -W "${_coffer_words[$path]}" -- "$current"))
                        fi
                    }
                    complete -o default -F _coffer coffer
                    """;
        }
    },
    zsh {
        @Override
        String script(CompletionTable table) {
            return "#compdef coffer\n# Completes coffer in zsh; read it after compinit with: source <(coffer completion zsh)\n"
                    + array("typeset -gA _coffer_words=", table.words())
                    + array("typeset -gA _coffer_values=", table.values())
                    + """
                    _coffer() {
                        local before=${words[CURRENT - 1]} path_=coffer word
                        for word in ${words[2,CURRENT - 1]}; do
                            (( ! ${+_coffer_words[$path_ $word]} )) || path_+=" $word"
                        done
                        if [[ $before == -* ]] && (( ${+_coffer_values[$before]} )); then
                            if [[ -n ${_coffer_values[$before]} ]]; then
                                compadd -- ${=_coffer_values[$before]}
                            else
                                _files
                            fi
                        else
                            compadd -- ${=_coffer_words[$path_]}
                        fi
                    }
                    (( ! ${+functions[compdef]} )) || compdef _coffer coffer
                    """;
        }
    },
    fish {
        @Override
        String script(CompletionTable table) {
            StringBuilder script = new StringBuilder("""
                    # Completes coffer in fish; read it with: coffer completion fish | source
                    function __coffer_words
                        switch $argv[1]
                    """);
            table.words()
                    .forEach((path, words) -> script.append("        case '")
                            .append(path)
                            .append("'\n            printf '%s\\n' ")
                            .append(CompletionTable.joined(words))
                            .append('\n'));
            script.append("    end\nend\nfunction __coffer_values\n    switch $argv[1]\n");
            table.values()
                    .forEach((option, values) -> script.append("        case '")
                            .append(option)
                            .append("'\n            ")
                            .append(
                                    values.isEmpty()
                                            ? "__fish_complete_path"
                                            : "printf '%s\\n' " + CompletionTable.joined(values))
                            .append('\n'));
            return script.append("""
                            case '*'
                                return 1
                        end
                    end
                    function __coffer_complete
                        set -l typed (commandline -opc)
                        __coffer_values $typed[-1]; and return
                        set -l path coffer
                        for word in $typed[2..-1]
                            set -l further (__coffer_words "$path $word")
                            test (count $further) -eq 0; or set path "$path $word"
                        end
                        __coffer_words $path
                    end
                    complete -c coffer -f -a '(__coffer_complete)'
                    """).toString();
        }
    };

    abstract String script(CompletionTable table);

    private static String array(String declaration, SortedMap<String, List<String>> entries) {
        StringBuilder array = new StringBuilder(declaration).append("(\n");
        entries.forEach((key, words) -> array.append("    [")
                .append(key.replace(" ", "\\ "))
                .append("]='")
                .append(CompletionTable.joined(words))
                .append("'\n"));
        return array.append(")\n").toString();
    }
}
