module example.com/shop/orderd

go 1.24
