"""The exit codes of the command: what each says to a shell."""

from __future__ import annotations

FINE, FAILED, WRONG = 0, 1, 2  # all went well; a check or an example fails; a text or the command line is wrong
# As sysexits.h has them, which mail and service managers go by: a fault of the program, and no output.
BROKEN, NO_OUTPUT = 70, 74
SIGNALLED = 128  # the code is this and the number of the signal, as shells have it
INTERRUPTED = 130  # by Ctrl-C, signal 2
