package create

import (
	"encoding/json"
	"net/http"
)

type store interface {
	Create(r *http.Request) (int64, error)
}

type server struct{ store store }

func (s *server) create(w http.ResponseWriter, r *http.Request) {
	id, err := s.store.Create(r)
	if err != nil {
		http.Error(w, "cannot store the order", http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusCreated)
	w.Header().Set("Content-Type", "application/json") // want "protocol-mismatch/header-after-write"
	_ = json.NewEncoder(w).Encode(map[string]int64{"id": id})
}
