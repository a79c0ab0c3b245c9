package cond

import "net/http"

func get(w http.ResponseWriter, r *http.Request) {
	failed := r.Method != http.MethodGet
	if failed {
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
	if !failed {
		// decoy: protocol-mismatch/header-after-write
		w.Header().Set("Cache-Control", "no-store")
	}
}
