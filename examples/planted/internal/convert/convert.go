package convert

import (
	"io"
	"os/exec"
)

// ToUTF8 gives the converted file.
func ToUTF8(path string) ([]byte, error) {
	cmd := exec.Command("uconv", "-t", "utf-8", path)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	if err := cmd.Wait(); err != nil { // want "process-boundary/pipe-read-after-wait"
		return nil, err
	}
	return io.ReadAll(stdout)
}
