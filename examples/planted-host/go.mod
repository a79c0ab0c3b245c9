module example.com/planted-host

go 1.22
