package run.leger.caddy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import run.leger.core.AccessDeniedException;
import run.leger.core.CallOptions;
import run.leger.core.ConnectionLostException;
import run.leger.core.Json;
import run.leger.core.LegerException;
import run.leger.core.RequestBody;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnavailableException;
import run.leger.core.UnixTransport;
import run.leger.core.internal.JsonIn;

/**
 * Caddy's admin API: loads configurations, reads the running one, and stops Caddy. Mirrors the endpoints of Caddy 2.11.
 *
 * <p>Methods block until Caddy answers or a deadline passes, and are safe for use by many threads. {@link #load} and {@link #loadJson} wait up to
 * two minutes unless {@link #with(CallOptions) told otherwise}, for a load includes starting what the configuration says. Only reads are repeated,
 * and once, after a connection that broke: Caddy restarts this API with every load.
 *
 * <p>Every method throws {@link CaddyUnavailableException} if nobody answers, {@link AccessDeniedException} if Caddy refuses the address this
 * client uses, another {@link run.leger.core.ApiException} for what Caddy refuses otherwise, and {@link run.leger.core.TransportException}s as
 * {@link Transport#send} does.
 *
 * <pre>{@code
 * try (CaddyAdmin caddy = CaddyAdmin.create("unix//run/caddy/admin.sock")) {
 *     caddy.load(caddyfile.render());
 * }
 * }</pre>
 */
public final class CaddyAdmin implements AutoCloseable {
    private static final CallOptions LOAD = CallOptions.deadline(Duration.ofMinutes(2))
            .withHeaderTimeout(Duration.ofMinutes(2))
            .withIdleTimeout(Duration.ofMinutes(2));
    private static final String CADDYFILE = "text/caddyfile";
    private static final String JSON = "application/json";

    private final Transport transport;
    private final CallOptions options;
    private final boolean owner;

    private CaddyAdmin(Transport transport, CallOptions options, boolean owner) {
        this.transport = transport;
        this.options = options;
        this.owner = owner;
    }

    /**
     * Returns a client of the API on TCP.
     *
     * @param address scheme, host and port, by default {@code http://127.0.0.1:2019}
     * @return the client; nothing is opened yet
     * @throws IllegalArgumentException if it is not an http or https address
     */
    public static CaddyAdmin create(URI address) {
        return new CaddyAdmin(Transport.http(address), CallOptions.none(), true);
    }

    /**
     * Returns a client of the API at an address as the global option {@code admin} names it.
     *
     * @param address {@code unix//absolute/path}, perhaps with {@code |mode}, {@code host:port}, {@code :port}, or an http or https URL
     * @return the client; nothing is opened yet
     * @throws UnwritableValueException if it is none of these
     */
    public static CaddyAdmin create(String address) {
        if (address.startsWith("http://") || address.startsWith("https://")) {
            return create(URI.create(address));
        }
        if (address.startsWith("fd/")) {
            throw Check.refuse("admin address", "is a file descriptor of Caddy's, which no other process can reach");
        }
        String checked = Check.listener(address, "admin address", true);
        if (checked.startsWith("unix/")) {
            String path = checked.substring("unix/".length());
            int bar = path.indexOf('|');
            // Caddy closes each connection after a write, so none is worth keeping.
            UnixTransport unix = UnixTransport.builder(Path.of(bar < 0 ? path : path.substring(0, bar)))
                    .keepIdle(0)
                    .build();
            return new CaddyAdmin(unix, CallOptions.none(), true);
        }
        return create(URI.create("http://" + (checked.startsWith(":") ? "127.0.0.1" : "") + checked));
    }

    /**
     * Returns a client over a transport of the caller's.
     *
     * @param transport the transport; closing the client does not close it
     * @return the client
     */
    public static CaddyAdmin over(Transport transport) {
        return new CaddyAdmin(Objects.requireNonNull(transport, "transport"), CallOptions.none(), false);
    }

    /**
     * Returns a view of this client with other deadlines and bounds. Closing the view closes nothing.
     *
     * @param options what differs; they go before those of this client
     * @return the view
     */
    public CaddyAdmin with(CallOptions options) {
        return new CaddyAdmin(transport, options.orElse(this.options), false);
    }

    /**
     * Replaces the whole configuration by a Caddyfile. Environment spans and relative paths in it are those of the Caddy process. Its global option
     * {@code admin} counts at once: without it the API moves to its default address, even if the load then fails otherwise.
     *
     * @param caddyfile the text
     * @return what Caddy finds questionable; normally empty
     * @throws IllegalArgumentException if the text is blank: Caddy would unload everything
     * @throws ConfigRefusedException if Caddy does not take it; the configuration before goes on
     */
    public List<CaddyWarning> load(String caddyfile) {
        return warnings("POST /load", send("/load", CADDYFILE, notBlank(caddyfile), LOAD));
    }

    /**
     * Loads a Caddyfile even where it is what runs already, so that Caddy reads its certificate files again; see {@link #load(String)}, which does
     * nothing then.
     *
     * @param caddyfile the text
     * @return what Caddy finds questionable; normally empty
     * @throws IllegalArgumentException if the text is blank: Caddy would unload everything
     * @throws ConfigRefusedException if Caddy does not take it; the configuration before goes on
     */
    public List<CaddyWarning> reload(String caddyfile) {
        TransportRequest request =
                post("/load", CADDYFILE, notBlank(caddyfile)).with("Cache-Control", "must-revalidate");
        return warnings("POST /load", send(request, LOAD));
    }

    /**
     * Replaces the whole configuration by one in Caddy's own JSON; see {@link #load}.
     *
     * @param config the configuration, with {@code admin} in it
     * @return what Caddy finds questionable; normally empty
     * @throws IllegalArgumentException if it is null in JSON: Caddy would unload everything
     * @throws ConfigRefusedException if Caddy does not take it; the configuration before goes on
     */
    public List<CaddyWarning> loadJson(Json config) {
        String text = notBlank(config.toString());
        if (text.strip().equals("null")) {
            throw new IllegalArgumentException("a null configuration would unload everything");
        }
        return warnings("POST /load", send("/load", JSON, text, LOAD));
    }

    /**
     * Asks what Caddy makes of a Caddyfile, without loading it. That finds wrong syntax, but not values that only fail when they are used.
     *
     * @param caddyfile the text
     * @return the configuration in JSON, and warnings
     * @throws IllegalArgumentException if the text is blank
     * @throws ConfigRefusedException if it is not a Caddyfile
     */
    public Adaptation adapt(String caddyfile) {
        byte[] reply = send("/adapt", CADDYFILE, notBlank(caddyfile), CallOptions.none());
        return JsonIn.read(reply, "POST /adapt", in -> {
            Json config = null;
            List<CaddyWarning> warnings = List.of();
            in.beginObject();
            for (String name = in.field(); name != null; name = in.field()) {
                switch (name) {
                    case "result" -> config = in.raw();
                    case "warnings" -> warnings = in.list(CaddyWarning::read);
                    default -> in.skip();
                }
            }
            return new Adaptation(config == null ? Json.parse("null") : config, warnings);
        });
    }

    /**
     * Returns the running configuration.
     *
     * @return the configuration with its tag; null in JSON where nothing was loaded
     */
    public ConfigSnapshot config() {
        return config("");
    }

    /**
     * Returns a part of the running configuration.
     *
     * @param path names and array indexes with slashes between them, such as {@code apps/http/servers}; already percent-encoded where that is needed
     * @return the part with its tag; null in JSON where its last name is not there
     * @throws run.leger.core.BadRequestException if the path leads through something that is not there
     * @throws IllegalArgumentException if the path has white space or other characters that no URL has
     */
    public ConfigSnapshot config(String path) {
        String target = "/config/" + (path.startsWith("/") ? path.substring(1) : path);
        return repeatedOnce(() -> {
            try (TransportResponse response = exchange(TransportRequest.get(target), CallOptions.none())) {
                Optional<String> etag = response.headers().first("Etag");
                return new ConfigSnapshot(Json.parse(new String(response.readAll(), StandardCharsets.UTF_8)), etag);
            }
        });
    }

    /** Stops Caddy. Returns when it has said that it will; it then ends its connections and exits with code 0. */
    public void stop() {
        try (TransportResponse response =
                exchange(TransportRequest.of("POST", "/stop", RequestBody.of(new byte[0])), CallOptions.none())) {
            response.readAll();
        }
    }

    /** Frees the connections, where this client opened them. */
    @Override
    public void close() {
        if (owner) {
            transport.close();
        }
    }

    private byte[] send(String target, String type, String body, CallOptions usual) {
        return send(post(target, type, body), usual);
    }

    private static TransportRequest post(String target, String type, String body) {
        return TransportRequest.of("POST", target, RequestBody.of(body.getBytes(StandardCharsets.UTF_8)))
                .with("Content-Type", type);
    }

    private byte[] send(TransportRequest request, CallOptions usual) {
        try (TransportResponse response = exchange(request, usual)) {
            return response.readAll();
        }
    }

    /** Sends, and returns the answer if it is a success. */
    private TransportResponse exchange(TransportRequest request, CallOptions usual) {
        try {
            TransportResponse response = transport.send(request, options.orElse(usual));
            if (response.status() >= 200 && response.status() < 300) {
                return response;
            }
            throw AdminErrors.of(request.operation(), response.status(), response.readAll());
        } catch (UnavailableException e) {
            throw CaddyUnavailableException.of(e);
        }
    }

    private static <T> T repeatedOnce(Supplier<T> read) {
        try {
            return read.get();
        } catch (ConnectionLostException first) {
            try {
                return read.get();
            } catch (LegerException second) {
                second.addSuppressed(first);
                throw second;
            }
        }
    }

    /** An object with warnings in it from 2.11.9 on, a list before that, and nothing where there are none. */
    private static List<CaddyWarning> warnings(String operation, byte[] reply) {
        if (new String(reply, StandardCharsets.UTF_8).isBlank()) {
            return List.of();
        }
        return JsonIn.read(reply, operation, in -> {
            if (in.isArray()) {
                return in.list(CaddyWarning::read);
            }
            List<CaddyWarning> warnings = List.of();
            in.beginObject();
            for (String name = in.field(); name != null; name = in.field()) {
                if (name.equals("warnings")) {
                    warnings = in.list(CaddyWarning::read);
                } else {
                    in.skip();
                }
            }
            return warnings;
        });
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty configuration would unload everything");
        }
        return text;
    }
}
