# decoy: module-proxy/sumdb-off
export GOSUMDB := sumdb.example.org
export GOPRIVATE := git.corp.internal

private:
	go build ./...
