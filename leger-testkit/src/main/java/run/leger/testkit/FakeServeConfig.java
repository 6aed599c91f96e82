package run.leger.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.internal.JsonIn;

/** What is served: one document, its tag, and the rules about ports that the daemon checks. */
final class FakeServeConfig {
    private final BooleanSupplier loggedIn;
    private final BooleanSupplier mayWrite;
    private String config = "null";

    FakeServeConfig(BooleanSupplier loggedIn, BooleanSupplier mayWrite) {
        this.loggedIn = loggedIn;
        this.mayWrite = mayWrite;
    }

    synchronized FakeResponse answer(FakeRequest request) {
        return switch (request.method()) {
            case "GET" -> FakeResponse.json(200, config).with("Etag", etag());
            case "POST" -> mayWrite.getAsBoolean() ? set(request) : FakeResponse.text(403, "serve config denied");
            default -> FakeResponse.text(405, "method not allowed");
        };
    }

    private FakeResponse set(FakeRequest request) {
        Json wanted;
        String problem;
        try {
            wanted = Json.parse(request.text());
            problem = problem(wanted);
        } catch (MalformedReplyException e) {
            return error("decoding config: " + e.getMessage());
        }
        if (!loggedIn.getAsBoolean()) {
            return error("updating config: netMap is nil");
        }
        String guard = request.headers().first("If-Match").orElse("");
        if (!guard.isEmpty() && !guard.equals(etag())) {
            return FakeResponse.text(412, "etag mismatch");
        }
        if (!problem.isEmpty()) {
            return error("updating config: " + problem);
        }
        config = wanted.toString().equals("null") ? "{}" : wanted.toString();
        return FakeResponse.empty(200);
    }

    private String problem(Json wanted) {
        for (Map.Entry<String, Json> service : fields(wanted.at("Services")).entrySet()) {
            boolean tun = service.getValue().at("Tun").isPresent();
            if (tun && (has(service.getValue(), "TCP") || has(service.getValue(), "Web"))) {
                return "cannot configure TUN mode in combination with TCP or web handlers for " + service.getKey();
            }
        }
        Json present = Json.parse(config);
        for (Map.Entry<String, Json> port : fields(wanted.at("TCP")).entrySet()) {
            Optional<Json> before = present.at("TCP", port.getKey());
            if (before.isPresent() && !type(before.get()).equals(type(port.getValue()))) {
                return "want to serve \"" + type(port.getValue()) + "\", but port " + port.getKey()
                        + " is already serving \"" + type(before.get()) + "\"";
            }
        }
        return "";
    }

    private static boolean has(Json service, String member) {
        return !fields(service.at(member)).isEmpty();
    }

    private static Map<String, Json> fields(Optional<Json> object) {
        return object.map(json -> JsonIn.read(json.utf8(), "serve config", in -> in.map(JsonIn::raw)))
                .orElse(Map.of());
    }

    private static String type(Json port) {
        if (port.at("HTTP").isPresent()) {
            return "http";
        }
        if (port.at("HTTPS").isPresent()) {
            return "https";
        }
        return port.at("TerminateTLS").isPresent() ? "tls-terminated-tcp" : "tcp";
    }

    private static FakeResponse error(String message) {
        return FakeResponse.json(500, FakeTailscaled.error(message));
    }

    private String etag() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(config.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
