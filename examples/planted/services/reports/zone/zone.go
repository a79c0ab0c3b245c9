// Package zone knows where the customers are.
package zone

import "time"

// Local gives the customers' time.
func Local(at time.Time) (time.Time, error) {
	place, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		return at, err
	}
	return at.In(place), nil
}
