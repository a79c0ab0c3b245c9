package rates

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// Latest asks the bank for today's rates; every order waits for it.
func Latest(base string) (map[string]float64, error) {
	resp, err := http.Get(fmt.Sprintf("https://rates.example.com/latest?base=%s", base)) // want "http-timeouts/pkg-func-no-deadline"
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var rates map[string]float64
	return rates, json.NewDecoder(resp.Body).Decode(&rates)
}
