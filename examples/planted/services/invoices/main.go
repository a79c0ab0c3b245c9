package main

import (
	"fmt"
	"time"

	"example.com/orders/services/invoices/zone"
)

func main() {
	at, err := zone.Local(time.Now())
	fmt.Println(at, err)
}
