package normalize

import (
	"io"
	"os/exec"
)

// CSV lets a goroutine write: its deferred Close comes when the writing is done.
func CSV(file io.Reader) ([]byte, error) {
	cmd := exec.Command("./normalize.sh")
	// decoy: process-boundary/stdin-never-closed
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	go func() {
		defer in.Close()
		io.Copy(in, file)
	}()
	return cmd.Output()
}
