package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.leger.core.IpPrefix;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What a node says about itself. All of it comes from the node: treat it as untrusted text.
 *
 * <p>Mirrors {@code tailcfg.Hostinfo}.
 *
 * @param ipnVersion the long version of its client
 * @param frontendLogId a log id
 * @param backendLogId a log id
 * @param os the operating system
 * @param osVersion its version
 * @param container whether it runs in a container, or null
 * @param env such as {@code k8s}
 * @param distro such as {@code debian}
 * @param distroVersion the distribution's version
 * @param distroCodeName the distribution's code name
 * @param app the name of an embedding program
 * @param desktop whether it has a desktop, or null
 * @param packageName how it was installed
 * @param deviceModel the model of the device
 * @param pushDeviceToken a token for push messages
 * @param hostname the host name
 * @param shieldsUp whether it refuses incoming connections
 * @param shareeNode whether it is here only by sharing
 * @param noLogsNoSupport whether it sends no logs
 * @param remoteConfig whether it can be configured from afar; since daemon 1.102
 * @param wireIngress whether Funnel is possible
 * @param ingressEnabled whether Funnel is on
 * @param allowsUpdate whether it may be updated from afar
 * @param machine the machine name of uname
 * @param goArch the architecture
 * @param goArchVar its variant
 * @param goVersion the Go version of its client
 * @param routableIps the routes it advertises
 * @param requestTags the tags it asks for
 * @param wolMacs hardware addresses for waking it
 * @param services the services it announces
 * @param netInfo its network, or null
 * @param sshHostKeys its SSH host keys
 * @param cloud the cloud it runs in
 * @param userspace whether it runs without a kernel interface, or null
 * @param userspaceRouter whether it routes in userspace, or null
 * @param appConnector whether it is an app connector, or null
 * @param servicesHash a hash of its services
 * @param peerRelay whether it is a peer relay
 * @param exitNodeId the exit node it uses, or none
 * @param location where it stands, or null
 * @param tpm its TPM, or null
 * @param stateEncrypted whether its state is encrypted at rest, or null
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Hostinfo(
        String ipnVersion,
        String frontendLogId,
        String backendLogId,
        String os,
        String osVersion,
        @Nullable Boolean container,
        String env,
        String distro,
        String distroVersion,
        String distroCodeName,
        String app,
        @Nullable Boolean desktop,
        String packageName,
        String deviceModel,
        String pushDeviceToken,
        String hostname,
        boolean shieldsUp,
        boolean shareeNode,
        boolean noLogsNoSupport,
        boolean remoteConfig,
        boolean wireIngress,
        boolean ingressEnabled,
        boolean allowsUpdate,
        String machine,
        String goArch,
        String goArchVar,
        String goVersion,
        List<IpPrefix> routableIps,
        List<String> requestTags,
        List<String> wolMacs,
        List<HostService> services,
        @Nullable NetInfo netInfo,
        List<String> sshHostKeys,
        String cloud,
        @Nullable Boolean userspace,
        @Nullable Boolean userspaceRouter,
        @Nullable Boolean appConnector,
        String servicesHash,
        boolean peerRelay,
        StableNodeId exitNodeId,
        @Nullable Location location,
        @Nullable TpmInfo tpm,
        @Nullable Boolean stateEncrypted,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public Hostinfo {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Hostinfo parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Hostinfo.parse", Hostinfo::read);
    }

    static Hostinfo read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String ipnVersion = "";
        String frontendLogId = "";
        String backendLogId = "";
        String os = "";
        String osVersion = "";
        @Nullable Boolean container = null;
        String env = "";
        String distro = "";
        String distroVersion = "";
        String distroCodeName = "";
        String app = "";
        @Nullable Boolean desktop = null;
        String packageName = "";
        String deviceModel = "";
        String pushDeviceToken = "";
        String hostname = "";
        boolean shieldsUp = false;
        boolean shareeNode = false;
        boolean noLogsNoSupport = false;
        boolean remoteConfig = false;
        boolean wireIngress = false;
        boolean ingressEnabled = false;
        boolean allowsUpdate = false;
        String machine = "";
        String goArch = "";
        String goArchVar = "";
        String goVersion = "";
        List<IpPrefix> routableIps = List.of();
        List<String> requestTags = List.of();
        List<String> wolMacs = List.of();
        List<HostService> services = List.of();
        @Nullable NetInfo netInfo = null;
        List<String> sshHostKeys = List.of();
        String cloud = "";
        @Nullable Boolean userspace = null;
        @Nullable Boolean userspaceRouter = null;
        @Nullable Boolean appConnector = null;
        String servicesHash = "";
        boolean peerRelay = false;
        StableNodeId exitNodeId = StableNodeId.NONE;
        @Nullable Location location = null;
        @Nullable TpmInfo tpm = null;
        @Nullable Boolean stateEncrypted = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "IPNVersion" -> ipnVersion = in.text();
                case "FrontendLogID" -> frontendLogId = in.text();
                case "BackendLogID" -> backendLogId = in.text();
                case "OS" -> os = in.text();
                case "OSVersion" -> osVersion = in.text();
                case "Container" -> container = in.boolOrNull();
                case "Env" -> env = in.text();
                case "Distro" -> distro = in.text();
                case "DistroVersion" -> distroVersion = in.text();
                case "DistroCodeName" -> distroCodeName = in.text();
                case "App" -> app = in.text();
                case "Desktop" -> desktop = in.boolOrNull();
                case "Package" -> packageName = in.text();
                case "DeviceModel" -> deviceModel = in.text();
                case "PushDeviceToken" -> pushDeviceToken = in.text();
                case "Hostname" -> hostname = in.text();
                case "ShieldsUp" -> shieldsUp = in.bool();
                case "ShareeNode" -> shareeNode = in.bool();
                case "NoLogsNoSupport" -> noLogsNoSupport = in.bool();
                case "RemoteConfig" -> remoteConfig = in.bool();
                case "WireIngress" -> wireIngress = in.bool();
                case "IngressEnabled" -> ingressEnabled = in.bool();
                case "AllowsUpdate" -> allowsUpdate = in.bool();
                case "Machine" -> machine = in.text();
                case "GoArch" -> goArch = in.text();
                case "GoArchVar" -> goArchVar = in.text();
                case "GoVersion" -> goVersion = in.text();
                case "RoutableIPs" -> routableIps = Wire.prefixes(in);
                case "RequestTags" -> requestTags = in.list(JsonIn::text);
                case "WoLMACs" -> wolMacs = in.list(JsonIn::text);
                case "Services" -> services = in.list(HostService::read);
                case "NetInfo" -> netInfo = in.objectOrNull(NetInfo::read);
                case "sshHostKeys" -> sshHostKeys = in.list(JsonIn::text);
                case "Cloud" -> cloud = in.text();
                case "Userspace" -> userspace = in.boolOrNull();
                case "UserspaceRouter" -> userspaceRouter = in.boolOrNull();
                case "AppConnector" -> appConnector = in.boolOrNull();
                case "ServicesHash" -> servicesHash = in.text();
                case "PeerRelay" -> peerRelay = in.bool();
                case "ExitNodeID" -> exitNodeId = StableNodeId.read(in);
                case "Location" -> location = in.objectOrNull(Location::read);
                case "TPM" -> tpm = in.objectOrNull(TpmInfo::read);
                case "StateEncrypted" -> stateEncrypted = in.boolOrNull();
                default -> in.skip();
            }
        }
        return new Hostinfo(
                ipnVersion,
                frontendLogId,
                backendLogId,
                os,
                osVersion,
                container,
                env,
                distro,
                distroVersion,
                distroCodeName,
                app,
                desktop,
                packageName,
                deviceModel,
                pushDeviceToken,
                hostname,
                shieldsUp,
                shareeNode,
                noLogsNoSupport,
                remoteConfig,
                wireIngress,
                ingressEnabled,
                allowsUpdate,
                machine,
                goArch,
                goArchVar,
                goVersion,
                routableIps,
                requestTags,
                wolMacs,
                services,
                netInfo,
                sshHostKeys,
                cloud,
                userspace,
                userspaceRouter,
                appConnector,
                servicesHash,
                peerRelay,
                exitNodeId,
                location,
                tpm,
                stateEncrypted,
                in.rawSince(mark));
    }
}
