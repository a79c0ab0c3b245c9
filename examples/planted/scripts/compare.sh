#!/bin/sh
# decoy: native-memory/gomemlimit-malformed
GOMEMLIMIT=471859200 ./orders once
GOMEMLIMIT=off ./orders once
GOMEMLIMIT=2GiB ./orders serve
