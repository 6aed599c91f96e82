package run.leger.conformance.tailscale;

import java.util.LinkedHashMap;
import java.util.Map;
import run.leger.tailscale.PingType;
import run.leger.tailscale.PrefsEdit;

/** The one place where every endpoint has its probe. */
final class Probes {
    private final Map<String, Probe> byEndpoint = new LinkedHashMap<>();

    private Probes() {
        state();
        preferences();
        dnsAndCertificates();
    }

    static Map<String, Probe> all() {
        return new Probes().byEndpoint;
    }

    private void on(String endpoint, Probe.Call call) {
        put(new Probe(endpoint, false, call));
    }

    /** For methods that return nothing. */
    private void does(String endpoint, Deed deed) {
        on(endpoint, deed.asCall());
    }

    private interface Deed {
        void on(Scene scene) throws Exception;

        default Probe.Call asCall() {
            return scene -> {
                on(scene);
                return "done";
            };
        }
    }

    /** For calls after which the daemon is logged out, gone, or another. */
    @SuppressWarnings("UnusedMethod") // until the first such method is here
    private void alone(String endpoint, Probe.Call call) {
        put(new Probe(endpoint, true, call));
    }

    private void put(Probe probe) {
        if (byEndpoint.put(probe.endpoint(), probe) != null) {
            throw new IllegalStateException("two probes of " + probe.endpoint());
        }
    }

    private void state() {
        on("* status", scene -> scene.ts().status());
        on("* whois", scene -> scene.ts().whoIs(scene.peerAddress().value()));
        on("POST ping", scene -> scene.ts().ping(scene.peerAddress(), PingType.DISCO));
    }

    private void preferences() {
        on("GET prefs", scene -> scene.ts().prefs());
        on("PATCH prefs", scene -> scene.ts().editPrefs(PrefsEdit.none().shieldsUp(false)));
    }

    private void dnsAndCertificates() {
        on("GET dns-query", scene -> scene.ts().queryDns(scene.ownName() + ".", "A"));
        does("* cert/{domain}", scene -> scene.ts().certPair(scene.ownName()).close());
    }
}
