package run.leger.tailscale.serve;

import java.nio.charset.StandardCharsets;
import run.leger.core.DnsName;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What happens to the connections at a port.
 *
 * <p>Mirrors {@code ipn.TCPPortHandler}.
 *
 * @param https whether they are HTTPS, for the web handlers
 * @param http whether they are HTTP, for the web handlers
 * @param tcpForward where they are passed on to, as {@code host:port} or {@code unix:/path}, or empty
 * @param terminateTls the name for whose certificate the daemon takes TLS off first, or empty to pass bytes on as they are
 * @param proxyProtocol the version of the PROXY protocol that tells the target who called, 1 or 2, or 0 for none
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record TcpPortHandler(
        boolean https, boolean http, String tcpForward, String terminateTls, int proxyProtocol, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #forward} or {@link #parse} to make one. */
    @WireConstructor
    public TcpPortHandler {}

    /**
     * Passes connections on.
     *
     * @param target {@code host:port}, or {@code unix:/path}, which the daemon takes from an administrator of this device only
     * @return the handler
     * @throws IllegalArgumentException if it is neither
     */
    public static TcpPortHandler forward(String target) {
        boolean unix = target.startsWith("unix:") && target.length() > "unix:".length();
        int colon = target.lastIndexOf(':');
        boolean hostPort = !target.contains("/") && colon > 0 && Ports.parse(target.substring(colon + 1)) != 0;
        if (!unix && !hostPort) {
            throw new IllegalArgumentException(
                    "TCP is passed on to host:port or unix:/path, and this is neither: " + Shown.of(target));
        }
        return parse(Tree.with(Tree.EMPTY, Texts.json(target), "TCPForward"));
    }

    /**
     * Takes TLS off before passing connections on.
     *
     * @param host the name whose certificate the daemon uses: one of the status' {@code certDomains}
     * @return a new handler, with everything else as it is here
     */
    public TcpPortHandler terminatingTls(DnsName host) {
        return parse(Tree.with(raw, Texts.json(host.value()), "TerminateTLS"));
    }

    /**
     * Tells the target who called, by a header before the first byte. The target must expect it.
     *
     * @param version 1 or 2, or 0 for no header
     * @return a new handler, with everything else as it is here
     * @throws IllegalArgumentException if there is no such version
     */
    public TcpPortHandler withProxyProtocol(int version) {
        if (version < 0 || version > 2) {
            throw new IllegalArgumentException("the PROXY protocol has the versions 1 and 2, not " + version);
        }
        return parse(
                version == 0
                        ? Tree.without(raw, "ProxyProtocol")
                        : Tree.with(raw, Json.parse(Integer.toString(version)), "ProxyProtocol"));
    }

    static TcpPortHandler web(boolean tls) {
        return parse(Tree.with(Tree.EMPTY, Json.parse("true"), tls ? "HTTPS" : "HTTP"));
    }

    /**
     * Returns what this serves.
     *
     * @return the type, as the daemon tells it
     */
    public ServeType serveType() {
        if (http) {
            return ServeType.HTTP;
        }
        if (https) {
            return ServeType.HTTPS;
        }
        if (tcpForward.isEmpty()) {
            return ServeType.UNRECOGNIZED;
        }
        return terminateTls.isEmpty() ? ServeType.TCP : ServeType.TLS_TERMINATED_TCP;
    }

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static TcpPortHandler parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "TcpPortHandler.parse", TcpPortHandler::read);
    }

    private static TcpPortHandler parse(Json json) {
        return JsonIn.read(json.utf8(), "TcpPortHandler.parse", TcpPortHandler::read);
    }

    static TcpPortHandler read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        boolean https = false;
        boolean http = false;
        String tcpForward = "";
        String terminateTls = "";
        int proxyProtocol = 0;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "HTTPS" -> https = in.bool();
                case "HTTP" -> http = in.bool();
                case "TCPForward" -> tcpForward = in.text();
                case "TerminateTLS" -> terminateTls = in.text();
                case "ProxyProtocol" -> proxyProtocol = in.int32();
                default -> in.skip();
            }
        }
        return new TcpPortHandler(https, http, tcpForward, terminateTls, proxyProtocol, in.rawSince(mark));
    }
}
