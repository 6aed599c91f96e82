package run.leger.testkit;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.LegerException;

/**
 * Caddy's admin API without Caddy: keeps the configuration it is given, and refuses what is wrong in the words of the real one.
 *
 * <p>An adapted Caddyfile is an object with the site addresses in {@code addresses}, the text in {@code caddyfile}, and hosts and
 * ports where Caddy has them, below {@code apps}: enough to see what was loaded, and no
 * more. Unlike Caddy it does not move its address with the configuration.
 */
public final class FakeCaddyAdmin implements AutoCloseable {
    private final FakeServer server;
    private String config = "null";
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
     * Makes the next load fail.
     *
     * @param message what Caddy says, after {@code loading config: }
     * @return this fake
     */
    public synchronized FakeCaddyAdmin failNextLoad(String message) {
        nextFailure = message;
        return this;
    }

    /**
     * Returns what is loaded.
     *
     * @return the configuration, or empty where nothing is
     */
    public synchronized Optional<Json> loaded() {
        return config.equals("null") ? Optional.empty() : Optional.of(Json.parse(config));
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
        if (request.headers().first("Origin").isPresent()) {
            return error(
                    403,
                    "client is not allowed to access from origin '"
                            + request.headers().first("Origin").get() + "'");
        }
        String path = request.path();
        String expected = path.startsWith("/config/") ? "GET" : "POST";
        boolean known =
                path.startsWith("/config/") || path.equals("/load") || path.equals("/adapt") || path.equals("/stop");
        if (!known) {
            return FakeResponse.text(404, "404 page not found");
        }
        if (!request.method().equals(expected)) {
            return error(405, "method " + request.method() + " not allowed");
        }
        return switch (path) {
            case "/load" -> load(request);
            case "/adapt" -> adapt(request);
            case "/stop" -> {
                stopped = true;
                yield FakeResponse.empty(200).with("Connection", "close");
            }
            default -> read(path);
        };
    }

    private FakeResponse load(FakeRequest request) {
        String text = request.text();
        try {
            String next = isJson(request) ? text : FakeCaddyfile.adapt(text);
            if (nextFailure != null) {
                String failure = nextFailure;
                nextFailure = null;
                return error(400, "loading config: " + failure);
            }
            // The real one unloads everything when the body is empty.
            config = text.isEmpty() ? "null" : Json.parse(next).toString();
            return FakeResponse.empty(200).with("Connection", "close");
        } catch (FakeCaddyfile.Refused e) {
            return error(400, "adapting config using caddyfile adapter: " + e.getMessage());
        } catch (LegerException e) {
            return error(400, "loading config: loading new config: decoding the configuration: invalid JSON");
        }
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

    private FakeResponse read(String path) {
        String rest = path.substring("/config/".length()).replaceAll("/+$", "");
        Json found = Json.parse(config);
        if (!rest.isEmpty()) {
            String[] steps = rest.split("/", -1);
            for (int i = 0; i < steps.length; i++) {
                Optional<Json> next = found.at(steps[i]);
                if (next.isEmpty() && i < steps.length - 1) {
                    return error(400, "invalid traversal path at: config/" + rest);
                }
                found = next.orElse(Json.parse("null"));
            }
        }
        String json = found.toString();
        return FakeResponse.json(200, json + "\n")
                .with("Etag", "\"" + path + " " + Integer.toHexString(json.hashCode()) + "\"");
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
