package run.leger.core.internal;

import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** TLS over a connection that stands already. */
public final class TlsLayer {
    private TlsLayer() {}

    /** Returns the context for an https address, the given one or the JDK's own; for http there is none. */
    public static @Nullable SSLContext contextFor(URI base, Optional<SSLContext> given) {
        if (!"https".equalsIgnoreCase(base.getScheme())) {
            return null;
        }
        try {
            return given.isPresent() ? given.get() : SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no TLS", e);
        }
    }

    /** Returns the connection, after the handshake where there is a context; the certificate must be for the host. What fails leaves nothing open. */
    public static SocketPipe over(VirtualSocket plain, String host, int port, @Nullable SSLContext context)
            throws IOException {
        try {
            if (context == null) {
                return new SocketPipe(plain, plain);
            }
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return new SocketPipe(plain, socket);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }
}
