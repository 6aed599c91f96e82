package run.leger.tailscale;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** The way to the LocalAPI and back: the headers it insists on, and the one place where its refusals become typed errors. */
final class LocalApi implements AutoCloseable {
    /** What holds for a call where the caller says nothing and the endpoint needs nothing else. */
    static final CallOptions DEFAULTS = CallOptions.deadline(Duration.ofSeconds(10));

    private static final String HOST = "local-tailscaled.sock";
    private static final String BASE = "/localapi/v0/";

    private final Transport transport;
    private final SocketDiscovery discovery;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    LocalApi(Transport transport, SocketDiscovery discovery) {
        this.transport = transport;
        this.discovery = discovery;
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
        return TransportRequest.of(method, BASE + endpoint, RequestBody.of(body));
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
            throw new DaemonUnavailableException(e, discovery.attempts());
        }
    }

    /** Sends, and reads a JSON answer. */
    <T> T call(TransportRequest request, CallOptions options, Function<JsonIn, T> decoder) {
        return JsonIn.read(body(request, options), request.operation(), decoder);
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
        TransportResponse response = send(request, options);
        if (response.status() / 100 == 2) {
            return response;
        }
        try (response) {
            throw refusal(request, response, options);
        }
    }

    /** Closes a watch together with the client, unless it is forgotten before. */
    void closeWithClient(Watch watch) {
        watches.add(watch);
    }

    void forget(Watch watch) {
        watches.remove(watch);
    }

    /** Sends, and returns the body of a successful answer. */
    byte[] body(TransportRequest request, CallOptions options) {
        try (TransportResponse response = open(request, options)) {
            return response.readAll();
        }
    }

    private LegerException refusal(TransportRequest request, TransportResponse response, CallOptions options) {
        Optional<String> retryAfter = response.headers().first("Retry-After");
        String version = response.headers().first("Tailscale-Version").orElse("of unknown version");
        String said = errorText(response.readAll());
        String operation = request.operation();
        int status = response.status();
        return switch (status) {
            case 400, 405 -> new BadRequestException(operation, status, said, null);
            case 401, 403 -> accessDenied(operation, status, said, options);
            case 404 ->
                said.startsWith("404 page not found") || said.equals("404 not found") || said.isEmpty()
                        ? new UnsupportedEndpointException(
                                operation, status, said, "update tailscaled: this one is " + version)
                        : new NotFoundException(operation, status, said, null);
            case 412 -> new PreconditionFailedException(operation, status, said, "read again, then decide");
            case 429 ->
                new RateLimitedException(
                        operation,
                        status,
                        said,
                        retryAfter.map(LocalApi::seconds).orElse(null));
            default -> explained(new ApiException(operation, status, said, null), options);
        };
    }

    private AccessDeniedException accessDenied(String operation, int status, String said, CallOptions options) {
        if (!said.endsWith("access denied")) {
            String remedy = said.equals("invalid localapi request")
                    ? "the LocalAPI takes requests without Origin and Referer only, for the host " + HOST
                    : null;
            return new AccessDeniedException(operation, status, said, remedy);
        }
        String user = System.getProperty("user.name", "");
        // An operator is kept with the profile: before the first login there is none to keep it with.
        boolean loggedInOnce = state(options).map(Status::haveNodeKey).orElse(true);
        String operator = TailscaleCommand.of(socket(), loggedInOnce ? "set" : "up")
                .option("--operator", user)
                .toString();
        String cert = operation.contains("/cert/") ? "  (or TS_PERMIT_CERT_UID=" + user + " for tailscaled)" : "";
        return new AccessDeniedException(operation, status, said, operator + cert);
    }

    /** A failure whose reason is the daemon's state gets the type of that state. */
    ApiException explained(ApiException failure, CallOptions options) {
        Optional<ApiException> inState = state(options).flatMap(status -> inState(failure, status));
        inState.ifPresent(typed -> typed.addSuppressed(failure));
        return inState.orElse(failure);
    }

    /** Returns the failure as one of the daemon's state, or empty where it runs. */
    Optional<ApiException> inState(ApiException failure, Status status) {
        BackendState state = status.backendState();
        String up = TailscaleCommand.of(socket(), "up").toString();
        boolean expired = status.self() != null && status.self().expired();
        return switch (state.known()) {
            case RUNNING -> Optional.empty();
            case IN_USE_OTHER_USER ->
                Optional.of(new InUseByOtherUserException(
                        failure, state, "have the other user of this system quit Tailscale or log out"));
            case NEEDS_LOGIN ->
                Optional.of(
                        expired
                                ? new KeyExpiredException(failure, state, status.authUrl(), up + " --force-reauth")
                                : new NeedsLoginException(failure, state, status.authUrl(), up));
            case NEEDS_MACHINE_AUTH ->
                Optional.of(new NeedsApprovalException(
                        failure, state, "ask an admin of the tailnet to approve this device in the admin console"));
            case STOPPED -> Optional.of(new StoppedException(failure, state, up));
            case NO_STATE, STARTING, UNRECOGNIZED ->
                Optional.of(new StartingException(failure, state, "wait until tailscaled is running, then call again"));
        };
    }

    private Optional<Status> state(CallOptions options) {
        CallOptions quick = CallOptions.deadline(Duration.ofSeconds(2)).orElse(options);
        try (TransportResponse response = send(get(query("status", "peers", "false")), quick)) {
            return response.status() == 200
                    ? Optional.of(JsonIn.read(response.readAll(), "status", Status::read))
                    : Optional.empty();
        } catch (LegerException e) {
            // This call only explains another failure, which stays the one to report.
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

    private static @Nullable Duration seconds(String retryAfter) {
        return retryAfter.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(retryAfter)) : null;
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
        transport.close();
    }
}
