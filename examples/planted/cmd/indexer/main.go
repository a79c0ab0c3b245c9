package main

import "fmt"

var tokenizer, keyboard string

func main() {
	fmt.Println("indexer", tokenizer, keyboard)
}
