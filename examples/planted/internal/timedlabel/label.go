package timedlabel

import (
	"net/http"
	"os"
	"os/exec"
	"time"
)

// Print has a deadline of its own making.
func Print(w http.ResponseWriter, r *http.Request) {
	// decoy: process-boundary/command-no-context
	cmd := exec.Command("python3", "label.py")
	cmd.Stdin = r.Body
	cmd.Stdout = os.Stdout
	if err := cmd.Start(); err != nil {
		http.Error(w, "label", http.StatusBadGateway)
		return
	}
	timer := time.AfterFunc(10*time.Second, func() { cmd.Process.Kill() })
	defer timer.Stop()
	if err := cmd.Wait(); err != nil {
		http.Error(w, "label", http.StatusBadGateway)
	}
}
