module example.com/orders

go 1.26

require (
	go.uber.org/automaxprocs v1.6.0
	golang.org/x/sys v0.38.0
)
