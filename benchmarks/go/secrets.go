package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/tailscale/setec/audit"
	"github.com/tailscale/setec/client/setec"
	"github.com/tailscale/setec/db"
	"github.com/tailscale/setec/server"
	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"tailscale.com/client/tailscale/apitype"
	"tailscale.com/tailcfg"
)

// secretName names the secrets of the benchmark, in Java too.
func secretName(i int) string { return fmt.Sprintf("bench/secret-%05d", i) }

// open is the key encryption of a server on loopback that has nothing to hide.
type open struct{}

func (open) Encrypt(plain, context []byte) ([]byte, error) {
	return append(append([]byte{}, context...), plain...), nil
}

func (open) Decrypt(sealed, context []byte) ([]byte, error) {
	if !bytes.HasPrefix(sealed, context) {
		return nil, errors.New("another context")
	}
	return sealed[len(context):], nil
}

// secretsServer runs setec's own handlers on loopback, with that many secrets, until its stdin ends.
func secretsServer(dir string, count int) {
	database := filepath.Join(dir, "database")
	writeDatabase(database, count)
	auditLog := audit.New(io.Discard)
	opened, err := db.Open(database, open{}, auditLog)
	check(err)
	mux := http.NewServeMux()
	_, err = server.New(context.Background(), server.Config{DB: opened, Mux: mux, WhoIs: func(context.Context, string) (*apitype.WhoIsResponse, error) {
		return &apitype.WhoIsResponse{
			Node:        &tailcfg.Node{Name: "bench.example."},
			UserProfile: &tailcfg.UserProfile{ID: 1, LoginName: "bench@example.com"},
			CapMap:      tailcfg.PeerCapMap{server.ACLCap: {`{"action":["get","info","put","activate"],"secret":["*"]}`}},
		}, nil
	}})
	check(err)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	go http.Serve(listener, mux)
	fmt.Printf("ready http://%s\n", listener.Addr())
	bufio.NewScanner(os.Stdin).Scan()
}

// writeDatabase writes the file at once: each put of the server writes all of it, which takes minutes for so many.
func writeDatabase(file string, count int) {
	type secret struct {
		Versions                     map[string]string
		ActiveVersion, LatestVersion int
	}
	secrets := map[string]secret{}
	for i := range count {
		value := base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "value of %d, 32 bytes or so long", i))
		secrets[secretName(i)] = secret{map[string]string{"1": value}, 1, 1}
	}
	plain, err := json.Marshal(map[string]any{"Secrets": secrets})
	check(err)
	key, err := keyset.NewHandle(aead.XChaCha20Poly1305KeyTemplate())
	check(err)
	cipher, err := aead.New(key)
	check(err)
	sealed, err := cipher.Encrypt(plain, []byte("setec database v1"))
	check(err)
	var wrapped bytes.Buffer
	check(key.WriteWithAssociatedData(keyset.NewBinaryWriter(&wrapped), open{}, []byte("setec DEK v1")))
	document, err := json.Marshal(map[string]any{"Version": 1, "DEK": wrapped.Bytes(), "DB": sealed})
	check(err)
	check(os.WriteFile(file, document, 0o600))
}

// secretsPeer keeps a Store of that many secrets, and answers on stdout to commands on stdin: poll N with the nanoseconds of each of N refreshes,
// read with the picoseconds of one read of a handle, by Go's own benchmark.
func secretsPeer(url string, count int) {
	names := make([]string, count)
	for i := range names {
		names[i] = secretName(i)
	}
	store, err := setec.NewStore(context.Background(), setec.StoreConfig{
		Client: setec.Client{Server: url}, Secrets: names, PollInterval: -1, Logf: log.New(io.Discard, "", 0).Printf,
	})
	check(err)
	handle := store.Secret(secretName(count / 2))
	fmt.Printf("ready %s, GOMAXPROCS %d\n", runtime.Version(), runtime.GOMAXPROCS(0))
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		switch {
		case len(words) == 2 && words[0] == "poll":
			latencies(number(words[1]), func() { check(store.Refresh(context.Background())) })
		case len(words) == 1 && words[0] == "read":
			testing.Init()
			result := testing.Benchmark(func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					length += len(handle.Get())
				}
			})
			fmt.Println(result.T.Nanoseconds()*1000/int64(result.N), result.AllocedBytesPerOp())
		default:
			fail("not a command: " + lines.Text())
		}
	}
}

var length int
