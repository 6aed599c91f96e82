package run.leger.testkit;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.LegerException;

/**
 * Caddy's admin API without Caddy: keeps the configuration it is given, and refuses what is wrong in the words of the real one.
 *
 * <p>An adapted Caddyfile is an object with the site addresses in {@code addresses}, the text in {@code caddyfile}, the option {@code admin}, and hosts and
 * ports where Caddy has them, below {@code apps}: enough to see what was loaded, and no
 * more. Unlike Caddy it does not move its address with the configuration.
 */
public final class FakeCaddyAdmin implements AutoCloseable {
    private static final Json NOTHING = Json.parse("null");
    private static final Set<String> READS = Set.of("/metrics", "/reverse_proxy/upstreams");
    private static final Set<String> WRITES = Set.of("/load", "/adapt", "/stop");
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";

    private final FakeServer server;
    private Object config = NOTHING;
    private Map<String, List<String>> ids = Map.of();
    private Set<String> origins = Set.of();
    private String upstreams = "[]";
    private @Nullable String nextFailure;
    private boolean stopped;

    private FakeCaddyAdmin(Function<Function<FakeRequest, FakeResponse>, FakeServer> start) {
        server = start.apply(this::answer);
    }

    /**
     * Starts on a free port of 127.0.0.1, with nothing loaded.
     *
     * @return the running fake
     */
    public static FakeCaddyAdmin start() {
        return new FakeCaddyAdmin(FakeServer::onLoopback);
    }

    /**
     * Starts on a Unix socket, with nothing loaded.
     *
     * @param socket where; it must not exist yet
     * @return the running fake
     */
    public static FakeCaddyAdmin startOnUnixSocket(Path socket) {
        return new FakeCaddyAdmin(handler -> FakeServer.onUnixSocket(socket, handler));
    }

    /**
     * Returns where it listens.
     *
     * @return {@code http://127.0.0.1:port}
     * @throws IllegalStateException if it listens on a Unix socket
     */
    public URI address() {
        return server.address();
    }

    /**
     * Returns the server below, for its faults and the requests it got.
     *
     * @return the server
     */
    public FakeServer server() {
        return server;
    }

    /**
     * Makes the next load or change of the configuration fail.
     *
     * @param message what Caddy says, after {@code loading config: } where it is a load
     * @return this fake
     */
    public synchronized FakeCaddyAdmin failNextLoad(String message) {
        nextFailure = message;
        return this;
    }

    /**
     * Makes it answer those only who name one of these origins, as {@code enforce_origin} does.
     *
     * @param allowed the origins, as the requests must name them; none for a Caddy that asks for none
     * @return this fake
     */
    public synchronized FakeCaddyAdmin enforceOrigins(String... allowed) {
        origins = Set.of(allowed);
        return this;
    }

    /**
     * Sets what it says about the servers behind its reverse proxies.
     *
     * @param json an array of objects
     * @return this fake
     */
    public synchronized FakeCaddyAdmin upstreams(Json json) {
        upstreams = json.toString();
        return this;
    }

    /**
     * Returns what is loaded.
     *
     * @return the configuration, or empty where nothing is
     */
    public synchronized Optional<Json> loaded() {
        return config.equals(NOTHING) ? Optional.empty() : Optional.of(Json.parse(FakeConfig.json(config)));
    }

    /**
     * Tells whether it was told to stop.
     *
     * @return whether it was
     */
    public synchronized boolean isStopped() {
        return stopped;
    }

    @Override
    public void close() {
        server.close();
    }

    private synchronized FakeResponse answer(FakeRequest request) {
        Optional<String> origin = request.headers().first("Origin");
        if (origin.isPresent() && !origins.contains(origin.get()) || origin.isEmpty() && !origins.isEmpty()) {
            return error(403, "client is not allowed to access from origin '" + origin.orElse("") + "'");
        }
        String path = request.path();
        if (path.startsWith("/config/") || path.startsWith("/id/")) {
            return config(request);
        }
        boolean reads = path.startsWith("/pki/ca/") || READS.contains(path);
        if (!reads && !WRITES.contains(path)) {
            return FakeResponse.text(404, "404 page not found");
        }
        if (!request.method().equals(reads ? "GET" : "POST")) {
            return error(405, "method " + request.method() + " not allowed");
        }
        return switch (path) {
            case "/load" -> load(request);
            case "/adapt" -> adapt(request);
            case "/stop" -> {
                stopped = true;
                yield FakeResponse.empty(200).with("Connection", "close");
            }
            case "/metrics" ->
                FakeResponse.text(200, "# HELP caddy_config_last_reload_successful Whether the last load succeeded.");
            case "/reverse_proxy/upstreams" -> FakeResponse.json(200, upstreams);
            default -> authority(path.substring("/pki/ca/".length()));
        };
    }

    private static FakeResponse authority(String path) {
        if (path.equals("local")) {
            return FakeResponse.json(
                    200,
                    "{\"id\":\"local\",\"name\":\"Caddy Local Authority\",\"root_common_name\":\"Fake Root\","
                            + "\"intermediate_common_name\":\"Fake Intermediate\",\"root_certificate\":\""
                            + PEM.replace("\n", "\\n")
                            + "\",\"intermediate_certificate\":\"" + PEM.replace("\n", "\\n") + "\"}");
        }
        if (path.equals("local/certificates")) {
            return FakeResponse.of(
                    200, "application/pem-certificate-chain", (PEM + PEM).getBytes(StandardCharsets.UTF_8));
        }
        return error(404, "no certificate authority configured with id: " + path.replaceAll("/.*", ""));
    }

    private FakeResponse load(FakeRequest request) {
        String text = request.text();
        try {
            String next = isJson(request) ? text : FakeCaddyfile.adapt(text);
            // The real one unloads everything when the body is empty.
            start(text.isEmpty() ? NOTHING : FakeConfig.tree(Json.parse(next)));
            return FakeResponse.empty(200).with("Connection", "close");
        } catch (FakeCaddyfile.Refused e) {
            return error(400, "adapting config using caddyfile adapter: " + e.getMessage());
        } catch (FakeConfig.Refused e) {
            return error(400, "loading config: " + e.getMessage());
        } catch (LegerException e) {
            return error(400, "loading config: loading new config: decoding the configuration: invalid JSON");
        }
    }

    /** Makes a configuration the running one, if it starts. */
    private void start(Object next) {
        Map<String, List<String>> found = FakeConfig.check(next);
        if (nextFailure != null) {
            String failure = nextFailure;
            nextFailure = null;
            throw new FakeConfig.Refused(500, failure);
        }
        ids = found;
        config = next;
    }

    private static FakeResponse adapt(FakeRequest request) {
        if (isJson(request)) {
            return FakeResponse.json(200, "{\"result\":" + request.text() + "}");
        }
        try {
            return FakeResponse.json(200, "{\"result\":" + FakeCaddyfile.adapt(request.text()) + "}");
        } catch (FakeCaddyfile.Refused e) {
            return error(400, "adapting config using caddyfile adapter: " + e.getMessage());
        }
    }

    private FakeResponse config(FakeRequest request) {
        try {
            List<String> steps = FakeConfig.steps(request.path());
            String shown = "/config/" + String.join("/", steps);
            if (request.path().startsWith("/id/")) {
                steps = expanded(steps);
                shown = "/config/" + String.join("/", steps);
            }
            String method = request.method();
            if (method.equals("GET")) {
                return FakeResponse.json(200, FakeConfig.json(FakeConfig.read(config, steps)) + "\n")
                        .with("Etag", "\"" + inHeader(shown) + " " + hash(steps) + "\"");
            }
            if (!List.of("POST", "PUT", "PATCH", "DELETE").contains(method)) {
                return error(405, "method " + method + " not allowed");
            }
            if (!method.equals("DELETE")
                    && !request.headers().first("Content-Type").orElse("").contains("/json")) {
                return error(400, "unacceptable content-type: ; 'application/json' required");
            }
            Optional<String> tag = request.headers().first("If-Match");
            if (tag.isPresent()) {
                requireMatch(tag.get());
            }
            Object value = method.equals("DELETE") ? null : FakeConfig.tree(Json.parse(request.text()));
            start(FakeConfig.changed(config, method, steps, value));
            return FakeResponse.empty(200).with("Connection", "close");
        } catch (FakeConfig.Refused e) {
            return error(e.status(), String.valueOf(e.getMessage()));
        } catch (LegerException e) {
            return error(500, "decoding request body: invalid character, at offset 0");
        }
    }

    private List<String> expanded(List<String> steps) {
        if (steps.isEmpty()) {
            throw new FakeConfig.Refused(400, "request path is missing object ID");
        }
        List<String> path = ids.get(steps.get(0));
        if (path == null) {
            throw new FakeConfig.Refused(404, "unknown object ID '" + steps.get(0) + "'");
        }
        List<String> expanded = new ArrayList<>(path);
        expanded.addAll(steps.subList(1, steps.size()));
        return expanded;
    }

    private void requireMatch(String tag) {
        if (!tag.startsWith("\"") || !tag.endsWith("\"") || tag.length() < 2) {
            throw new FakeConfig.Refused(400, "malformed If-Match header; expect quoted string");
        }
        String[] parts = tag.substring(1, tag.length() - 1).split(" ", -1);
        if (parts.length != 2) {
            throw new FakeConfig.Refused(400, "malformed If-Match header; expect format \"<path> <hash>\"");
        }
        if (!hash(FakeConfig.steps(parts[0])).equals(parts[1])) {
            throw new FakeConfig.Refused(412, "If-Match header did not match current config hash");
        }
    }

    private String hash(List<String> steps) {
        return Integer.toHexString(
                FakeConfig.json(FakeConfig.read(config, steps)).hashCode());
    }

    /** As Go writes it: the bytes of UTF-8, and spaces for what would end the line. */
    private static String inHeader(String text) {
        String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return bytes.replaceAll("\\p{Cntrl}", " ");
    }

    private static boolean isJson(FakeRequest request) {
        String type = request.headers().first("Content-Type").orElse("");
        return type.isEmpty() || type.contains("/json");
    }

    private static FakeResponse error(int status, String message) {
        return FakeResponse.of(
                status,
                "application/json",
                ("{\"error\":" + FakeCaddyfile.quoted(message) + "}").getBytes(StandardCharsets.UTF_8));
    }
}
