// Labtsnet joins the throwaway tailnet as a program that embeds Tailscale, and says where its LocalAPI listens.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"tailscale.com/tsnet"
)

func main() {
	dir := flag.String("dir", "", "directory for the node's state; the LocalAPI's address and token go to the file loopback in it")
	control := flag.String("control", "http://127.0.0.1:18080", "control server")
	hostname := flag.String("hostname", "embedded", "name in the tailnet")
	flag.Parse()

	node := &tsnet.Server{Dir: *dir, Hostname: *hostname, ControlURL: *control, AuthKey: "lab", UserLogf: log.Printf, Logf: func(string, ...any) {}}
	defer node.Close()
	addr, _, token, err := node.Loopback()
	check(err)
	// Whoever waits for the file finds all of it.
	file := filepath.Join(*dir, "loopback")
	check(os.WriteFile(file+".new", fmt.Appendf(nil, "%s %s\n", addr, token), 0o600))
	check(os.Rename(file+".new", file))

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, os.Interrupt)
	<-stop
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
