module example.com/shop/returns/measure

go 1.24
