package wake

import "time"

// Timer gives a timer that fires at once and is set again later: a nanosecond is over before
// anyone could round it.
func Timer() *time.Timer {
	// decoy: clock/sub-millisecond-timer
	return time.NewTimer(time.Nanosecond)
}

// Yield lets others run.
func Yield() {
	time.Sleep(0)
}

// Elapsed counts in microseconds, and waits for nothing.
func Elapsed(since time.Time) float64 {
	return float64(time.Since(since)) / float64(time.Microsecond)
}
