// The Go side of the benchmarks: it calls status over Tailscale's own client as it is told on stdin, one command a line.
//
//	status N           N calls on kept connections
//	new N              N calls, each on a new connection
//	threads T MILLIS   T goroutines for that long, as many kept connections
//	default T MILLIS   the same with the client as it comes, which keeps two connections
//
// The answer is one line: the nanoseconds of each call, or for threads and default the number of calls and the nanoseconds they took.
// `peer pick NAME` reads JSON from stdin and prints its field NAME: the parser of the comparison with a child process where there is no jq.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tailscale.com/client/local"
)

func main() {
	if len(os.Args) == 3 && os.Args[1] == "pick" {
		pick(os.Args[2])
		return
	}
	if len(os.Args) != 2 {
		fail("usage: peer SOCKET | peer pick NAME")
	}
	socket := os.Args[1]
	kept := client(socket, nil)
	fresh := client(socket, &http.Transport{DialContext: dialer(socket), DisableKeepAlives: true})
	wide := client(socket, &http.Transport{DialContext: dialer(socket), MaxIdleConnsPerHost: 64})
	plain := client(socket, nil)
	fmt.Println("ready", runtime.Version(), runtime.GOMAXPROCS(0))
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		switch {
		case len(words) == 2 && words[0] == "status":
			latencies(kept, number(words[1]))
		case len(words) == 2 && words[0] == "new":
			latencies(fresh, number(words[1]))
		case len(words) == 3 && words[0] == "threads":
			throughput(wide, number(words[1]), number(words[2]))
		case len(words) == 3 && words[0] == "default":
			throughput(plain, number(words[1]), number(words[2]))
		default:
			fail("not a command: " + lines.Text())
		}
	}
}

func client(socket string, transport *http.Transport) *local.Client {
	c := &local.Client{Socket: socket, UseSocketOnly: true}
	if transport != nil {
		c.Transport = transport
	}
	return c
}

func dialer(socket string) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", socket)
	}
}

func call(c *local.Client) {
	status, err := c.Status(context.Background())
	if err != nil {
		fail(err.Error())
	}
	if status.Self == nil {
		fail("a status without this device in it")
	}
}

func latencies(c *local.Client, n int) {
	out := make([]byte, 0, 12*n)
	for range n {
		start := time.Now()
		call(c)
		out = strconv.AppendInt(append(out, ' '), int64(time.Since(start)), 10)
	}
	fmt.Println(string(out))
}

func throughput(c *local.Client, threads, millis int) {
	var calls atomic.Int64
	var running sync.WaitGroup
	start := time.Now()
	end := start.Add(time.Duration(millis) * time.Millisecond)
	for range threads {
		running.Go(func() {
			for time.Now().Before(end) {
				call(c)
				calls.Add(1)
			}
		})
	}
	running.Wait()
	fmt.Println(calls.Load(), int64(time.Since(start)))
}

func pick(name string) {
	var fields map[string]json.RawMessage
	if err := json.NewDecoder(os.Stdin).Decode(&fields); err != nil {
		fail(err.Error())
	}
	fmt.Println(string(fields[name]))
}

func number(word string) int {
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 {
		fail("not a count: " + word)
	}
	return n
}

func fail(what string) {
	fmt.Fprintln(os.Stderr, "benchmarks peer: "+what)
	os.Exit(1)
}
