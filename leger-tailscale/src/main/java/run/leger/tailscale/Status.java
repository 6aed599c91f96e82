package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.core.IpAddress;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What tailscaled knows of itself and the tailnet.
 *
 * <p>Mirrors {@code ipnstate.Status}.
 *
 * @param version the long version of the daemon
 * @param tun whether packets go through a kernel interface; false in userspace networking
 * @param backendState the state of the daemon
 * @param haveNodeKey whether the device has logged in at least once
 * @param authUrl the address to show where a login is pending; may be empty although one is needed
 * @param tailscaleIps the device's own addresses; empty before login, kept while stopped
 * @param self the device itself; there before login too, without a key
 * @param exitNodeStatus the exit node in use, or null
 * @param health the daemon's current complaints, for people
 * @param currentTailnet the tailnet, or null before login
 * @param certDomains the names for which this device can have a certificate; empty where HTTPS is off
 * @param extraRecords further DNS records of the tailnet; since daemon 1.100
 * @param peers the other devices by node key, in the daemon's order; empty without peers and before login
 * @param users everybody who owns a device in sight, by user id
 * @param clientVersion what is known of updates, or null where checks are off
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Status(
        String version,
        boolean tun,
        BackendState backendState,
        boolean haveNodeKey,
        String authUrl,
        List<IpAddress> tailscaleIps,
        @Nullable PeerStatus self,
        @Nullable ExitNodeStatus exitNodeStatus,
        List<String> health,
        @Nullable TailnetStatus currentTailnet,
        List<String> certDomains,
        List<DnsRecord> extraRecords,
        Map<NodeKey, PeerStatus> peers,
        Map<UserId, UserProfile> users,
        @Nullable ClientVersion clientVersion,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public Status {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Status parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Status.parse", Status::read);
    }

    /**
     * Returns who owns this device.
     *
     * @return the profile behind {@code self}'s user id, or empty before login
     */
    public Optional<UserProfile> selfUser() {
        return self == null ? Optional.empty() : Optional.ofNullable(users.get(self.userId()));
    }

    static Status read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String version = "";
        boolean tun = false;
        BackendState backendState = BackendState.NONE;
        boolean haveNodeKey = false;
        String authUrl = "";
        List<IpAddress> tailscaleIps = List.of();
        @Nullable PeerStatus self = null;
        @Nullable ExitNodeStatus exitNodeStatus = null;
        List<String> health = List.of();
        @Nullable TailnetStatus currentTailnet = null;
        List<String> certDomains = List.of();
        List<DnsRecord> extraRecords = List.of();
        Map<NodeKey, PeerStatus> peers = Map.of();
        Map<UserId, UserProfile> users = Map.of();
        @Nullable ClientVersion clientVersion = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Version" -> version = in.text();
                case "TUN" -> tun = in.bool();
                case "BackendState" -> backendState = BackendState.read(in);
                case "HaveNodeKey" -> haveNodeKey = in.bool();
                case "AuthURL" -> authUrl = in.text();
                case "TailscaleIPs" -> tailscaleIps = Wire.addresses(in);
                case "Self" -> self = in.objectOrNull(PeerStatus::read);
                case "ExitNodeStatus" -> exitNodeStatus = in.objectOrNull(ExitNodeStatus::read);
                case "Health" -> health = in.list(JsonIn::text);
                case "CurrentTailnet" -> currentTailnet = in.objectOrNull(TailnetStatus::read);
                case "CertDomains" -> certDomains = in.list(JsonIn::text);
                case "ExtraRecords" -> extraRecords = in.list(DnsRecord::read);
                case "Peer" -> peers = Wire.peers(in);
                case "User" -> users = Wire.users(in);
                case "ClientVersion" -> clientVersion = in.objectOrNull(ClientVersion::read);
                default -> in.skip();
            }
        }
        return new Status(
                version,
                tun,
                backendState,
                haveNodeKey,
                authUrl,
                tailscaleIps,
                self,
                exitNodeStatus,
                health,
                currentTailnet,
                certDomains,
                extraRecords,
                peers,
                users,
                clientVersion,
                in.rawSince(mark));
    }
}
