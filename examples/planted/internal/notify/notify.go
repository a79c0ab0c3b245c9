package notify

import (
	"net/http"
	"os/exec"
)

// Handler starts the notifier and does not look back.
func Handler(w http.ResponseWriter, r *http.Request) {
	cmd := exec.Command("./notify.sh", r.PathValue("order"))
	if err := cmd.Start(); err != nil { // want "process-boundary/started-not-waited"
		http.Error(w, "notify", http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}
