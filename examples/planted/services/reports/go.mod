module example.com/orders/services/reports

go 1.26
