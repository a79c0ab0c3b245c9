package label

import (
	"net/http"
	"os/exec"
)

// Print answers POST /labels with a PDF.
func Print(w http.ResponseWriter, r *http.Request) {
	cmd := exec.Command("python3", "label.py", "--format", "pdf") // want "process-boundary/command-no-context"
	cmd.Stdin = r.Body
	pdf, err := cmd.Output()
	if err != nil {
		http.Error(w, "label", http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "application/pdf")
	w.Write(pdf)
}
