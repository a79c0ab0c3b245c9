#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# normalize.sh against a table of hard files, exact bytes, with every awk that this machine has.
# Prints one line per failure and `N passed, N failed`; exit code 1 when something failed.

set -u
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d) || exit 3
trap 'rm -rf "$scratch"' EXIT

passed=0
failed=0
header='return_id,order_id,sku,qty,reason,amount,currency,comment'
row='R00000001,1,ABC-000001,1,late,12.50,EUR,'
right='{"return_id":"R00000001","order_id":1,"sku":"ABC-000001","qty":1,"reason":"late","amount_minor":1250,"currency":"EUR"}\n'

report() {   # NAME WHAT GOT WANTED
  failed=$((failed + 1))
  printf 'FAIL %s %s: %s\n  got    %q\n  wanted %q\n' "$awk" "$1" "$2" "$3" "$4"
}

# NAME, INPUT, wanted OUTPUT, wanted STDERR, wanted EXIT; the texts are printf formats.
expect() {
  local name=$1 wanted_exit=${5:-0} got_exit got_out got_err
  printf "$2" > "$scratch/in"
  printf "$3" > "$scratch/wanted"
  PATH=$scratch/$awk:$PATH "$here/normalize.sh" < "$scratch/in" > "$scratch/out" 2> "$scratch/err"
  got_exit=$?
  got_err=$(cat "$scratch/err")
  if ! cmp -s "$scratch/out" "$scratch/wanted"; then
    got_out=$(cat "$scratch/out")
    report "$name" output "$got_out" "$(cat "$scratch/wanted")"
  elif [ "$got_exit" != "$wanted_exit" ]; then report "$name" 'exit code' "$got_exit" "$wanted_exit"
  elif [ "$got_err" != "$4" ]; then report "$name" 'standard error' "$got_err" "$4"
  else passed=$((passed + 1))
  fi
}

amount() {   # TEXT CURRENCY MINOR-UNITS
  expect "amount $1 $2" "$header\nR00000001,1,ABC-000001,1,late,$1,$2,\n" \
    "$(printf '%s' "$right" | sed "s/1250/$3/; s/EUR/$2/")" 'INFO 1 rows written, 0 rejected'
}

refused() {   # NAME ROW REASON
  expect "$1" "$header\n$2\n" '' "REJECT line 2: $3
INFO 0 rows written, 1 rejected"
}

cases() {
  local one='INFO 1 rows written, 0 rejected' none='INFO 0 rows written, 0 rejected'
  expect 'empty file' '' '' "$none"
  expect 'header only' "$header\n" '' "$none"
  expect 'header without newline' "$header" '' "$none"
  expect 'one row' "$header\n$row\n" "$right" "$one"
  expect 'no final newline' "$header\n$row" "$right" "$one"
  expect 'crlf' "$header\r\n$row\r\n" "$right" "$one"
  expect 'crlf, no final newline' "$header\r\n$row\r" "$right" "$one"
  expect 'mixed line ends' "$header\r\n$row\n" "$right" "$one"
  expect 'blank lines' "\n$header\n\n$row\n\r\n" "$right" "$one"
  expect 'quoted header' '"return_id","order_id","sku","qty","reason","amount","currency","comment"\n'"$row\n" "$right" "$one"
  expect 'every field quoted' "$header"'\n"R00000001","1","ABC-000001","1","late","12.50","EUR",""\n' "$right" "$one"
  expect 'every field quoted, crlf' "$header"'\r\n"R00000001","1","ABC-000001","1","late","12.50","EUR","x"\r\n' "$right" "$one"
  expect 'comma in quotes' "$header\n$row"'"a, b, c"\n' "$right" "$one"
  expect 'doubled quotes' "$header\n$row"'"say ""no"", twice"""\n' "$right" "$one"
  expect 'only quotes' "$header\n$row"'""""""\n' "$right" "$one"
  expect 'quote inside a plain field' "$header\n$row"'5" wide\n' "$right" "$one"
  expect 'embedded newline' "$header\n$row"'"a\nb"\n' "$right" "$one"
  expect 'embedded crlf' "$header\r\n$row"'"a\r\nb"\r\n' "$right" "$one"
  expect 'embedded empty lines' "$header\n$row"'"\n\n\n"\n' "$right" "$one"
  expect 'newline and quote' "$header\n$row"'"a\n""b"",\n"\n'"$row\n" "$right$right" 'INFO 2 rows written, 0 rejected'
  expect 'embedded newline, no final newline' "$header\n$row"'"a\nb"' "$right" "$one"
  expect 'unicode comment' "$header\n$row"'太小了 😞 pękło\n' "$right" "$one"
  expect 'bytes that are no utf-8' "$header\n$row"'\xcc\xab\xd0\xa1\n' "$right" "$one"
  expect 'unit separator in a comment' "$header\n$row"'a\037b\n' "$right" "$one"
  expect 'unit separator in quotes' "$header\n$row"'"a\037,b"\n' "$right" "$one"
  expect 'backslash and percent' "$header\n$row"'\\\\ %%s &\n' "$right" "$one"
  expect 'unquoted comma in the comment' "$header\n$row"'a, b\n' "$right" "$one"
  expect 'other column order' 'comment,currency,amount,reason,qty,sku,order_id,return_id\n,EUR,12.50,late,1,ABC-000001,1,R00000001\n' "$right" "$one"
  expect 'without the comment column' "${header%,comment}\n${row%,}\n" "$right" "$one"
  expect 'twelve digits' "$header\n${row/,1,/,999999999999,}\n" "${right/\"order_id\":1/\"order_id\":999999999999}" "$one"
  expect 'text is escaped' "$header"'\nR\t1,1,"a""\\b",1,late,12.50,EUR,\n' \
    '{"return_id":"R\\u00091","order_id":1,"sku":"a\\"\\\\b","qty":1,"reason":"late","amount_minor":1250,"currency":"EUR"}\n' "$one"
  expect 'unclosed quote' "$header\n$row\n$row"'"never\nends\n' "$right" 'REJECT line 3: the quote is never closed' 65
  expect 'the good rows stand' "$header\n$row\nR2,1\n$row\n" "$right$right" 'REJECT line 3: 8 fields expected, 2 found
INFO 2 rows written, 1 rejected'

  refused 'too few fields' 'R00000001,1' '8 fields expected, 2 found'
  refused 'order_id is text' 'R00000001,x,ABC-000001,1,late,1,EUR,' 'order_id is no number'
  refused 'order_id is empty' 'R00000001,,ABC-000001,1,late,1,EUR,' 'order_id is no number'
  refused 'order_id with leading zero' 'R00000001,01,ABC-000001,1,late,1,EUR,' 'order_id is no number'
  refused 'qty is a fraction' 'R00000001,1,ABC-000001,1.5,late,1,EUR,' 'qty is no number'
  refused 'amount is text' 'R00000001,1,ABC-000001,1,late,free,EUR,' 'amount is no number'
  refused 'amount with decimal comma' 'R00000001,1,ABC-000001,1,late,"1,5",EUR,' 'amount is no number'
  refused 'amount is negative' 'R00000001,1,ABC-000001,1,late,-1,EUR,' 'amount is no number'
  refused 'amount is too large' 'R00000001,1,ABC-000001,1,late,1e30,EUR,' 'amount is no number'

  amount 0 EUR 0
  amount -0 EUR 0
  amount -0.0e7 EUR 0
  amount 12.5 EUR 1250
  amount 19.99 EUR 1999
  amount 0.07 EUR 7
  amount 1.005 EUR 101
  amount 1.015 EUR 102
  amount 2.675 EUR 268
  amount 0.005 EUR 1
  amount 0.0049999999999999999999 EUR 0
  amount 0.995 EUR 100
  amount 999999.995 EUR 100000000
  amount 1e3 EUR 100000
  amount 1E+2 EUR 10000
  amount 1.25e-1 EUR 13
  amount 5e-3 EUR 1
  amount 4.9e-3 EUR 0
  amount 1e-400 EUR 0
  amount 0e999 EUR 0
  amount 1e006 EUR 100000000
  amount 1000000 EUR 100000000
  amount 9800 JPY 9800
  amount 0.5 JPY 1
  amount 12.345 KWD 12345
}

# What nobody in the shop had tried: a byte order mark. The output is wrong, and this test says how, so that the
# example keeps breaking by the mechanism it is about.
mark() {
  local whole='R00000001\\u001f1\\u001fABC-000001\\u001f1\\u001flate\\u001f12.50\\u001fEUR\\u001f'
  local one='INFO 1 rows written, 0 rejected'
  expect 'mark: the whole record becomes return_id' "\xef\xbb\xbf$header\n$row\n" "${right/R00000001/"$whole"}" "$one"
  expect 'mark before a quoted header' '\xef\xbb\xbf"return_id","order_id","sku","qty","reason","amount","currency","comment"\n'"$row\n" \
    "${right/R00000001/"$whole"}" "$one"
}

stops() {   # SIGTERM while it waits for input: gone at once, and nothing of it left
  local pid status
  mkfifo "$scratch/fifo.$awk"
  exec 9<> "$scratch/fifo.$awk"
  PATH=$scratch/$awk:$PATH "$here/normalize.sh" < "$scratch/fifo.$awk" > "$scratch/out" 2> "$scratch/err" 9>&- &
  pid=$!
  for _ in {1..200}; do   # the shell must have become awk: until then the signal would not meet the script
    [ "$(cat "/proc/$pid/comm" 2> /dev/null)" = awk ] && break
    sleep 0.01
  done
  printf "$header\n" >&9
  kill -TERM "$pid"
  wait "$pid"
  status=$?
  exec 9>&-
  if [ "$status" = 143 ]; then passed=$((passed + 1)); else report stop 'exit code' "$status" 143; fi
}

tried=''
for awk in mawk gawk original-awk busybox awk; do
  path=$(command -v "$awk") || continue
  [ "$awk" = awk ] && [ -n "$tried" ] && continue   # the system's awk is one of those above
  mkdir "$scratch/$awk"
  ln -s "$path" "$scratch/$awk/awk"
  tried="$tried $awk"
  cases
  mark
  stops
done
[ -n "$tried" ] || { echo 'no awk on this machine: apt-get install mawk' >&2; exit 3; }
echo "awk:$tried"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
