package run.leger.tailscale;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import run.leger.core.CallOptions;
import run.leger.core.LegerException;
import run.leger.core.internal.Connector;
import run.leger.core.internal.Failures;
import run.leger.core.internal.Pipe;
import run.leger.core.internal.TlsLayer;

/** The way to an address in the tailnet: a dial, and TLS over it. */
final class DialConnector implements Connector {
    private final LocalApi api;
    private final URI base;
    private final Dial dial;
    private final @Nullable SSLContext tls;

    /** Speaks TLS where there is a context for it. */
    DialConnector(LocalApi api, URI base, @Nullable SSLContext tls) {
        int port = base.getPort() >= 0 ? base.getPort() : tls == null ? 80 : 443;
        this.api = api;
        this.base = base;
        this.dial = new Dial(base.getHost(), port);
        this.tls = tls;
    }

    @Override
    public Pipe connect(Attempt attempt) throws IOException {
        CallOptions options = attempt.options();
        TailnetSocket plain = new TailnetSocket(api, options);
        attempt.opening(plain::close);
        try {
            plain.dial(dial, deadlines(options));
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
        return TlsLayer.over(plain, dial.host(), dial.port(), tls);
    }

    /** The call closes the socket at its own deadline. These hold where that ends nothing, as with an implementation that knows no interrupt. */
    private static CallOptions deadlines(CallOptions options) {
        Duration connect = options.connectTimeout().orElseThrow();
        Duration later = connect.compareTo(Duration.ofDays(1)) < 0 ? connect.plusSeconds(1) : connect;
        return options.withConnectTimeout(later).withHeaderTimeout(later).withDeadline(later);
    }

    @Override
    public String address() {
        return base.toString();
    }

    @Override
    public String host() {
        return base.getRawAuthority();
    }

    @Override
    public LegerException failure(Exception e, String operation) {
        return Failures.ofSocketConnect(e, operation, address());
    }
}
