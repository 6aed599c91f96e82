package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.leger.core.IpAddress;
import run.leger.core.IpPrefix;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * The settings of tailscaled.
 *
 * <p>Mirrors {@code ipn.Prefs}.
 *
 * @param controlUrl the control server; empty for the default one
 * @param routeAll whether subnet routes of others are accepted
 * @param exitNodeId the exit node, or none
 * @param exitNodeIp the exit node by address, until the daemon has found its id, or null
 * @param autoExitNode {@code any} where the daemon chooses the exit node, or empty
 * @param internalExitNodePrior the exit node before the current one; read-only
 * @param exitNodeAllowLanAccess whether the local network stays reachable with an exit node
 * @param corpDns whether the tailnet's DNS settings are used
 * @param runSsh whether the Tailscale SSH server runs
 * @param runWebClient whether the web client runs
 * @param wantRunning whether the device shall be connected
 * @param loggedOut whether the user logged out
 * @param shieldsUp whether incoming connections are refused
 * @param advertiseTags the tags that the device asks for
 * @param hostname the host name to use; empty for the system's
 * @param notepadUrls a debug setting on Windows
 * @param forceDaemon whether to run without a user on Windows
 * @param egg whether an easter egg was found
 * @param advertiseRoutes the routes that the device offers; an exit node offers the two default routes
 * @param advertiseServices the Tailscale Services that the device hosts, as {@code svc:name}
 * @param sync whether the network map is kept in step, or null for the default, on
 * @param noSnat whether a subnet router keeps source addresses
 * @param noStatefulFiltering whether stateful filtering is off, or null
 * @param netfilterMode 0 off, 1 no divert, 2 on
 * @param operatorUser the system user who may change settings, or empty
 * @param profileName the profile's name, or empty
 * @param autoUpdate how updates are treated
 * @param appConnector whether the device is an app connector
 * @param postureChecking whether posture is reported
 * @param netfilterKind {@code iptables}, {@code nftables} or empty
 * @param remoteConfig whether the device can be configured from afar; since daemon 1.102
 * @param driveShares the folders that are shared
 * @param relayServerPort the port of the peer relay, 0 for any, or null where it is off
 * @param relayServerStaticEndpoints fixed endpoints of the peer relay
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Prefs(
        String controlUrl,
        boolean routeAll,
        StableNodeId exitNodeId,
        @Nullable IpAddress exitNodeIp,
        String autoExitNode,
        StableNodeId internalExitNodePrior,
        boolean exitNodeAllowLanAccess,
        boolean corpDns,
        boolean runSsh,
        boolean runWebClient,
        boolean wantRunning,
        boolean loggedOut,
        boolean shieldsUp,
        List<String> advertiseTags,
        String hostname,
        boolean notepadUrls,
        boolean forceDaemon,
        boolean egg,
        List<IpPrefix> advertiseRoutes,
        List<String> advertiseServices,
        @Nullable Boolean sync,
        boolean noSnat,
        @Nullable Boolean noStatefulFiltering,
        int netfilterMode,
        String operatorUser,
        String profileName,
        @Nullable AutoUpdatePrefs autoUpdate,
        @Nullable AppConnectorPrefs appConnector,
        boolean postureChecking,
        String netfilterKind,
        boolean remoteConfig,
        List<DriveShare> driveShares,
        @Nullable Integer relayServerPort,
        List<String> relayServerStaticEndpoints,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public Prefs {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Prefs parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Prefs.parse", Prefs::read);
    }

    static Prefs read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String controlUrl = "";
        boolean routeAll = false;
        StableNodeId exitNodeId = StableNodeId.NONE;
        @Nullable IpAddress exitNodeIp = null;
        String autoExitNode = "";
        StableNodeId internalExitNodePrior = StableNodeId.NONE;
        boolean exitNodeAllowLanAccess = false;
        boolean corpDns = false;
        boolean runSsh = false;
        boolean runWebClient = false;
        boolean wantRunning = false;
        boolean loggedOut = false;
        boolean shieldsUp = false;
        List<String> advertiseTags = List.of();
        String hostname = "";
        boolean notepadUrls = false;
        boolean forceDaemon = false;
        boolean egg = false;
        List<IpPrefix> advertiseRoutes = List.of();
        List<String> advertiseServices = List.of();
        @Nullable Boolean sync = null;
        boolean noSnat = false;
        @Nullable Boolean noStatefulFiltering = null;
        int netfilterMode = 0;
        String operatorUser = "";
        String profileName = "";
        @Nullable AutoUpdatePrefs autoUpdate = null;
        @Nullable AppConnectorPrefs appConnector = null;
        boolean postureChecking = false;
        String netfilterKind = "";
        boolean remoteConfig = false;
        List<DriveShare> driveShares = List.of();
        @Nullable Integer relayServerPort = null;
        List<String> relayServerStaticEndpoints = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "ControlURL" -> controlUrl = in.text();
                case "RouteAll" -> routeAll = in.bool();
                case "ExitNodeID" -> exitNodeId = StableNodeId.read(in);
                case "ExitNodeIP" -> exitNodeIp = Wire.address(in);
                case "AutoExitNode" -> autoExitNode = in.text();
                case "InternalExitNodePrior" -> internalExitNodePrior = StableNodeId.read(in);
                case "ExitNodeAllowLANAccess" -> exitNodeAllowLanAccess = in.bool();
                case "CorpDNS" -> corpDns = in.bool();
                case "RunSSH" -> runSsh = in.bool();
                case "RunWebClient" -> runWebClient = in.bool();
                case "WantRunning" -> wantRunning = in.bool();
                case "LoggedOut" -> loggedOut = in.bool();
                case "ShieldsUp" -> shieldsUp = in.bool();
                case "AdvertiseTags" -> advertiseTags = in.list(JsonIn::text);
                case "Hostname" -> hostname = in.text();
                case "NotepadURLs" -> notepadUrls = in.bool();
                case "ForceDaemon" -> forceDaemon = in.bool();
                case "Egg" -> egg = in.bool();
                case "AdvertiseRoutes" -> advertiseRoutes = Wire.prefixes(in);
                case "AdvertiseServices" -> advertiseServices = in.list(JsonIn::text);
                case "Sync" -> sync = in.boolOrNull();
                case "NoSNAT" -> noSnat = in.bool();
                case "NoStatefulFiltering" -> noStatefulFiltering = in.boolOrNull();
                case "NetfilterMode" -> netfilterMode = in.int32();
                case "OperatorUser" -> operatorUser = in.text();
                case "ProfileName" -> profileName = in.text();
                case "AutoUpdate" -> autoUpdate = in.objectOrNull(AutoUpdatePrefs::read);
                case "AppConnector" -> appConnector = in.objectOrNull(AppConnectorPrefs::read);
                case "PostureChecking" -> postureChecking = in.bool();
                case "NetfilterKind" -> netfilterKind = in.text();
                case "RemoteConfig" -> remoteConfig = in.bool();
                case "DriveShares" -> driveShares = in.list(DriveShare::read);
                case "RelayServerPort" -> relayServerPort = in.isNull() ? null : Integer.valueOf(in.int32());
                case "RelayServerStaticEndpoints" -> relayServerStaticEndpoints = in.list(JsonIn::text);
                default -> in.skip();
            }
        }
        return new Prefs(
                controlUrl,
                routeAll,
                exitNodeId,
                exitNodeIp,
                autoExitNode,
                internalExitNodePrior,
                exitNodeAllowLanAccess,
                corpDns,
                runSsh,
                runWebClient,
                wantRunning,
                loggedOut,
                shieldsUp,
                advertiseTags,
                hostname,
                notepadUrls,
                forceDaemon,
                egg,
                advertiseRoutes,
                advertiseServices,
                sync,
                noSnat,
                noStatefulFiltering,
                netfilterMode,
                operatorUser,
                profileName,
                autoUpdate,
                appConnector,
                postureChecking,
                netfilterKind,
                remoteConfig,
                driveShares,
                relayServerPort,
                relayServerStaticEndpoints,
                in.rawSince(mark));
    }
}
