#!/usr/bin/env bash
# Our column of STYLE section 3. Printed and read, not enforced: what is enforced is in scripts/checks.
set -u
cd "$(dirname "$0")/.." || exit 1
files() { git ls-files --cached --others --exclude-standard '*.ts' '*.tsx' | while read -r f; do [ -f "$f" ] && echo "$f"; done; }
src() { files | grep -vE '\.(test|test-d|d|gen)\.tsx?$|(^|/)(tests|generated|migrations)/'; }
tests() { files | grep -E '\.test\.tsx?$|(^|/)tests/'; }
all() { xargs -r -d '\n' "$@"; }
spread() { sort -n | awk '{a[NR]=$1} END {if (NR) print "n " NR "  median " a[int((NR+1)/2)] "  p90 " a[int(NR*.9+.5)] "  max " a[NR]; else print "none"}'; }
say() { printf '%-44s %s\n' "$1" "$2"; }
sizes() { src | all wc -l | grep -v ' total$'; }
count() { wc -l | tr -d ' '; }
per() { awk -v n="$1" '{printf "%.2f", 1000*$1/(n?n:1)}'; }
names() { tests | all grep -hoP "\b(it|test)(\.\w+)*\(\s*(['\"\`])\K((?!\3).)+"; }

lines=$(src | all cat | count); testLines=$(tests | all cat | count)
fn=$(mktemp); trap 'rm -f "$fn"' EXIT
src | node scripts/function-lengths.mjs >"$fn"
say 'lines of source / of tests' "$lines / $testLines"
say '1 file lines (80/200/400)' "$(sizes | awk '{print $1}' | spread)"
say '2 files over 400, % (0, tables aside)' "$(sizes | awk '{n++} $1>400{c++} END {printf "%.1f", 100*c/(n?n:1)}')"
say '3 files per folder (12)' "$(src | all -n1 dirname | sort | uniq -c | awk '{print $1}' | spread)"
say '4 function lines (10/30/60)' "$(cut -d' ' -f1 "$fn" | spread)"
say '5 functions over 50 lines, % (1)' "$(awk '$1>50{c++} END {printf "%.1f", 100*c/(NR?NR:1)}' "$fn")"
say '6 widest constructor (5)' "$(sort -k2,2nr "$fn" | head -1 | cut -d' ' -f2,3)"
say '7 comment lines, % (5-12)' "$(src | all cat | awk '/^[ \t]*(\/\/|\/\*|\*)/{c++} END {printf "%.1f", 100*c/(NR?NR:1)}')"
say '8 commented-out lines (0)' "$(src | all grep -hE '^\s*//\s*(const|let|await|return|if \(|import|this\.|export|for \()' | count)"
say '9 type escapes per 1,000 lines (0.5)' "$(src | all grep -hoE '\bas any\b|[:<] *any\b|as unknown as|@ts-(ignore|expect-error|nocheck)' | count | per "$lines")"
say '10 clock reads (1)' "$(src | grep -v '^scripts/' | all grep -hE 'new Date\(\)|Date\.now\(\)' | count)"
say '11 files that read the environment (1)' "$(src | grep -v '^scripts/' | all grep -lE 'process\.env' | count)"
say '12 throws by kind' "$(src | all grep -hoE 'throw new [A-Za-z.]+' | sort | uniq -c | sort -rn | awk '{printf "%s %s  ", $4, $1}')"
say '13 test lines per source line (>= 1)' "$(echo "$testLines $lines" | awk '{printf "%.2f", $1/($2?$2:1)}')"
say '14 mocks per 1,000 test lines (< 1)' "$(tests | all grep -hoE '\b(vi|jest)\.(mock|fn|spyOn|doMock)\b|sinon|mock(Resolved|Return)Value|nock\(' | count | per "$testLines")"
say '15 words in a test name (8)' "$(names | awk '{print NF}' | spread)"
say '15 names with "should" (0)' "$(names | grep -c '^should ')"
say '16 sleeps in tests (0)' "$(tests | all grep -hE 'setTimeout\(|\bsleep\w*\(|\bdelay\(|await wait\(|waitForTimeout' | count)"
say 'decisions' "$(find docs/decisions -type f 2>/dev/null | count)"
say 'files that write a ticket (1)' "$(src | all grep -lE '\.(update|insert)\((tickets|ticketLog)\)' | count)"
say 'paths written twice (0)' "$(grep -rhoP "path: '\K/[^']+" contracts/src 2>/dev/null | sort -u | while read -r p; do src | grep -v '^contracts/' | all grep -lF "'$p'"; done | count)"
