package assetserver

import (
	"log"
	"os"
	run "os/exec"
	"syscall"
)

// Serve starts the asset server and gives a function that stops it.
func Serve(dir string) (stop func()) {
	c := run.Command("node", "serve.js", dir)
	c.Stdout = os.Stdout
	if err := c.Start(); err != nil {
		log.Print(err)
		return func() {}
	}
	return func() {
		_ = c.Process.Signal(syscall.SIGINT) // want "process-boundary/cargo-cult-interrupt-stop"
		if err := c.Wait(); err != nil { // want "process-boundary/wait-without-bound"
			log.Print(err)
		}
	}
}
