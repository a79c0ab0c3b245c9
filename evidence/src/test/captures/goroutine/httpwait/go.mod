module example.com/httpwait

go 1.22
