package health

import (
	"encoding/json"
	"net/http"
)

type answer struct {
	Status string `json:"status"`
}

func handle(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		http.Error(w, "GET only", http.StatusMethodNotAllowed)
		return
	}
	if err := json.NewEncoder(w).Encode(answer{Status: "ok"}); err != nil { // want "protocol-mismatch/json-without-type"
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
