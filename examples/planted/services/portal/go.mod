module example.com/orders/services/portal

go 1.26
