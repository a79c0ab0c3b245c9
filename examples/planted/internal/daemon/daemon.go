package daemon

import "os/exec"

// Daemon is waited for by Stop.
type Daemon struct {
	cmd *exec.Cmd
}

// Start keeps the command.
func (d *Daemon) Start() error {
	cmd := exec.Command("node", "worker.js")
	// decoy: process-boundary/started-not-waited
	if err := cmd.Start(); err != nil {
		return err
	}
	d.cmd = cmd
	return nil
}

// Stop closes nothing and waits.
func (d *Daemon) Stop() error {
	return d.cmd.Wait()
}
