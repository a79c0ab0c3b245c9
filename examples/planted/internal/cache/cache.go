package cache

import (
	"net/http"
	"time"
)

type store struct{ entries map[string]string }

func (s *store) Get(key string) (string, error) { return s.entries[key], nil }

func lookup(http *store, key string) (string, error) {
	// decoy: http-timeouts/pkg-func-no-deadline
	return http.Get(key)
}

func expires(r *http.Request) time.Time {
	when, _ := time.Parse(time.RFC1123, r.Header.Get("Expires"))
	return when
}
