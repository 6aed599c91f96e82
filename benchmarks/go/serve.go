package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// serve listens on sockets in a directory until its stdin ends: peers-N.sock for each of the sizes, which answers status from bytes made
// beforehand, framed as the daemon's handler frames it; bus-flushed.sock and bus.sock, whose watch-ipn-bus emits events as fast as they are
// taken, in a write for each as the daemon does, or for as many as fit 64 KiB.
func serve(dir string, sizes []string) {
	for _, size := range sizes {
		status := newShapes().status(number(size))
		whole, few := statusBody(status), statusBody(withoutPeers(status))
		mux := http.NewServeMux()
		mux.HandleFunc("/localapi/v0/status", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			if r.FormValue("peers") == "false" {
				w.Write(few)
			} else {
				w.Write(whole)
			}
		})
		go http.Serve(listen(dir, "peers-"+size), mux)
		fmt.Printf("status of %s peers: %d bytes, %d without peers\n", size, len(whole), len(few))
	}
	events := newShapes().notifies(1000)
	fmt.Printf("events of the bus: %d bytes on average\n", len(bytes.Join(events, nil))/len(events))
	for _, flush := range []bool{true, false} {
		name := "bus"
		if flush {
			name = "bus-flushed"
		}
		writes := writes(events, flush)
		go func(l net.Listener) {
			for {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				go emit(conn, writes)
			}
		}(listen(dir, name))
	}
	fmt.Println("ready")
	bufio.NewScanner(os.Stdin).Scan()
}

func listen(dir, name string) net.Listener {
	l, err := net.Listen("unix", filepath.Join(dir, name+".sock"))
	check(err)
	return l
}

// writes frames events as chunks, one event a chunk as net/http does, and gathers chunks where nothing is flushed.
func writes(events [][]byte, flush bool) [][]byte {
	var all [][]byte
	var pending []byte
	for _, event := range events {
		pending = fmt.Appendf(pending, "%x\r\n%s\r\n", len(event), event)
		if flush || len(pending) > 64<<10 {
			all, pending = append(all, pending), nil
		}
	}
	if len(pending) > 0 {
		all = append(all, pending)
	}
	return all
}

// emit speaks just enough HTTP for a watch: net/http would spend more on an event than a client.
func emit(conn net.Conn, writes [][]byte) {
	defer conn.Close()
	request, err := http.ReadRequest(bufio.NewReader(conn))
	if err != nil || !strings.HasPrefix(request.URL.Path, "/localapi/v0/watch-ipn-bus") {
		return
	}
	if _, err := conn.Write([]byte("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTailscale-Cap: 130\r\nTransfer-Encoding: chunked\r\n\r\n")); err != nil {
		return
	}
	for {
		for _, chunk := range writes {
			if _, err := conn.Write(chunk); err != nil {
				return
			}
		}
	}
}
