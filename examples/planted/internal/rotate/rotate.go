package rotate

import "time"

// UntilMidnight waits for a moment of the calendar: that is a matter of the wall clock.
func UntilMidnight() time.Duration {
	// decoy: clock/elapsed-on-wall
	midnight := time.Now().UTC().Truncate(24 * time.Hour).Add(24 * time.Hour)
	return time.Until(midnight)
}

// UntilNextMinute aligns to the minute: both readings are one and the same.
func UntilNextMinute() time.Duration {
	now := time.Now()
	next := now.Truncate(time.Minute).Add(time.Minute)
	return next.Sub(now)
}
