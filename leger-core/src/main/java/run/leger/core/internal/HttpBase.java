package run.leger.core.internal;

import java.net.URI;
import run.leger.core.TransportRequest;

/** The address that a transport puts before each target. */
public final class HttpBase {
    private HttpBase() {}

    /** Fails where it is not http or https with a host, or has what no target can be put behind. */
    public static void require(URI base) {
        boolean http = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
        if (!http || base.getHost() == null) {
            throw new IllegalArgumentException("not an http or https address with a host: " + base);
        }
        if (base.getRawQuery() != null || base.getRawFragment() != null || base.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an address cannot have a query, a fragment or user info here");
        }
    }

    /** Returns the path without the slashes at its end: a target begins with one. */
    public static String prefix(URI base) {
        return base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
    }

    /** Returns the request with its target behind the path. */
    public static TransportRequest behind(String prefix, TransportRequest request) {
        return prefix.isEmpty()
                ? request
                : new TransportRequest(
                        request.method(),
                        prefix + request.target(),
                        request.headers(),
                        request.body(),
                        request.idempotent());
    }
}
