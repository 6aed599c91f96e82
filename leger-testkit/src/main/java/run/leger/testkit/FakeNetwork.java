package run.leger.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.internal.JsonIn;
import run.leger.core.internal.JsonOut;

/** What the fake says of its network map beside the status. */
final class FakeNetwork {
    private static final String DERP_MAP = """
            {"Regions":{"900":{"RegionID":900,"RegionCode":"lab","RegionName":"Lab","Nodes":[{"Name":"900a","RegionID":900,
            "HostName":"127.0.0.1","IPv4":"127.0.0.1","IPv6":"none","STUNPort":3478,"DERPPort":443,"InsecureForTests":true}]}},
            "omitDefaultRegions":true}""";

    private final FakeTailscaled fake;

    FakeNetwork(FakeTailscaled fake, Map<String, Function<FakeRequest, FakeResponse>> endpoints) {
        this.fake = fake;
        endpoints.put("derpmap", request -> mapped(DERP_MAP, "null"));
        endpoints.put("cert-domains", request -> mapped(certDomains(), "null"));
        endpoints.put("peer-by-id", request -> byId(request, "no peer with that NodeID"));
        endpoints.put("user-profile", request -> byId(request, "no user with that UserID"));
        endpoints.put("dns-config", this::dnsConfig);
        endpoints.put(
                "dns-osconfig",
                request -> writing(
                        request, "GET", () -> FakeResponse.text(500, "getting OS base config is not supported")));
        endpoints.put("set-dns", this::setDns);
        endpoints.put(
                "routecheck",
                request -> request.method().equals("POST") ? routeCheck(request) : FakeResponse.text(405, "want POST"));
        endpoints.put("appc-route-info", request -> FakeResponse.json(200, "{}"));
        endpoints.put("alpha-set-device-attrs", this::setDeviceAttributes);
        endpoints.put("id-token", this::idToken);
        endpoints.put("check-prefs", this::checkPrefs);
    }

    private FakeResponse mapped(String json, String before) {
        return FakeResponse.json(200, fake.loggedIn() ? json : before);
    }

    private interface Answer {
        FakeResponse get();
    }

    private FakeResponse writing(FakeRequest request, String method, Answer answer) {
        if (!fake.mayWrite()) {
            return FakeResponse.text(403, "access denied");
        }
        return request.method().equals(method) ? answer.get() : FakeResponse.text(405, "use " + method);
    }

    private String certDomains() {
        StringBuilder names = new StringBuilder("[");
        for (String name : fake.certDomains()) {
            names.append(names.length() > 1 ? "," : "").append('"').append(name).append('"');
        }
        return names.append(']').toString();
    }

    private FakeResponse byId(FakeRequest request, String none) {
        String id = request.parameter("id").orElse("");
        if (!id.matches("[1-9][0-9]{0,18}")) {
            return FakeResponse.text(400, "invalid 'id' parameter");
        }
        boolean user = none.contains("user");
        if (!fake.loggedIn() || !id.equals(user ? "1" : "2")) {
            return FakeResponse.text(404, none);
        }
        return FakeResponse.of(
                200, "application/json", JsonOut.object(user ? fake::profile : peer -> fake.node(peer, 2)));
    }

    private FakeResponse dnsConfig(FakeRequest request) {
        if (!fake.loggedIn()) {
            return FakeResponse.text(503, "no netmap");
        }
        return FakeResponse.of(
                200,
                "application/json",
                JsonOut.object(out -> out.field("Domains", List.of(fake.suffix()))
                        .field("Proxied", true)
                        .object("Routes", routes -> routes.field(fake.suffix() + ".", (String) null))
                        .field("CertDomains", fake.certDomains())));
    }

    private FakeResponse setDns(FakeRequest request) {
        return writing(request, "POST", () -> {
            String name = request.parameter("name").orElse("");
            if (name.isEmpty()) {
                return FakeResponse.json(500, "{\"error\":\"missing 'name'\"}");
            }
            boolean own = fake.certDomains().stream().anyMatch(domain -> name.equals("_acme-challenge." + domain));
            return own
                    ? FakeResponse.json(200, "{}")
                    : FakeResponse.json(500, "{\"error\":\"name is not an ACME challenge for a cert domain\"}");
        });
    }

    private FakeResponse routeCheck(FakeRequest request) {
        if (!request.parameter("probe").orElse("false").equals("true")) {
            return FakeResponse.empty(204);
        }
        return FakeResponse.json(200, "{\"done\":\"2026-01-02T03:04:05Z\",\"reachable\":[]}");
    }

    private FakeResponse setDeviceAttributes(FakeRequest request) {
        return writing(
                request,
                "PATCH",
                () -> fake.loggedIn() ? FakeResponse.json(200, "{}") : FakeResponse.text(500, "no control client"));
    }

    private FakeResponse idToken(FakeRequest request) {
        return writing(request, "GET", () -> {
            if (!fake.loggedIn()) {
                return FakeResponse.text(503, "no netmap");
            }
            return request.parameter("aud").orElse("").isBlank()
                    ? FakeResponse.text(400, "no audience requested")
                    : FakeResponse.json(200, "{\"id_token\":\"eyJhbGciOiJub25lIn0.e30.\"}");
        });
    }

    private FakeResponse checkPrefs(FakeRequest request) {
        return writing(request, "POST", () -> {
            String problem = problem(
                    JsonIn.read(request.text().getBytes(StandardCharsets.UTF_8), "prefs", in -> in.map(JsonIn::raw)));
            return FakeResponse.of(
                    200,
                    "application/json",
                    JsonOut.object(problem == null ? out -> {} : out -> out.field("Error", problem)));
        });
    }

    /** What the daemon refuses in these settings, or null. */
    static @Nullable String problem(Map<String, Json> prefs) {
        boolean uses = !text(prefs, "ExitNodeID").isEmpty()
                || !text(prefs, "ExitNodeIP").isEmpty();
        boolean advertises = text(prefs, "AdvertiseRoutes").contains("0.0.0.0/0");
        return uses && advertises ? "Cannot advertise an exit node and use an exit node at the same time." : null;
    }

    private static String text(Map<String, Json> prefs, String name) {
        Json value = prefs.get(name);
        return value == null ? "" : value.asText();
    }
}
