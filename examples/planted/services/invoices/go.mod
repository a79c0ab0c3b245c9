module example.com/orders/services/invoices

go 1.26
