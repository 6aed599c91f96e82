package run.leger.tailscale;

import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import run.leger.core.ApiException;
import run.leger.core.CallOptions;
import run.leger.core.Headers;
import run.leger.core.IpAddress;
import run.leger.core.MalformedReplyException;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnavailableException;
import run.leger.core.UnavailableException.Reason;
import run.leger.core.internal.HostConnector;
import run.leger.core.internal.PipeCalls;

/** Where to connect to through the daemon. */
record Dial(String host, int port) {
    /** A name or an address can be no more than that; an IPv6 address may come in brackets. */
    Dial {
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (!host.matches("[A-Za-z0-9._:%-]{1,255}")) {
            throw new IllegalArgumentException("not a host name or IP address: " + host.replaceAll("\\p{Cntrl}", "?"));
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    private TransportRequest request() {
        TransportRequest dial = LocalApi.post("dial");
        Headers headers = Headers.of(
                "Connection", "upgrade",
                "Upgrade", "ts-dial",
                "Dial-Host", host,
                "Dial-Port", Integer.toString(port),
                "Dial-Network", "tcp");
        // Sent again it makes another connection; the one of the first try ended with the kept connection that it was
        // asked on.
        return new TransportRequest(dial.method(), dial.target(), headers, null, true);
    }

    /** Connects. */
    Socket through(LocalApi api, CallOptions options) {
        TransportRequest request = request();
        TimeLeft left = TimeLeft.from(options);
        TransportResponse response = api.send(request, options);
        if (response.status() == 101 && response.connection().isPresent()) {
            return response.connection().get();
        }
        try (response) {
            if (response.status() == 200
                    && response.headers()
                            .first("Dial-Self")
                            .filter("true"::equals)
                            .isPresent()) {
                URI address =
                        address(request, response.headers().first("Dial-Addr").orElse(""));
                response.readAll();
                return self(address, options);
            }
            if (response.status() / 100 == 2 || response.status() == 101) {
                throw new MalformedReplyException(
                        request.operation() + ": status " + response.status()
                                + " with neither a connection nor an address",
                        null,
                        null);
            }
            RuntimeException refusal = api.refusal(request, response, left);
            throw refusal instanceof ApiException e && e.status() == 502 && !(e instanceof BackendStateException)
                    ? failure(e)
                    : refusal;
        }
    }

    /** The target is not the tailnet's: the connection must come from this process, as this user. */
    private Socket self(URI address, CallOptions options) {
        try {
            return new PipeCalls(new HostConnector(address, null), 0)
                    .connect("dial " + host + " port " + port, options);
        } catch (UnavailableException e) {
            throw new DialFailedException(
                    e.reason(), host, port, "not in the tailnet, and the direct way failed: " + e.getMessage(), e);
        }
    }

    private static URI address(TransportRequest request, String text) {
        int colon = text.lastIndexOf(':');
        try {
            String ip = text.substring(0, Math.max(0, colon));
            boolean bracketed = ip.startsWith("[") && ip.endsWith("]");
            IpAddress address = IpAddress.of(bracketed ? ip.substring(1, ip.length() - 1) : ip);
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("not a port: " + port);
            }
            return URI.create("http://" + (address.isIpv6() ? "[" + address + "]" : address) + ":" + port);
        } catch (IllegalArgumentException e) {
            throw new MalformedReplyException(
                    request.operation() + ": the header Dial-Addr is not an address with a port", null, e);
        }
    }

    private DialFailedException failure(ApiException e) {
        String said = e.serverMessage();
        Reason reason = said.startsWith("resolve failure")
                ? Reason.UNKNOWN_HOST
                : said.toLowerCase(Locale.ROOT).contains("refused") ? Reason.REFUSED : Reason.OTHER;
        return new DialFailedException(reason, host, port, said, e);
    }
}
