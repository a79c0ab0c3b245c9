package mail

import (
	"fmt"
	"os"
	x "os/exec"
)

// Send closes the pipe when it fails, and not when it succeeds.
func Send(to, body string) error {
	var cmd = x.Command("/usr/sbin/sendmail", "-t")
	cmd.Stderr = os.Stderr
	w, err := cmd.StdinPipe() // want "process-boundary/stdin-never-closed"
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "To: %s\n\n%s\n", to, body); err != nil {
		w.Close()
		return err
	}
	return cmd.Wait()
}
