// The Go side of the benchmark of Caddyfiles: Caddy's own formatter, block parser and lexer on one file, as it is told on stdin, one command a
// line.
//
//	format      lays the file out
//	parse       parses it into blocks
//	tokenize    splits it into tokens
//	blocks      how many blocks it has
//	allocated   what one parse allocates
//
// The answer is one number: nanoseconds, blocks, or bytes.
package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/caddyserver/caddy/v2/caddyconfig/caddyfile"
)

var sink int

func main() {
	if len(os.Args) != 2 {
		fail("usage: caddyfile-peer FILE")
	}
	file, err := os.ReadFile(os.Args[1])
	check(err)
	fmt.Printf("ready %s, GOMAXPROCS %d\n", runtime.Version(), runtime.GOMAXPROCS(0))
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		switch lines.Text() {
		case "format":
			timed(func() { sink += len(caddyfile.Format(file)) })
		case "parse":
			timed(func() { sink += len(parse(file)) })
		case "tokenize":
			timed(func() {
				tokens, err := caddyfile.Tokenize(file, "Caddyfile")
				check(err)
				sink += len(tokens)
			})
		case "blocks":
			fmt.Println(len(parse(file)))
		case "allocated":
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			sink += len(parse(file))
			runtime.ReadMemStats(&after)
			fmt.Println(after.TotalAlloc - before.TotalAlloc)
		default:
			fail("not a command: " + lines.Text())
		}
	}
}

func parse(file []byte) []caddyfile.ServerBlock {
	blocks, err := caddyfile.Parse("Caddyfile", file)
	check(err)
	return blocks
}

func timed(what func()) {
	start := time.Now()
	what()
	fmt.Println(int64(time.Since(start)))
}

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(what string) {
	fmt.Fprintln(os.Stderr, "caddyfile peer: "+what)
	os.Exit(1)
}
