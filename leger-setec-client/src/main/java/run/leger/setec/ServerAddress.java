package run.leger.setec;

import java.net.URI;
import java.util.Locale;

/** What a server's address must be. Messages never repeat an address that could hold a password. */
final class ServerAddress {
    private ServerAddress() {}

    /** Returns the address without slashes at its end: the server redirects doubled ones. */
    static URI checked(URI server) {
        if (server.getRawUserInfo() != null || server.getRawQuery() != null || server.getRawFragment() != null) {
            throw new IllegalArgumentException("the server's address cannot have user info, a query or a fragment");
        }
        String scheme = String.valueOf(server.getScheme()).toLowerCase(Locale.ROOT);
        if (server.getHost() == null || !scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("not an http or https address with a host: " + server);
        }
        return URI.create(server.toString().replaceAll("/+$", ""));
    }

    /** Whether what is sent there cannot be read on the way: TLS, or it never leaves this device. */
    static boolean isConfidential(URI server) {
        if ("https".equalsIgnoreCase(server.getScheme())) {
            return true;
        }
        String host = server.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
