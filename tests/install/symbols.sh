#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# symbols.sh SOURCE_DIR LIBRARY: the shared object exports exactly the functions that the headers declare, and calls
# nothing that a library inside somebody's R or Python must not: what prints, ends the process, draws from the global
# random stream, or changes the locale, signal handlers, the floating-point environment or (for good) GSL's handler.
# Its writable variables are those listed below, each for a reason. All checks are first proved on lists with a violation in them.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# declared HEADER...: a declaration may break after the return type or the name, so lines are joined up to the bracket.
declared() {
  cat "$@" | grep -v '^#' | tr '\n' ' ' | grep -o 'TSQ_API [^;(]*(' | sed 's/($//; s/.*[ *]\(tsq_[a-zA-Z0-9_]*\)$/\1/' | LC_ALL=C sort -u
}

# differences DECLARED EXPORTED
differences() {
  LC_ALL=C comm -23 "$1" "$2" | sed 's/$/: declared but not exported/'
  LC_ALL=C comm -13 "$1" "$2" | sed 's/$/: exported but not declared/'
}

# forbidden LIST_OF_UNDEFINED_SYMBOLS
forbidden() {
  grep -xE "$(tr -s ' \n' '|' <<'END' | sed 's/^|//; s/|$//'
abort exit lgamma _exit _Exit quick_exit __assert_fail
printf vprintf puts putchar perror psignal __printf_chk __vprintf_chk stdout stderr syslog
rand srand random srandom drand48 srand48 lrand48
setlocale signal sigaction sigprocmask atexit
fesetenv fesetround feenableexcept feclearexcept feraiseexcept
gsl_set_error_handler_off
END
)" "$1" || true
}

# writable OBJDUMP_SYMBOL_TABLE: variables in .data or .bss but for the compiler's own, the C locale made once, the
# choice of vector kernels made once, and GSL's handler (the host's one, and that it is wrapped). Of each thread's own
# (.tdata, .tbss): the last message, how deep in GSL calls it is, and the texts that models.c makes from the tables.
writable() {
  awk '/ \.(t?data|t?bss)\t/ && !/ [dfF]? *\.(data|bss)\t0+ *$/ { print $NF }' "$1" | LC_ALL=C sort -u |
    grep -vE '^(\.t?(data|bss)|__.*|_edata|_end|completed\.[0-9]+|c_locale(_once)?|chosen(\.[0-9]+)?|hosts_handler|installed|message|depth|roles|measures|(values|text)(\.[0-9]+)?)$' || true
}
objdump -t "$2" >"$work/table"
[ -s "$work/table" ] || { echo "no symbol table"; exit 1; }
{ cat "$work/table"; printf '0000000000000000 l     O .bss\t0000000000000008              stray\n'; } >"$work/stray"
[ "$(writable "$work/stray" | grep -cx stray)" -eq 1 ] || { echo "the check does not see a writable variable"; exit 1; }

nm -D --defined-only "$2" | awk '$2 ~ /[TDBRVWi]/ { sub(/@.*/, "", $3); print $3 }' | LC_ALL=C sort -u >"$work/exported"
nm -D --undefined-only "$2" | awk '{ sub(/@.*/, "", $2); print $2 }' | LC_ALL=C sort -u >"$work/undefined"
# shellcheck disable=SC2046
declared $(ls "$1"/include/tausq/*.h | grep -v '/mpi\.h$') >"$work/declared" # which declares another library's

# nm may list the version node itself
grep -v '^TAUSQ_[0-9]*$' "$work/exported" >"$work/functions" || true
{ cat "$work/functions"; echo zzz_private; } >"$work/too_many"
sed 1d "$work/functions" >"$work/too_few"
printf 'malloc\nputs\nstderr\n' >"$work/prints"
[ "$(differences "$work/functions" "$work/too_many" | wc -l)" -eq 1 ] &&
  [ "$(differences "$work/functions" "$work/too_few" | wc -l)" -eq 1 ] &&
  [ "$(forbidden "$work/prints" | wc -l)" -eq 2 ] && [ -s "$work/declared" ] ||
  { echo "the check does not see a violation"; exit 1; }

found=$(differences "$work/declared" "$work/functions"; forbidden "$work/undefined" | sed 's/$/: the library must not use it/'
  writable "$work/table" | sed 's/$/: a writable variable/')
if [ -n "$found" ]; then
  printf '%s\n' "$found"
  exit 1
fi
echo "$(wc -l <"$work/declared") functions exported as declared"
