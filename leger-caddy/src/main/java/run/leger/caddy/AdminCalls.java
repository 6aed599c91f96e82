package run.leger.caddy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.leger.core.CallOptions;
import run.leger.core.ConnectionLostException;
import run.leger.core.LegerException;
import run.leger.core.RequestBody;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnavailableException;

/** The way to the admin API and back. What changes something is sent once; what only reads, once more after a connection that broke. */
record AdminCalls(
        Transport transport, CallOptions options, @Nullable String origin) {
    /** What changes the configuration starts what it says, and takes as long as that takes. */
    static final CallOptions LOAD = CallOptions.deadline(Duration.ofMinutes(2))
            .withHeaderTimeout(Duration.ofMinutes(2))
            .withIdleTimeout(Duration.ofMinutes(2));

    /** Never idempotent in the eyes of a transport: to Caddy, a second PUT inserts a second time. */
    static TransportRequest change(String method, String target, @Nullable String type, byte[] body) {
        TransportRequest request = TransportRequest.of(method, target, RequestBody.of(body));
        if (type != null) {
            request = request.with("Content-Type", type);
        }
        return new TransportRequest(method, target, request.headers(), request.body(), false);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Sends once, and returns the body. */
    byte[] send(TransportRequest request, CallOptions usual) {
        try (TransportResponse response = exchange(request, usual)) {
            return response.readAll();
        }
    }

    /** Reads, and takes from the answer what the caller wants. */
    <T> T read(String target, CallOptions usual, Function<TransportResponse, T> taken) {
        return read(TransportRequest.get(target), usual, taken);
    }

    /** Does the same with a request that changes nothing, though it has a body. */
    <T> T read(TransportRequest request, CallOptions usual, Function<TransportResponse, T> taken) {
        try {
            return readOnce(request, usual, taken);
        } catch (ConnectionLostException first) {
            try {
                return readOnce(request, usual, taken);
            } catch (LegerException second) {
                second.addSuppressed(first);
                throw second;
            }
        }
    }

    private <T> T readOnce(TransportRequest request, CallOptions usual, Function<TransportResponse, T> taken) {
        try (TransportResponse response = exchange(request, usual)) {
            return taken.apply(response);
        }
    }

    /** Sends, whatever the answer's status is. */
    TransportResponse raw(TransportRequest request, CallOptions usual) {
        try {
            return transport.send(origin == null ? request : request.with("Origin", origin), options.orElse(usual));
        } catch (UnavailableException e) {
            throw CaddyUnavailableException.of(e);
        }
    }

    /** Sends, and returns the answer if it is a success. */
    private TransportResponse exchange(TransportRequest request, CallOptions usual) {
        TransportResponse response = raw(request, usual);
        if (response.status() >= 200 && response.status() < 300) {
            return response;
        }
        throw AdminErrors.of(request.operation(), response.status(), response.readAll());
    }
}
