module example.com/orders/services/collector

go 1.26
