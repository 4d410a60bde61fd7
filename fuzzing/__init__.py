"""A fuzzer over every command, exporter and door of the package: `./run fuzz`, or `python -m fuzzing`.

What comes in: a seed, and how long or how many. What comes out: a table of what was tried and, for each law that was
broken, the smallest input that breaks it, in a file that `python -m fuzzing --repeat FILE` tries again.

    cases         one input, and how it is kept in a file
    vocabulary    words, numbers and texts that inputs are made of
    expressions   a grammar of expressions, typed most of the time
    sheets        a grammar of whole sheets over it
    shipped       what the repository holds: calls of the library, texts to mutate
    schemas       SQL
    mutations     changes of any text
    watch         processor time, memory and coverage of what is tried
    streams       the command in this process, with streams of its own
    laws          what must hold of any text that is read or printed
    documents     what must hold of an exported file
    targets/      the ways in: each file is one, makes inputs and tries them
    findings      what broke, by its cause
    minimise      the smallest input that still breaks it
    campaign      the loop of one process; `workers` starts several
"""
