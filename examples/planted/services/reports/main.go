package main

import (
	"fmt"
	"time"

	"example.com/orders/services/reports/zone"
)

func main() {
	at, err := zone.Local(time.Now())
	fmt.Println(at, err)
}
