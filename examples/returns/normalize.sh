#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Merchants' returns: CSV on standard input, one JSON object per row on standard output.
#
# Columns are found by the names in the header. A row that cannot be used is named on standard error (REJECT) and left
# out; the other rows stand. Exit code: 0 done; 65 the file as a whole cannot be read, throw the output away;
# 75 something is missing on this machine, try again elsewhere.

export LC_ALL=C   # bytes, and a point in numbers, wherever this runs

command -v awk > /dev/null || { echo "WARN awk is not installed" >&2; exit 75; }

# exec: a signal to this process is a signal to awk, and no shell stays behind to forget its child.
exec awk '
BEGIN {
  FS = "\037"   # the unit separator stands between fields once quotes and commas are read
  START = 0; PLAIN = 1; QUOTED = 2; CLOSED = 3
  state = START

  for (i = 1; i < 32; i++) escape[sprintf("%c", i)] = sprintf("\\u%04x", i)
  escape["\""] = "\\\""
  escape["\\"] = "\\\\"

  # Digits after the point, ISO 4217; every other currency has two.
  n = split("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF", codes, " ")
  for (i = 1; i <= n; i++) places[codes[i]] = 0
  n = split("BHD IQD JOD KWD LYD OMR TND", codes, " ")
  for (i = 1; i <= n; i++) places[codes[i]] = 3
}

# Reads one line into record. A quoted field may go on in the next line: then state is QUOTED afterwards.
function scan(line,    i, n, c) {
  if (state == QUOTED) record = record "\n"
  else { record = ""; state = START; first = NR }
  if (state == START && index(line, "\"") == 0) {   # most lines have no quote
    sub(/\r$/, "", line)
    gsub(/\037/, " ", line)
    gsub(/,/, FS, line)
    record = line
    return
  }
  n = length(line)
  for (i = 1; i <= n; i++) {
    c = substr(line, i, 1)
    if (c == FS) c = " "
    if (state == QUOTED) {
      if (c == "\"") state = CLOSED
      else record = record c
    }
    else if (c == ",") { record = record FS; state = START }
    else if (c == "\r" && i == n) continue
    else if (c == "\"" && state == START) state = QUOTED
    else if (c == "\"" && state == CLOSED) { record = record c; state = QUOTED }   # a doubled quote
    else { record = record c; state = PLAIN }
  }
}

function value(name) { return $(h[name] + 0) }   # + 0: one awk takes nothing but a number here

function json(text,    i, n, c, out) {
  if (text !~ /["\\\001-\037]/) return "\"" text "\""
  n = length(text)
  for (i = 1; i <= n; i++) {
    c = substr(text, i, 1)
    out = out ((c in escape) ? escape[c] : c)
  }
  return "\"" out "\""
}

# Decimal text to whole minor units, half up, digit by digit: 0.005 is one cent, with no binary fraction in between.
# Empty when the text is no amount.
function minor(text, digits,    exponent, negative, point) {
  if (text !~ /^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$/) return ""
  negative = sub(/^-/, "", text)
  exponent = 0
  if (match(text, /[eE]/)) {
    exponent = substr(text, RSTART + 1) + 0
    text = substr(text, 1, RSTART - 1)
  }
  point = index(text, ".")
  if (point) sub(/\./, "", text)
  else point = length(text) + 1
  point = point - 1 + exponent + digits
  match(text, /^0*/)
  point -= RLENGTH
  text = substr(text, RLENGTH + 1)
  if (text == "") return "0"
  if (negative || point > 15) return ""
  if (point < 0) return "0"
  while (length(text) <= point) text = text "0"
  return sprintf("%.0f", substr(text, 1, point) + (substr(text, point + 1, 1) >= "5"))
}

function reject(why) {
  print "REJECT line " first ": " why > "/dev/stderr"
  rejected++
}

function row(    order, qty, currency, amount) {
  # Surplus commas are those of an unquoted comment in the last column, which nobody reads.
  if (NF < columns || (NF > columns && h["comment"] != columns))
    return reject(columns " fields expected, " NF " found")
  order = value("order_id")
  qty = value("qty")
  currency = value("currency")
  if (order !~ /^[1-9][0-9]*$/) return reject("order_id is no number")
  if (qty !~ /^[1-9][0-9]*$/) return reject("qty is no number")
  amount = minor(value("amount"), (currency in places) ? places[currency] : 2)
  if (amount == "") return reject("amount is no number")
  print "{\"return_id\":" json(value("return_id")) ",\"order_id\":" order ",\"sku\":" json(value("sku")) \
    ",\"qty\":" qty ",\"reason\":" json(value("reason")) ",\"amount_minor\":" amount \
    ",\"currency\":" json(currency) "}"
  written++
}

{
  scan($0)
  if (state == QUOTED) next
  if (record == "") next
  $0 = record
  if (!columns) {
    columns = NF
    for (i = 1; i <= NF; i++) h[$i] = i
    next
  }
  row()
}

END {
  if (state == QUOTED) {
    print "REJECT line " first ": the quote is never closed" > "/dev/stderr"
    exit 65
  }
  print "INFO " (written + 0) " rows written, " (rejected + 0) " rejected" > "/dev/stderr"
}
'
