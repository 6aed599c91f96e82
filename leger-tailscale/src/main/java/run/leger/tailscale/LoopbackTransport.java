package run.leger.tailscale;

import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import run.leger.core.CallOptions;
import run.leger.core.SecretBytes;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.internal.HostConnector;
import run.leger.core.internal.PipeCalls;

/** The LocalAPI over a port of this machine, with the token that stands for the right to use it and the header that tsnet insists on. */
final class LoopbackTransport implements Transport {
    private final PipeCalls calls;
    private final SecretBytes token;
    private volatile boolean closed;

    /** Takes the token over, and wipes it on close. */
    LoopbackTransport(int port, SecretBytes token) {
        this.calls = new PipeCalls(new HostConnector(loopback(port), null), 8);
        this.token = token;
    }

    /** By number: the name localhost may be another address, and the app listens on this one only. */
    private static URI loopback(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public TransportResponse send(TransportRequest request, CallOptions options) {
        TransportRequest allowed = closed
                ? request
                : request.with("Sec-Tailscale", "localapi").with("Authorization", token.use(LoopbackTransport::basic));
        return calls.send(allowed, options);
    }

    /** Basic authentication without a user. */
    private static String basic(byte[] token) {
        byte[] pair = new byte[token.length + 1];
        pair[0] = ':';
        System.arraycopy(token, 0, pair, 1, token.length);
        String encoded = Base64.getEncoder().encodeToString(pair);
        Arrays.fill(pair, (byte) 0);
        return "Basic " + encoded;
    }

    @Override
    public void close() {
        closed = true;
        calls.close();
        token.close();
    }

    @Override
    public String toString() {
        return "LoopbackTransport";
    }
}
