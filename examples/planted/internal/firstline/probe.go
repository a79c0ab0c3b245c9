package firstline

import (
	"bufio"
	"os/exec"
)

// First gives the first line; the Wait of the error path reads nothing afterwards.
func First(script string) (string, error) {
	cmd := exec.Command("bash", script)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	if len(script) > 100 {
		// decoy: process-boundary/pipe-read-after-wait
		return "", cmd.Wait()
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if waitErr := cmd.Wait(); waitErr != nil {
		return "", waitErr
	}
	return line, err
}
