// The Go side of the benchmarks: it calls Tailscale's own client as it is told on stdin, one command a line.
//
//	status N           N status calls on kept connections
//	new N              N calls, each on a new connection
//	threads T MILLIS   T goroutines for that long, as many kept connections
//	default T MILLIS   the same with the client as it comes, which keeps two connections
//	memory N           N status calls whose answer, fetched once, comes from memory
//	touch N            N status calls after each of which every field of every peer is read
//	allocated N        N status calls
//	events N           N events of one watch of the bus
//
// The answer is one line: the nanoseconds of each call; for threads and default the number of calls and the nanoseconds they took; for allocated
// the bytes that each call allocated; for events the nanoseconds from the first event to the last.
//
// `peer serve DIR SIZE...` is the other side where no daemon is wanted, see serve.
// `peer secrets-server DIR COUNT` and `peer secrets URL COUNT` are a Setec server and a store of its secrets, see secretsServer and secretsPeer.
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
	"tailscale.com/ipn/ipnstate"
)

func main() {
	if len(os.Args) == 3 && os.Args[1] == "pick" {
		pick(os.Args[2])
		return
	}
	if len(os.Args) >= 3 && os.Args[1] == "serve" {
		serve(os.Args[2], os.Args[3:])
		return
	}
	if len(os.Args) == 4 && os.Args[1] == "secrets-server" {
		secretsServer(os.Args[2], number(os.Args[3]))
		return
	}
	if len(os.Args) == 4 && os.Args[1] == "secrets" {
		secretsPeer(os.Args[2], number(os.Args[3]))
		return
	}
	if len(os.Args) != 2 {
		fail("usage: peer SOCKET | peer serve DIR SIZE... | peer pick NAME | peer secrets-server DIR COUNT | peer secrets URL COUNT")
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
			latencies(number(words[1]), func() { call(kept) })
		case len(words) == 2 && words[0] == "new":
			latencies(number(words[1]), func() { call(fresh) })
		case len(words) == 2 && words[0] == "memory":
			inMemory := client(socket, remembered(socket))
			latencies(number(words[1]), func() { call(inMemory) })
		case len(words) == 2 && words[0] == "touch":
			latencies(number(words[1]), func() { touch(call(kept)) })
		case len(words) == 2 && words[0] == "allocated":
			allocated(kept, number(words[1]))
		case len(words) == 2 && words[0] == "events":
			events(kept, number(words[1]))
		case len(words) == 3 && words[0] == "threads":
			throughput(wide, number(words[1]), number(words[2]))
		case len(words) == 3 && words[0] == "default":
			throughput(plain, number(words[1]), number(words[2]))
		default:
			fail("not a command: " + lines.Text())
		}
	}
}

func client(socket string, transport http.RoundTripper) *local.Client {
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

func call(c *local.Client) *ipnstate.Status {
	status, err := c.Status(context.Background())
	if err != nil {
		fail(err.Error())
	}
	if status.Self == nil {
		fail("a status without this device in it")
	}
	return status
}

func latencies(n int, what func()) {
	out := make([]byte, 0, 12*n)
	for range n {
		start := time.Now()
		what()
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

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(what string) {
	fmt.Fprintln(os.Stderr, "benchmarks peer: "+what)
	os.Exit(1)
}
