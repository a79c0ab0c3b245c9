package run

import "os/exec"

// Convert runs the converter.
func Convert(in, out string) error {
	cmd := exec.Command("python3", "convert.py", in, out)
	_, err := cmd.StdoutPipe() // want "process-boundary/pipe-never-read"
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Wait()
}
