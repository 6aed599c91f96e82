package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;
import run.leger.tailscale.DnsConfig;
import run.leger.tailscale.Node;
import run.leger.tailscale.NodeKey;
import run.leger.tailscale.UserId;
import run.leger.tailscale.UserProfile;
import run.leger.tailscale.derp.DerpMap;
import run.leger.tailscale.lock.AumHash;

/**
 * All that the control plane told this device. Upstream says of it that it changes with any release.
 *
 * <p>Mirrors {@code netmap.NetworkMap}.
 *
 * @param cached whether it is an old one, from the disk
 * @param selfNode this device, or null
 * @param allCaps the names of all capabilities of this device
 * @param nodeKey the node key of this device
 * @param machineKey its machine key, or empty
 * @param peers the others, by their numeric id
 * @param dns the DNS settings, or null
 * @param packetFilter what others may reach here, as the daemon uses it
 * @param packetFilterRules the same, as the control plane sent it
 * @param sshPolicy who may log in by Tailscale SSH, or null where nobody may
 * @param collectServices whether the tailnet wants to know the services of its devices
 * @param derpMap the relays, or null
 * @param displayMessages problems that the control plane sees, by their ids
 * @param tkaEnabled whether Tailnet Lock is on
 * @param tkaHead the last change to it that the control plane knows, or none
 * @param domain the name of the tailnet
 * @param domainAuditLogId the id for audit logs, or empty where they are off
 * @param userProfiles the users of all nodes by their ids
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record NetworkMap(
        boolean cached,
        @Nullable Node selfNode,
        List<String> allCaps,
        NodeKey nodeKey,
        String machineKey,
        List<Node> peers,
        @Nullable DnsConfig dns,
        List<FilterMatch> packetFilter,
        List<FilterRule> packetFilterRules,
        @Nullable SshPolicy sshPolicy,
        boolean collectServices,
        @Nullable DerpMap derpMap,
        Map<String, DisplayMessage> displayMessages,
        boolean tkaEnabled,
        AumHash tkaHead,
        String domain,
        String domainAuditLogId,
        Map<UserId, UserProfile> userProfiles,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public NetworkMap {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static NetworkMap parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "NetworkMap.parse", NetworkMap::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static NetworkMap parse(Json json) {
        return JsonIn.read(json.utf8(), "NetworkMap.parse", NetworkMap::read);
    }

    private static Map<UserId, UserProfile> users(JsonIn in) {
        Map<UserId, UserProfile> users = new LinkedHashMap<>();
        in.map(user -> user.part(UserProfile::parse)).forEach((key, user) -> {
            if (user != null) {
                users.put(user.id(), user);
            }
        });
        return Collections.unmodifiableMap(users);
    }

    static NetworkMap read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        boolean cached = false;
        @Nullable Node selfNode = null;
        List<String> allCaps = List.of();
        NodeKey nodeKey = NodeKey.of("");
        String machineKey = "";
        List<Node> peers = List.of();
        @Nullable DnsConfig dns = null;
        List<FilterMatch> packetFilter = List.of();
        List<FilterRule> packetFilterRules = List.of();
        @Nullable SshPolicy sshPolicy = null;
        boolean collectServices = false;
        @Nullable DerpMap derpMap = null;
        Map<String, DisplayMessage> displayMessages = Map.of();
        boolean tkaEnabled = false;
        AumHash tkaHead = new AumHash("");
        String domain = "";
        String domainAuditLogId = "";
        Map<UserId, UserProfile> userProfiles = Map.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Cached" -> cached = in.bool();
                case "SelfNode" -> selfNode = in.part(Node::parse);
                case "AllCaps" -> allCaps = in.list(JsonIn::text);
                case "NodeKey" -> nodeKey = NodeKey.of(in.text());
                case "MachineKey" -> machineKey = in.text();
                case "Peers" -> peers = in.parts(Node::parse);
                case "DNS" -> dns = in.part(DnsConfig::parse);
                case "PacketFilter" -> packetFilter = in.list(FilterMatch::read);
                case "PacketFilterRules" -> packetFilterRules = in.list(FilterRule::read);
                case "SSHPolicy" -> sshPolicy = in.objectOrNull(SshPolicy::read);
                case "CollectServices" -> collectServices = in.bool();
                case "DERPMap" -> derpMap = in.part(DerpMap::parse);
                case "DisplayMessages" -> displayMessages = in.map(DisplayMessage::read);
                case "TKAEnabled" -> tkaEnabled = in.bool();
                case "TKAHead" -> tkaHead = new AumHash(in.text());
                case "Domain" -> domain = in.text();
                case "DomainAuditLogID" -> domainAuditLogId = in.text();
                case "UserProfiles" -> userProfiles = users(in);
                default -> in.skip();
            }
        }
        return new NetworkMap(
                cached,
                selfNode,
                allCaps,
                nodeKey,
                machineKey,
                peers,
                dns,
                packetFilter,
                packetFilterRules,
                sshPolicy,
                collectServices,
                derpMap,
                displayMessages,
                tkaEnabled,
                tkaHead,
                domain,
                domainAuditLogId,
                userProfiles,
                in.rawSince(mark));
    }
}
