package run.leger.tailscale;

import java.net.URI;
import run.leger.core.MalformedReplyException;

/** Addresses that a daemon wants a person to open: only what a browser shows, so that no other program is started by it. */
final class WebAddress {
    private WebAddress() {}

    static URI of(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // The same as any other text that is no address.
        }
        throw new MalformedReplyException(
                "the daemon gave an address to open that is not a web page's",
                "do not open it: look at the control server",
                null);
    }
}
