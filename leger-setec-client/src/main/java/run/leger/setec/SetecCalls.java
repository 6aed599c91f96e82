package run.leger.setec;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import run.leger.core.CallOptions;
import run.leger.core.Headers;
import run.leger.core.MalformedReplyException;
import run.leger.core.RequestBody;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;

/** Sends an operation and reads its answer; the arrays of both are wiped before it returns. */
final class SetecCalls {
    // Both are compared byte for byte by the server; a charset after the type is refused.
    private static final Headers HEADERS =
            Headers.of("Content-Type", "application/json", "Sec-X-Tailscale-No-Browsers", "setec");

    private final Transport transport;
    private final String server;
    private final CallOptions options;

    /** Makes calls to a server, whose description is for what is said where it does not answer as Setec does. */
    SetecCalls(Transport transport, String server, CallOptions options) {
        this.transport = transport;
        this.server = server;
        this.options = options;
    }

    String server() {
        return server;
    }

    SetecCalls with(CallOptions first) {
        return new SetecCalls(transport, server, first.orElse(options));
    }

    CallOptions options() {
        return options;
    }

    void close() {
        transport.close();
    }

    /** Sends, and decodes what a 200 carries. */
    <T> T call(Operation operation, byte[] body, BiFunction<byte[], String, T> decoder) {
        return answer(operation, body, false, decoder).orElseThrow();
    }

    /** Sends a condition with the call: empty is the server's "not changed". */
    <T> Optional<T> callIfChanged(Operation operation, byte[] body, BiFunction<byte[], String, T> decoder) {
        return answer(operation, body, true, decoder);
    }

    private <T> Optional<T> answer(
            Operation operation, byte[] body, boolean conditional, BiFunction<byte[], String, T> decoder) {
        byte[] received = {};
        try (TransportResponse response = transport.send(
                new TransportRequest("POST", operation.path(), HEADERS, RequestBody.of(body), operation.reads()),
                options)) {
            received = response.readAll();
            if (response.status() == 200) {
                return Optional.of(decoded(operation, received, decoder));
            }
            if (response.status() == 304 && conditional) {
                return Optional.empty();
            }
            String location = response.headers().first("Location").orElse("");
            throw Refusals.of(operation, server, response.status(), received, location);
        } finally {
            Arrays.fill(body, (byte) 0);
            Arrays.fill(received, (byte) 0);
        }
    }

    private <T> T decoded(Operation operation, byte[] received, BiFunction<byte[], String, T> decoder) {
        try {
            return decoder.apply(received, operation.text());
        } catch (MalformedReplyException e) {
            throw new MalformedReplyException(String.valueOf(e.getMessage()), Refusals.stranger(server), e);
        }
    }
}
