package routes

import (
	"encoding/json"
	"net/http"
)

func asJSON(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		next.ServeHTTP(w, r)
	})
}

func list(w http.ResponseWriter, r *http.Request) {
	// decoy: protocol-mismatch/json-without-type
	_ = json.NewEncoder(w).Encode([]int{1, 2})
}
