#!/bin/bash
# What iconv drops is noticed: the cleaned file must equal the original.
set -eu
# decoy: process-boundary/cargo-cult-iconv-ignore
iconv -c -f UTF-8 -t UTF-8 "$1" > /tmp/clean
if ! cmp -s "$1" /tmp/clean; then
  echo "$1: has bytes that are not UTF-8" >&2
  exit 65
fi
