package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand"
	"net/netip"
	"time"

	"go4.org/mem"
	"tailscale.com/ipn"
	"tailscale.com/ipn/ipnstate"
	"tailscale.com/tailcfg"
	"tailscale.com/types/key"
	"tailscale.com/types/views"
)

// shapes makes answers with the mix of fields that a daemon's have: Tailscale's own types, written by the encoder and with the indentation of
// its handlers. The same seed makes the same bytes.
type shapes struct {
	random *rand.Rand
	now    time.Time
}

func newShapes() *shapes {
	return &shapes{rand.New(rand.NewSource(1)), time.Date(2026, 3, 1, 12, 0, 0, 123456789, time.UTC)}
}

var (
	systems = []string{"linux", "linux", "linux", "macOS", "windows", "iOS", "android"}
	relays  = []string{"fra", "nyc", "sfo", "sin", "tok", "lhr"}
	tags    = []string{"tag:server", "tag:k8s", "tag:ci", "tag:prod"}
	words   = []string{"build", "runner", "laptop", "web", "db", "edge", "phone", "cache"}
)

const suffix = "tail0e5d.ts.net"

func (s *shapes) key() key.NodePublic {
	var raw [32]byte
	s.random.Read(raw[:])
	return key.NodePublicFromRaw32(mem.B(raw[:]))
}

func (s *shapes) stableID() tailcfg.StableNodeID {
	const letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	id := make([]byte, 12)
	for i := range id {
		id[i] = letters[s.random.Intn(len(letters))]
	}
	return tailcfg.StableNodeID(id) + "CNTRL"
}

func (s *shapes) before(limit time.Duration) time.Time {
	return s.now.Add(-time.Duration(s.random.Int63n(int64(limit))))
}

// addresses gives a node's own two.
func addresses(i int) []netip.Addr {
	v4 := netip.AddrFrom4([4]byte{100, byte(64 + i>>16), byte(i >> 8), byte(i)})
	v6 := netip.MustParseAddr(fmt.Sprintf("fd7a:115c:a1e0::%x:%x", 0x4300+i>>16, i&0xffff))
	return []netip.Addr{v4, v6}
}

func view[T any](values ...T) *views.Slice[T] {
	v := views.SliceOf(values)
	return &v
}

// peer is a device as populatePeerStatusLocked and magicsock fill it: six of ten online, one of ten with packets under way, a quarter tagged.
func (s *shapes) peer(i, users int) *ipnstate.PeerStatus {
	os := systems[s.random.Intn(len(systems))]
	host := fmt.Sprintf("%s-%s-%d", words[s.random.Intn(len(words))], words[s.random.Intn(len(words))], i)
	ips := addresses(i)
	prefixes := []netip.Prefix{netip.PrefixFrom(ips[0], 32), netip.PrefixFrom(ips[1], 128)}
	p := &ipnstate.PeerStatus{
		ID: s.stableID(), NodeID: tailcfg.NodeID(s.random.Int63n(1 << 52)), PublicKey: s.key(),
		HostName: host, DNSName: host + "." + suffix + ".", OS: os, UserID: tailcfg.UserID(1000 + s.random.Intn(users)),
		TailscaleIPs: ips, Relay: relays[s.random.Intn(len(relays))], Created: s.before(800 * 24 * time.Hour),
		Online: s.random.Intn(10) < 6, InNetworkMap: true, InMagicSock: true, TaildropTarget: ipnstate.TaildropTargetOwnedByOtherUser,
		ExitNodeOption: s.random.Intn(200) == 0,
	}
	if s.random.Intn(4) == 0 {
		p.Tags = view(tags[s.random.Intn(len(tags))])
		p.UserID = 1
	} else {
		expiry := s.now.Add(time.Duration(s.random.Int63n(int64(180 * 24 * time.Hour)))).Round(time.Second)
		p.KeyExpiry = &expiry
	}
	if p.ExitNodeOption {
		prefixes = append(prefixes, netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0"))
	}
	if s.random.Intn(50) == 0 {
		route := netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(i >> 8), byte(i), 0}), 24)
		prefixes = append(prefixes, route)
		p.PrimaryRoutes = view(route)
	}
	p.AllowedIPs = view(prefixes...)
	if p.Online {
		port := 1024 + s.random.Intn(60000)
		p.PeerAPIURL = []string{fmt.Sprintf("http://%v:%d", ips[0], port), fmt.Sprintf("http://[%v]:%d", ips[1], port)}
	} else {
		p.LastSeen = s.before(60 * 24 * time.Hour).Truncate(100 * time.Millisecond)
		p.TaildropTarget = ipnstate.TaildropTargetOffline
	}
	if p.Online && s.random.Intn(6) == 0 {
		p.CurAddr = fmt.Sprintf("203.0.113.%d:%d", s.random.Intn(256), 41641)
		p.RxBytes, p.TxBytes = s.random.Int63n(1<<32), s.random.Int63n(1<<32)
		p.LastWrite, p.LastHandshake = s.before(time.Minute), s.before(2*time.Minute)
		p.Active, p.InEngine = true, true
	}
	if os == "linux" && s.random.Intn(10) == 0 {
		p.SSH_HostKeys = []string{"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJxL0Q5vQm2n6P5vX3o7w3m1n8f9k0b2q4s6u8w0y2A4"}
	}
	if s.random.Intn(10) == 0 {
		p.CapMap = tailcfg.NodeCapMap{"https://tailscale.com/cap/ssh": nil, "funnel": nil}
	}
	return p
}

// status is a whole answer.
func (s *shapes) status(peers int) *ipnstate.Status {
	users := 2 + peers/4
	self := s.peer(0, users)
	self.CapMap = tailcfg.NodeCapMap{}
	for _, c := range []tailcfg.NodeCapability{
		tailcfg.CapabilityHTTPS, tailcfg.NodeAttrFunnel, tailcfg.CapabilityFileSharing, tailcfg.CapabilityAdmin, tailcfg.CapabilitySSH,
		"https://tailscale.com/cap/funnel-ports?ports=443,8443,10000", tailcfg.NodeAttrDNSSubdomainResolve, "probe-udp-lifetime", "ssh-env-vars",
	} {
		self.CapMap[c] = nil
		self.Capabilities = append(self.Capabilities, c)
	}
	self.Addrs = []string{"203.0.113.77:41641", "192.168.1.20:41641", "172.17.0.1:41641"}
	status := &ipnstate.Status{
		Version: "1.102.5-t1c2f2ebb4-g6f4d2b0a1", TUN: true, BackendState: "Running", HaveNodeKey: true, TailscaleIPs: self.TailscaleIPs, Self: self,
		MagicDNSSuffix: suffix, CurrentTailnet: &ipnstate.TailnetStatus{Name: "example.com", MagicDNSSuffix: suffix, MagicDNSEnabled: true},
		CertDomains: []string{"dev." + suffix}, Peer: map[key.NodePublic]*ipnstate.PeerStatus{}, User: map[tailcfg.UserID]tailcfg.UserProfile{},
	}
	for i := 1; i <= peers; i++ {
		p := s.peer(i, users)
		status.Peer[p.PublicKey] = p
	}
	for i := range users {
		id := tailcfg.UserID(1000 + i)
		status.User[id] = tailcfg.UserProfile{
			ID: id, LoginName: fmt.Sprintf("person.%d@example.com", i), DisplayName: fmt.Sprintf("Person Nr. %d", i),
			ProfilePicURL: fmt.Sprintf("https://lh3.googleusercontent.com/a/ACg8ocK%dx=s96-c", 1_000_000+i),
		}
	}
	return status
}

// statusBody is what the daemon's handler writes.
func statusBody(status *ipnstate.Status) []byte {
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetIndent("", "\t")
	check(e.Encode(status))
	return body.Bytes()
}

// withoutPeers is the answer to peers=false: no peer, and of the users only the device's own.
func withoutPeers(status *ipnstate.Status) *ipnstate.Status {
	few := *status
	few.Peer = nil
	few.User = map[tailcfg.UserID]tailcfg.UserProfile{status.Self.UserID: status.User[status.Self.UserID]}
	return &few
}

// notifies are messages of a busy bus: traffic counters, peers that come and go, complaints.
func (s *shapes) notifies(n int) [][]byte {
	var encoded [][]byte
	for i := range n {
		message := ipn.Notify{Version: "1.102.5-t1c2f2ebb4-g6f4d2b0a1"}
		switch i % 4 {
		case 0:
			live := map[key.NodePublic]ipnstate.PeerStatusLite{}
			for range 3 {
				k := s.key()
				live[k] = ipnstate.PeerStatusLite{NodeKey: k, TxBytes: s.random.Int63n(1 << 32), RxBytes: s.random.Int63n(1 << 32), LastHandshake: s.before(time.Minute)}
			}
			message.Engine = &ipn.EngineStatus{RBytes: s.random.Int63n(1 << 40), WBytes: s.random.Int63n(1 << 40), NumLive: 3, LiveDERPs: 1, LivePeers: live}
		case 1:
			online, seen := i%8 == 1, s.before(time.Hour)
			message.PeerChangedPatch = []*tailcfg.PeerChange{
				{NodeID: tailcfg.NodeID(s.random.Int63n(1 << 52)), Online: &online, LastSeen: &seen},
				{NodeID: tailcfg.NodeID(s.random.Int63n(1 << 52)), DERPRegion: 4, Endpoints: []netip.AddrPort{netip.MustParseAddrPort("203.0.113.9:41641"), netip.MustParseAddrPort("192.168.7.7:41641")}},
			}
		case 2:
			message.PeersChanged = []*tailcfg.Node{s.node(i)}
		case 3:
			message.PeerState = map[tailcfg.StableNodeID]ipn.PeerState{}
			for range 2 {
				message.PeerState[s.stableID()] = ipn.PeerState{PeerWireGuardState: ipn.PeerWireGuardState(1 + s.random.Intn(2)), PeerWireGuardStateAt: s.before(time.Hour)}
			}
		}
		line, err := json.Marshal(&message)
		check(err)
		encoded = append(encoded, append(line, '\n'))
	}
	return encoded
}

func (s *shapes) node(i int) *tailcfg.Node {
	p := s.peer(i, 100)
	online := true
	return &tailcfg.Node{
		ID: p.NodeID, StableID: p.ID, Name: p.DNSName, User: p.UserID, Key: p.PublicKey, Addresses: p.AllowedIPs.AsSlice()[:2], AllowedIPs: p.AllowedIPs.AsSlice(),
		Endpoints: []netip.AddrPort{netip.MustParseAddrPort("203.0.113.9:41641")}, HomeDERP: 4, Created: p.Created, Cap: 130, Online: &online,
		Hostinfo:          (&tailcfg.Hostinfo{OS: p.OS, Hostname: p.HostName, Services: []tailcfg.Service{{Proto: tailcfg.PeerAPI4, Port: 40000}, {Proto: tailcfg.PeerAPI6, Port: 40000}}}).View(),
		MachineAuthorized: true,
	}
}
