module example.com/strace

go 1.22.0
