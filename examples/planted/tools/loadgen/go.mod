module example.com/orders/tools/loadgen

go 1.24.3

toolchain go1.26.1

require go.uber.org/automaxprocs v1.6.0
