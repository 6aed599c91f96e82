package run.leger.testkit;

import java.util.Map;
import java.util.function.Function;
import run.leger.core.internal.JsonOut;

/** Exit nodes of the fake: its peer, where that was said to be one. */
final class FakeExitNodes {
    private final FakeTailscaled fake;
    private final FakePrefs prefs;

    FakeExitNodes(FakeTailscaled fake, FakePrefs prefs, Map<String, Function<FakeRequest, FakeResponse>> endpoints) {
        this.fake = fake;
        this.prefs = prefs;
        endpoints.put("suggest-exit-node", this::suggest);
        endpoints.put("set-use-exit-node-enabled", this::toggle);
    }

    /** As the daemon: an address becomes the id of who has it. */
    void resolve() {
        if (prefs.text("ExitNodeIP").equals("100.64.0.2")) {
            prefs.set("ExitNodeIP", "");
            prefs.set("ExitNodeID", fake.peerId());
        }
        if (prefs.text("AutoExitNode").equals("any")) {
            prefs.set("ExitNodeID", fake.peerIsExitNode() ? fake.peerId() : "auto:any");
        } else if (prefs.text("ExitNodeID").isEmpty()) {
            prefs.set("InternalExitNodePrior", "");
        }
    }

    private FakeResponse suggest(FakeRequest request) {
        if (!request.method().equals("GET") && !request.method().equals("POST")) {
            return FakeResponse.text(405, "want POST");
        }
        if (!fake.loggedIn()) {
            return FakeResponse.json(500, "{\"error\":\"no preferred DERP, try again later\"}");
        }
        return FakeResponse.of(200, "application/json", JsonOut.object(out -> {
            out.field("ID", fake.peerIsExitNode() ? fake.peerId() : "");
            out.field("Name", fake.peerIsExitNode() ? "laptop." + fake.suffix() + "." : "");
        }));
    }

    private FakeResponse toggle(FakeRequest request) {
        if (!request.method().equals("POST")) {
            return FakeResponse.text(405, "use POST");
        }
        if (!fake.mayWrite()) {
            return FakeResponse.text(403, "access denied");
        }
        boolean on = request.parameter("enabled").orElse("").equals("true");
        String now = prefs.text("ExitNodeID");
        String prior = prefs.text("InternalExitNodePrior");
        if (on && now.isEmpty()) {
            if (prior.isEmpty()) {
                return FakeResponse.text(
                        500, "no exit node IP to enable & prior exit node IP was never resolved an a node");
            }
            prefs.set("ExitNodeID", prior);
        } else if (!on && !now.isEmpty()) {
            prefs.set("InternalExitNodePrior", now);
            prefs.set("ExitNodeID", "");
        }
        return FakeResponse.json(200, prefs.toString());
    }
}
