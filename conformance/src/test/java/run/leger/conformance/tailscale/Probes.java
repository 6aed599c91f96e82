package run.leger.conformance.tailscale;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import run.leger.core.Json;
import run.leger.core.SecretBytes;
import run.leger.tailscale.DaemonLogs;
import run.leger.tailscale.DeviceAttributes;
import run.leger.tailscale.DriveShare;
import run.leger.tailscale.NodeId;
import run.leger.tailscale.NotifyWatchOpt;
import run.leger.tailscale.PingType;
import run.leger.tailscale.PinsEdit;
import run.leger.tailscale.PrefsEdit;
import run.leger.tailscale.ServiceClientPrefEdit;
import run.leger.tailscale.StartOptions;
import run.leger.tailscale.Watch;
import run.leger.tailscale.daemon.PolicyScope;
import run.leger.tailscale.debug.DebugAction;
import run.leger.tailscale.debug.PortmapProbe;
import run.leger.tailscale.files.FileDownload;
import run.leger.tailscale.files.FileUpload;
import run.leger.tailscale.lock.TailnetLockKey;
import run.leger.tailscale.lock.TrustedKey;
import run.leger.tailscale.profile.ProfileId;
import run.leger.tailscale.serve.ServeConfig;

/** The one place where every endpoint has its probe, in the order of {@code endpoints.tsv}. */
final class Probes {
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final Map<String, Probe> byEndpoint = new LinkedHashMap<>();

    private Probes() {
        stateAndPeers();
        preferencesAndLogin();
        profiles();
        busAndLogs();
        dnsCertificatesServe();
        filesAndShares();
        tailnetLock();
        hostChecksAndUpdates();
        debugging();
        debugActions();
    }

    static Map<String, Probe> all() {
        return new Probes().byEndpoint;
    }

    private void on(String endpoint, Probe.Call call) {
        put(new Probe(endpoint, false, call));
    }

    /** For calls after which the daemon is logged out, gone, or another. */
    private void alone(String endpoint, Probe.Call call) {
        put(new Probe(endpoint, true, call));
    }

    private void put(Probe probe) {
        if (byEndpoint.put(probe.endpoint(), probe) != null) {
            throw new IllegalStateException("two probes of " + probe.endpoint());
        }
    }

    private interface Deed {
        void on(Scene scene) throws Exception;
    }

    /** For methods that return nothing. */
    private static Probe.Call done(Deed deed) {
        return scene -> {
            deed.on(scene);
            return "done";
        };
    }

    private void stateAndPeers() {
        on("* status", scene -> scene.ts().status());
        on("* whois", scene -> scene.ts().whoIs(scene.peerAddress().value()).orElseThrow());
        on("* peer-by-id", scene -> scene.ts().peerById(nodeId(scene)).orElseThrow());
        on(
                "* user-profile",
                scene -> scene.ts().userProfile(scene.peer().userId()).orElseThrow());
        on("GET derpmap", scene -> scene.ts().network().currentDerpMap().orElseThrow());
        on("GET dns-config", scene -> scene.ts().dns().dnsConfig());
        on("GET cert-domains", scene -> scene.ts().network().certDomains());
        on("GET services", scene -> scene.ts().serve().services());
        on("POST ping", scene -> scene.ts().ping(scene.peerAddress(), PingType.DISCO));
        on("* id-token", done(scene -> scene.ts().idToken("probe").close()));
        on("POST query-feature", scene -> scene.ts().serve().queryFeature("serve"));
        on(
                "PATCH alpha-set-device-attrs",
                done(scene -> scene.ts()
                        .network()
                        .setDeviceAttributes(DeviceAttributes.none().set("custom:probe", true))));
        on("GET suggest-exit-node", scene -> scene.ts().exitNodes().suggestExitNode());
        on("POST suggest-exit-node", scene -> scene.ts().exitNodes().suggestExitNodeWithProbe(SHORT));
        on("POST routecheck", scene -> scene.ts().network().routeCheck());
    }

    private static NodeId nodeId(Scene scene) {
        return scene.ts()
                .whoIs(scene.peerAddress().value())
                .orElseThrow()
                .node()
                .id();
    }

    private void preferencesAndLogin() {
        on("GET prefs", scene -> scene.ts().prefs());
        on("PATCH prefs", scene -> scene.ts().editPrefs(PrefsEdit.none().shieldsUp(false)));
        on(
                "POST check-prefs",
                done(scene -> scene.ts().checkPrefs(PrefsEdit.none().shieldsUp(true))));
        alone("POST start", done(scene -> scene.ts().login().start(StartOptions.none())));
        alone("POST login-interactive", done(scene -> scene.ts().login().startLoginInteractive()));
        alone("POST logout", done(scene -> scene.ts().login().logout()));
        alone("POST reset-auth", done(scene -> scene.ts().login().resetAuth()));
        on("POST reload-config", scene -> scene.ts().daemon().reloadConfig());
        alone(
                "POST set-expiry-sooner",
                done(scene -> scene.ts().login().setExpirySooner(Instant.now().plus(Duration.ofHours(1)))));
        alone("POST shutdown", done(scene -> scene.ts().daemon().shutdownTailscaled()));
        on("POST set-use-exit-node-enabled", scene -> scene.ts().exitNodes().setUseExitNode(false));
        alone("POST disconnect-control", done(scene -> scene.ts().login().disconnectControl()));
    }

    private void profiles() {
        on("GET profiles/", scene -> scene.ts().profiles().list());
        alone("PUT profiles/", done(scene -> scene.ts().profiles().switchToEmptyProfile()));
        on("GET profiles/current", scene -> scene.ts().profiles().current().orElseThrow());
        on(
                "GET profiles/{id}",
                scene -> scene.ts().profiles().profile(currentProfile(scene)).orElseThrow());
        on("POST profiles/{id}", done(scene -> scene.ts().profiles().switchProfile(currentProfile(scene))));
        on("DELETE profiles/{id}", done(scene -> scene.ts().profiles().deleteProfile(ProfileId.of("ffff"))));
        on("GET prefs/service-clients", scene -> scene.ts().profiles().serviceClientPrefs());
        on(
                "POST prefs/service-clients",
                scene -> scene.ts()
                        .profiles()
                        .setServiceClientPref(ServiceClientPrefEdit.of("probe").client("psql")));
        on("GET pins", scene -> scene.ts().profiles().pins());
        on(
                "POST pins",
                scene -> scene.ts()
                        .profiles()
                        .setPins(PinsEdit.none().devices(List.of(scene.peer().id()))));
        on("GET policy/[scope]", scene -> scene.ts().policy().effectivePolicy(PolicyScope.DEVICE));
        on("POST policy/[scope]", scene -> scene.ts().policy().reloadEffectivePolicy(PolicyScope.DEVICE));
    }

    private static ProfileId currentProfile(Scene scene) {
        return scene.ts().profiles().current().orElseThrow().id();
    }

    private void busAndLogs() {
        on("* watch-ipn-bus", scene -> {
            try (Watch watch = scene.ts().watch(NotifyWatchOpt.INITIAL_STATE)) {
                watch.next();
                return watch.next().message().orElseThrow();
            }
        });
        on("GET logtap", scene -> {
            try (DaemonLogs logs = scene.ts().daemon().tailDaemonLogs()) {
                return logs.next().orElseThrow();
            }
        });
        on("POST bugreport", scene -> scene.ts().daemon().bugReport("probe", false));
        on("* goroutines", scene -> scene.ts().daemon().goroutines());
        on("* pprof", scene -> scene.ts().daemon().pprof("heap", Duration.ofSeconds(1)));
        on("* metrics", scene -> scene.ts().metrics().daemonMetrics());
        on("* usermetrics", scene -> scene.ts().metrics().userMetrics());
        on("POST upload-client-metrics", done(scene -> scene.ts().metrics().incrementCounter("probe", 1)));
    }

    private void dnsCertificatesServe() {
        on("GET dns-query", scene -> scene.ts().queryDns(scene.ownName() + ".", "A"));
        on("GET dns-osconfig", scene -> scene.ts().dns().dnsOsConfig());
        on("POST set-dns", done(scene -> scene.ts().dns().setDns("_acme-challenge." + scene.ownName(), "probe")));
        on("* cert/{domain}", done(scene -> scene.ts().certPair(scene.ownName()).close()));
        on("GET serve-config", scene -> scene.ts().serve().serveConfig());
        on("POST serve-config", done(scene -> scene.ts().serve().overwriteServeConfig(ServeConfig.none())));
    }

    private void filesAndShares() {
        on("GET file-targets", scene -> scene.ts().taildrop().fileTargets());
        on(
                "PUT file-put/{stableNodeID}/{name}",
                done(scene -> scene.ts().taildrop().pushFile(scene.peer().id(), probe())));
        on(
                "POST file-put/{stableNodeID}",
                done(scene -> scene.ts().taildrop().pushFiles(scene.peer().id(), List.of(probe()))));
        on("GET files/", scene -> scene.ts().taildrop().waitingFiles());
        on("GET files/{name}", scene -> {
            try (FileDownload file = scene.ts().taildrop().waitingFile(Stage.FILE)) {
                return file.content().readAllBytes();
            }
        });
        on("DELETE files/{name}", done(scene -> scene.ts().taildrop().deleteWaitingFile("no such file")));
        on("PUT drive/fileserver-address", done(scene -> scene.ts().drive().setServerAddr("127.0.0.1:1")));
        DriveShare share = DriveShare.of("probe", Path.of("/usr"));
        on("GET drive/shares", scene -> scene.ts().drive().shareList());
        on("PUT drive/shares", done(scene -> scene.ts().drive().shareSet(share)));
        on("POST drive/shares", done(scene -> {
            scene.ts().drive().shareSet(share);
            scene.ts().drive().shareRename("probe", "renamed");
        }));
        on("DELETE drive/shares", done(scene -> {
            scene.ts().drive().shareSet(share);
            scene.ts().drive().shareRemove("probe");
        }));
    }

    private static FileUpload probe() {
        return FileUpload.of("probe.txt", "a probe".getBytes(StandardCharsets.UTF_8));
    }

    private void hostChecksAndUpdates() {
        on("* check-ip-forwarding", scene -> scene.ts().hostChecks().checkIpForwarding());
        on("* check-udp-gro-forwarding", scene -> scene.ts().hostChecks().checkUdpGroForwarding());
        on("* set-udp-gro-forwarding", scene -> scene.ts().hostChecks().setUdpGroForwarding());
        on("* check-so-mark-in-use", scene -> scene.ts().hostChecks().checkSoMarkInUse());
        on("GET check-reverse-path-filtering", scene -> scene.ts().hostChecks().checkReversePathFiltering());
        on("GET update/check", scene -> scene.ts().updates().checkUpdate());
        alone("POST update/install", done(scene -> scene.ts().updates().install()));
        on("GET update/progress", scene -> scene.ts().updates().progress());
        on("GET appc-route-info", scene -> scene.ts().network().appConnectorRouteInfo());
        on("POST set-gui-visible", done(scene -> scene.ts().daemon().setGuiVisible(true, "")));
        on("POST set-push-device-token", done(scene -> scene.ts().daemon().setPushDeviceToken("probe")));
        on("POST handle-push-message", done(scene -> scene.ts().daemon().handlePushMessage(Json.parse("{}"))));
    }

    private void tailnetLock() {
        on("GET tka/status", scene -> scene.ts().tailnetLock().status());
        on("GET tka/log", scene -> scene.ts().tailnetLock().log(5));
        alone(
                "POST tka/init",
                scene -> scene.ts().tailnetLock().init(List.of(TrustedKey.of(ownKey(scene))), List.of(new byte[32])));
        on("POST tka/modify", done(scene -> scene.ts().tailnetLock().modify(List.of(), List.of())));
        on(
                "POST tka/sign",
                done(scene -> scene.ts().tailnetLock().sign(scene.self().publicKey())));
        on("POST tka/disable", done(scene -> scene.ts().tailnetLock().disable(secret("no secret of a lock"))));
        on(
                "POST tka/force-local-disable",
                done(scene -> scene.ts().tailnetLock().forceLocalDisable()));
        on(
                "POST tka/verify-deeplink",
                scene -> scene.ts().tailnetLock().verifySigningDeeplink("tailscale://sign-device/v1/?x"));
        on(
                "POST tka/wrap-preauth-key",
                done(scene -> scene.ts()
                        .tailnetLock()
                        .wrapPreauthKey(secret("tskey-auth-probe"), secret("nlpriv:" + "ab".repeat(64)))
                        .close()));
        on("POST tka/affected-sigs", scene -> scene.ts().tailnetLock().affectedSigs(ownKey(scene)));
        on("POST tka/generate-recovery-aum", scene -> scene.ts().tailnetLock().genRecoveryAum(List.of(ownKey(scene))));
        on("POST tka/cosign-recovery-aum", scene -> scene.ts().tailnetLock().cosignRecoveryAum(new byte[] {1}));
        on(
                "POST tka/submit-recovery-aum",
                done(scene -> scene.ts().tailnetLock().submitRecoveryAum(new byte[] {1})));
    }

    private static TailnetLockKey ownKey(Scene scene) {
        return scene.ts().tailnetLock().status().publicKey();
    }

    private static SecretBytes secret(String text) {
        return SecretBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    private void debugging() {
        on("* component-debug-logging", done(scene -> scene.ts().debug().setComponentDebugLogging("magicsock", SHORT)));
        on("POST dev-set-state-store", done(scene -> scene.ts().debug().setDevStoreKeyValue("probe", "x")));
        on(
                "* debug-bus-events",
                done(scene -> scene.ts().debug().streamBusEvents().close()));
        on("GET debug-bus-graph", scene -> scene.ts().debug().eventBusGraph());
        on("GET debug-bus-queues", scene -> scene.ts().debug().eventBusQueues());
        on("POST debug-derp-region", scene -> scene.ts().debug().debugDerpRegion("900"));
        on("POST debug-dial-types", scene -> scene.ts().debug().debugDialTypes(scene.peerAddress(), 1, "tcp"));
        on("POST debug-log", done(scene -> scene.ts().debug().debugLog("probe", List.of("a line"))));
        on("* debug-packet-filter-rules", scene -> scene.ts().debug().debugPacketFilterRules());
        on("* debug-packet-filter-matches", scene -> scene.ts().debug().debugPacketFilterMatches());
        on("* debug-peer-endpoint-changes", scene -> scene.ts().debug().debugPeerEndpointChanges(scene.peerAddress()));
        on("* debug-optional-features", scene -> scene.ts().debug().queryOptionalFeatures());
        on("POST debug-rotate-disco-key", done(scene -> scene.ts().debug().rotateDiscoKey()));
        on(
                "POST debug-capture",
                done(scene -> scene.ts().debug().streamDebugCapture().close()));
        on("* debug-portmap", scene -> {
            try (InputStream lines = scene.ts().debug().debugPortmap(PortmapProbe.lasting(SHORT))) {
                return lines.readAllBytes();
            }
        });
        on("GET debug-peer-relay-sessions", scene -> scene.ts().debug().debugPeerRelaySessions());
        on("GET debug-rejects", scene -> scene.ts().debug().debugRejects());
        on("GET conn25/state", scene -> scene.ts().debug().conn25State());
    }

    private void debugActions() {
        for (DebugAction action : List.of(
                DebugAction.DERP_SET_HOMELESS,
                DebugAction.DERP_UNSET_HOMELESS,
                DebugAction.REBIND,
                DebugAction.RESTUN,
                DebugAction.BREAK_TCP_CONNS,
                DebugAction.BREAK_DERP_CONNS,
                DebugAction.FORCE_NETMAP_UPDATE,
                DebugAction.PICK_NEW_DERP,
                DebugAction.ROTATE_DISCO_KEY,
                DebugAction.CLEAR_NETMAP_CACHE)) {
            on("POST debug?action=" + action.wire(), scene -> scene.ts().debug().action(action));
        }
        on("POST debug?action=notify", done(scene -> scene.ts().debug().notify(Json.parse("{}"))));
        on(
                "POST debug?action=force-prefer-derp",
                done(scene -> scene.ts().debug().forcePreferDerp(0)));
        on("POST debug?action=control-knobs", scene -> scene.ts().debug().controlKnobs());
        on("POST debug?action=peer-relay-servers", scene -> scene.ts().debug().peerRelayServers());
        on("POST debug?action=peer-disco-keys", scene -> scene.ts().debug().peerDiscoKeys());
        on("POST debug?action=statedir", scene -> scene.ts().debug().stateDir());
        on("POST debug?action=current-netmap", scene -> scene.ts().debug().currentNetmap());
    }
}
