package run.leger.tailscale;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.leger.core.AccessDeniedException;
import run.leger.core.ApiException;
import run.leger.core.BadRequestException;
import run.leger.core.CallOptions;
import run.leger.core.Json;
import run.leger.core.LegerException;
import run.leger.core.MalformedReplyException;
import run.leger.core.NotFoundException;
import run.leger.core.PreconditionFailedException;
import run.leger.core.RateLimitedException;
import run.leger.core.RequestBody;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnavailableException;
import run.leger.core.UnsupportedEndpointException;
import run.leger.core.internal.JsonIn;
import run.leger.core.internal.ThisUser;

/** The way to the LocalAPI and back: the headers it insists on, and the one place where its refusals become typed errors. */
final class LocalApi implements AutoCloseable {
    /** What holds for a call where the caller says nothing and the endpoint needs nothing else. */
    static final CallOptions DEFAULTS = CallOptions.deadline(Duration.ofSeconds(10));
    /** The same for answers that grow with the number of peers. */
    static final CallOptions LARGE = DEFAULTS.withMaxBodyBytes(256L << 20);

    /** The words of most endpoints, of serve-config, and of handle-push-message. Without them it is not the user who is refused. */
    private static final List<String> LACKS_RIGHT = List.of("access denied", "config denied", "not allowed");

    private static final String HOST = "local-tailscaled.sock";
    private static final String BASE = "/localapi/v0/";

    private final Transport transport;
    private final SocketDiscovery discovery;
    private final boolean overToken;
    private final Map<Object, Runnable> opened = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** A client that needs a token talks to a node inside another program, for which the commands of people are none. */
    LocalApi(Transport transport, SocketDiscovery discovery, boolean overToken) {
        this.transport = transport;
        this.discovery = discovery;
        this.overToken = overToken;
    }

    /** Returns the socket that commands for people name. */
    Path socket() {
        return discovery.expected();
    }

    static String query(String endpoint, String... namesAndValues) {
        StringBuilder target = new StringBuilder(endpoint);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            target.append(i == 0 ? '?' : '&')
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return target.toString();
    }

    /** Returns text as one part of a path, whatever is in it. */
    static String segment(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        // Alone, these would name this folder and the one above.
        return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
    }

    static TransportRequest get(String endpoint) {
        return TransportRequest.get(BASE + endpoint);
    }

    static TransportRequest post(String endpoint) {
        return TransportRequest.of("POST", BASE + endpoint, null);
    }

    static TransportRequest patch(String endpoint, byte[] json) {
        return of("PATCH", endpoint, json);
    }

    /** Returns a request with a body. Not sent twice unless the HTTP method says that it may be. */
    static TransportRequest of(String method, String endpoint, byte[] body) {
        return of(method, endpoint, RequestBody.of(body));
    }

    /** Returns a request whose body is written as it is sent. Not sent twice unless the HTTP method says that it may be. */
    static TransportRequest of(String method, String endpoint, RequestBody body) {
        return TransportRequest.of(method, BASE + endpoint, body);
    }

    /** Returns a request without a body. */
    static TransportRequest of(String method, String endpoint) {
        return TransportRequest.of(method, BASE + endpoint, null);
    }

    /** Sends, whatever the answer's status is. */
    TransportResponse send(TransportRequest request, CallOptions options) {
        try {
            return transport.send(
                    request.headers().first("Host").isPresent() ? request : request.with("Host", HOST), options);
        } catch (UnavailableException e) {
            throw overToken
                    ? new DaemonUnavailableException(
                            e,
                            List.of(),
                            "start the program that runs this node, and get its port and token anew: both change with each start")
                    : new DaemonUnavailableException(e, discovery.attempts());
        }
    }

    /** Sends, and reads a JSON answer. */
    <T> T call(TransportRequest request, CallOptions options, Function<JsonIn, T> decoder) {
        return JsonIn.read(body(request, options), request.operation(), decoder);
    }

    /**
     * Sends, and reads a JSON answer of a daemon of at least this capability version. An older one overlooks a parameter that it does not know, and
     * would answer another question.
     */
    <T> T call(TransportRequest request, CallOptions options, int capabilityVersion, Function<JsonIn, T> decoder) {
        try (TransportResponse response = open(request, options)) {
            String version = response.headers().first("Tailscale-Cap").orElse("");
            boolean known = version.matches("[0-9]{1,9}") && Integer.parseInt(version) >= capabilityVersion;
            if (!known) {
                throw new UnsupportedEndpointException(
                        request.operation(),
                        response.status(),
                        "this daemon overlooks a parameter of the call",
                        update(response));
            }
            return JsonIn.read(response.readAll(), request.operation(), decoder);
        }
    }

    /** Returns options for a call that the daemon answers only after some time. */
    static CallOptions waiting(Duration time) {
        Duration whole = time.plusSeconds(10);
        return CallOptions.deadline(whole).withHeaderTimeout(whole).withIdleTimeout(whole);
    }

    /** Sends, and reads a JSON answer with the public reader of a record that lives in another package. */
    <T> T parsed(TransportRequest request, CallOptions options, Function<Json, T> parse) {
        Json json = call(request, options, JsonIn::raw);
        try {
            return parse.apply(json);
        } catch (MalformedReplyException e) {
            throw new MalformedReplyException(request.operation() + ": " + e.getMessage(), null, e);
        }
    }

    /** Sends, and returns a successful answer with its body still to be read; the caller closes it. */
    TransportResponse open(TransportRequest request, CallOptions options) {
        TimeLeft left = TimeLeft.from(options);
        TransportResponse response = send(request, options);
        if (response.status() / 100 == 2) {
            return response;
        }
        try (response) {
            throw refusal(request, response, left);
        }
    }

    /** Closes what was opened by this client together with it, unless it is forgotten before. */
    void closeWithClient(Object thing, Runnable closer) {
        opened.put(thing, closer);
        if (closed) {
            closer.run();
        }
    }

    void forget(Object thing) {
        opened.remove(thing);
    }

    /** Sends, and returns the body of a successful answer. */
    byte[] body(TransportRequest request, CallOptions options) {
        try (TransportResponse response = open(request, options)) {
            return response.readAll();
        }
    }

    private static String update(TransportResponse response) {
        return "update tailscaled: this one is "
                + response.headers().first("Tailscale-Version").orElse("of unknown version");
    }

    LegerException refusal(TransportRequest request, TransportResponse response, TimeLeft left) {
        Optional<String> retryAfter = response.headers().first("Retry-After");
        String said = errorText(response.readAll());
        String operation = request.operation();
        int status = response.status();
        return switch (status) {
            case 400, 405 -> new BadRequestException(operation, status, said, null);
            case 401, 403 -> accessDenied(operation, status, said, left);
            case 404 ->
                said.startsWith("404 page not found") || said.equals("404 not found") || said.isEmpty()
                        ? new UnsupportedEndpointException(operation, status, said, update(response))
                        : new NotFoundException(operation, status, said, null);
            case 412 -> new PreconditionFailedException(operation, status, said, "read again, then decide");
            case 429 ->
                new RateLimitedException(
                        operation,
                        status,
                        said,
                        retryAfter.map(LocalApi::patience).orElse(null));
            default -> explained(new ApiException(operation, status, said, null), left);
        };
    }

    private AccessDeniedException accessDenied(String operation, int status, String said, TimeLeft left) {
        if (status == 401 && said.equals("auth required")) {
            return new TokenRequiredException(operation, status, said);
        }
        if (status == 403 && said.equals("bad password")) {
            return new TokenRejectedException(operation, status, said);
        }
        if (LACKS_RIGHT.stream().noneMatch(said.stripTrailing()::endsWith)) {
            String remedy = said.equals("invalid localapi request")
                    ? "the LocalAPI takes requests without Origin and Referer only, for the host " + HOST
                    : null;
            return new AccessDeniedException(operation, status, said, remedy);
        }
        boolean loggedInOnce = state(left).map(Status::haveNodeKey).orElse(true);
        String operator = TailscaleCommand.makeOperator(socket(), loggedInOnce);
        String cert =
                operation.contains("/cert/") ? "  (or TS_PERMIT_CERT_UID=" + ThisUser.name() + " for tailscaled)" : "";
        return new AccessDeniedException(operation, status, said, operator + cert);
    }

    /** A failure whose reason is the daemon's state gets the type of that state. */
    ApiException explained(ApiException failure, TimeLeft left) {
        Optional<ApiException> inState = state(left).flatMap(status -> inState(failure, status, left));
        inState.ifPresent(typed -> typed.addSuppressed(failure));
        return inState.orElse(failure);
    }

    /** Returns the failure as one of the daemon's state, or empty where it runs. */
    Optional<ApiException> inState(ApiException failure, Status status, TimeLeft left) {
        BackendState state = status.backendState();
        boolean expired = status.self() != null && status.self().expired();
        return switch (state.known()) {
            case RUNNING -> Optional.empty();
            case IN_USE_OTHER_USER ->
                Optional.of(new InUseByOtherUserException(
                        failure, state, "have the other user of this system quit Tailscale or log out"));
            case NEEDS_LOGIN ->
                Optional.of(
                        expired
                                ? new KeyExpiredException(
                                        failure, state, status.authUrl(), logIn(left, "--force-reauth"))
                                : new NeedsLoginException(failure, state, status.authUrl(), logIn(left)));
            case NEEDS_MACHINE_AUTH ->
                Optional.of(new NeedsApprovalException(
                        failure, state, "ask an admin of the tailnet to approve this device in the admin console"));
            case STOPPED -> Optional.of(new StoppedException(failure, state, up("connect")));
            case NO_STATE, STARTING, UNRECOGNIZED ->
                Optional.of(new StartingException(failure, state, "wait until tailscaled is running, then call again"));
        };
    }

    private String logIn(TimeLeft left, String... words) {
        if (overToken) {
            return up("log in, or give an auth key,");
        }
        TailscaleCommand command = prefs(left)
                .map(prefs -> TailscaleCommand.up(socket(), prefs))
                .orElseGet(() -> TailscaleCommand.of(socket(), "up"));
        List.of(words).forEach(command::word);
        return command.toString();
    }

    private String up(String inTheProgram) {
        return overToken
                ? inTheProgram + " in the program that runs this node"
                : TailscaleCommand.of(socket(), "up").toString();
    }

    /** Returns the daemon's state, which only explains another failure: where it cannot be had, that failure stays the one to report. */
    Optional<Status> state(TimeLeft left) {
        return explanation(get(query("status", "peers", "false")), left, Status::read);
    }

    private Optional<Prefs> prefs(TimeLeft left) {
        return explanation(get("prefs"), left, Prefs::read);
    }

    private <T> Optional<T> explanation(TransportRequest request, TimeLeft left, Function<JsonIn, T> reader) {
        try (TransportResponse response = send(request, left.forOneMore())) {
            return response.status() == 200
                    ? Optional.of(JsonIn.read(response.readAll(), request.operation(), reader))
                    : Optional.empty();
        } catch (LegerException e) {
            return Optional.empty();
        }
    }

    /** The daemon's words: plain text, or the member "error" of an object in either spelling. */
    static String errorText(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).trim();
        if (text.startsWith("{")) {
            try {
                for (Map.Entry<String, Json> member : JsonIn.read(
                                text.getBytes(StandardCharsets.UTF_8), "error", in -> in.map(JsonIn::raw))
                        .entrySet()) {
                    if (member.getKey().equalsIgnoreCase("error")) {
                        return bounded(member.getValue().asText());
                    }
                }
            } catch (MalformedReplyException e) {
                // Then the whole text is what the daemon said.
            }
        }
        return bounded(text);
    }

    private static String bounded(String text) {
        return text.length() > 2000 ? text.substring(0, 2000) + "..." : text;
    }

    /** Seconds, or the date at which to come back; null where it is neither. */
    private static @Nullable Duration patience(String retryAfter) {
        if (retryAfter.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(retryAfter));
        }
        try {
            Duration left = Duration.between(
                    Instant.now(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter, Instant::from));
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public void close() {
        closed = true;
        opened.values().forEach(Runnable::run);
        transport.close();
    }
}
