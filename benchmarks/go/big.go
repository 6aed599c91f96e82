package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strconv"
	"time"

	"tailscale.com/client/local"
	"tailscale.com/ipn/ipnstate"
)

// memory is a transport whose answer is always the same.
type memory struct {
	body []byte
}

func (m memory) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(bytes.NewReader(m.body)), ContentLength: -1, Request: r,
	}, nil
}

func remembered(socket string) memory {
	c := http.Client{Transport: &http.Transport{DialContext: dialer(socket), DisableKeepAlives: true}}
	response, err := c.Get("http://local-tailscaled.sock/localapi/v0/status")
	check(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	check(err)
	return memory{body}
}

var sink int

// touch reads what our side reads in Java: every field of every peer.
func touch(status *ipnstate.Status) {
	n := 0
	for _, p := range status.Peer {
		n += len(p.ID) + int(p.NodeID) + len(p.HostName) + len(p.DNSName) + len(p.OS) + int(p.UserID) + int(p.AltSharerUserID) + len(p.TailscaleIPs)
		n += p.AllowedIPs.Len() + len(p.Addrs) + len(p.CurAddr) + len(p.Relay) + len(p.PeerRelay) + int(p.RxBytes) + int(p.TxBytes)
		n += p.Created.Second() + p.LastWrite.Second() + p.LastSeen.Second() + p.LastHandshake.Second() + len(p.PeerAPIURL) + int(p.TaildropTarget)
		n += len(p.NoFileSharingReason) + len(p.Capabilities) + len(p.CapMap) + len(p.SSH_HostKeys)
		for _, set := range []bool{p.PublicKey.IsZero(), p.Tags != nil, p.PrimaryRoutes != nil, p.Online, p.ExitNode, p.ExitNodeOption, p.Active,
			p.ShareeNode, p.InNetworkMap, p.InMagicSock, p.InEngine, p.Expired, p.KeyExpiry != nil, p.Location != nil} {
			if set {
				n++
			}
		}
	}
	sink += n
}

func allocated(c *local.Client, n int) {
	out := make([]byte, 0, 12*n)
	var before, after runtime.MemStats
	for range n {
		runtime.ReadMemStats(&before)
		call(c)
		runtime.ReadMemStats(&after)
		out = strconv.AppendUint(append(out, ' '), after.TotalAlloc-before.TotalAlloc, 10)
	}
	fmt.Println(string(out))
}

func events(c *local.Client, n int) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	watch, err := c.WatchIPNBus(ctx, 0)
	check(err)
	defer watch.Close()
	next := func() {
		message, err := watch.Next()
		check(err)
		if message.Version == "" {
			fail("an event without a version")
		}
	}
	next()
	start := time.Now()
	for range n {
		next()
	}
	fmt.Println(int64(time.Since(start)))
}
