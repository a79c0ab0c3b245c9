# want+1 "module-proxy/insecure-transport"
export GOPROXY := http://proxy.example.org,direct

mirrored:
	go build ./...
