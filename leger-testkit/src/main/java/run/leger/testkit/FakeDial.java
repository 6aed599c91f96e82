package run.leger.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The dial endpoint: connects to what a test named, and copies until either side ends, as the daemon does. */
final class FakeDial {
    private final Map<String, SocketAddress> listeners = new ConcurrentHashMap<>();

    void listener(String host, int port, SocketAddress target) {
        listeners.put(host + " " + port, target);
    }

    FakeResponse answer(FakeRequest request) {
        if (!request.method().equals("POST")) {
            return FakeResponse.text(405, "POST required");
        }
        if (!header(request, "Connection").contains("upgrade")
                || !header(request, "Upgrade").equals("ts-dial")) {
            return FakeResponse.text(400, "bad ts-dial upgrade");
        }
        String host = header(request, "Dial-Host");
        String port = header(request, "Dial-Port");
        if (host.isEmpty() || port.isEmpty()) {
            return FakeResponse.text(400, "missing Dial-Host or Dial-Port header");
        }
        SocketAddress target = listeners.get(host + " " + port);
        if (target != null) {
            return connected(target, host + ":" + port);
        }
        if (host.startsWith("100.64.0.") || host.equals("laptop") || host.startsWith("laptop.")) {
            return refused(host + ":" + port);
        }
        if (host.matches("[0-9.]+") || host.contains(":")) {
            String ip = host.contains(":") ? "[" + host + "]" : host;
            return FakeResponse.empty(200).with("Dial-Self", "true").with("Dial-Addr", ip + ":" + port);
        }
        return FakeResponse.text(502, "resolve failure: lookup " + host + ": no such host");
    }

    private static FakeResponse refused(String target) {
        return FakeResponse.text(502, "dial failure: connect tcp " + target + ": connection was refused");
    }

    private static String header(FakeRequest request, String name) {
        return request.headers().first(name).orElse("");
    }

    private static FakeResponse connected(SocketAddress target, String name) {
        SocketChannel far;
        try {
            far = SocketChannel.open(target);
        } catch (IOException e) {
            return refused(name);
        }
        return FakeResponse.upgrade("ts-dial", (in, out) -> {
            try (far;
                    out) {
                Thread back = new Thread(() -> copy(ChannelStreams.in(far), out, far), "fake-dial");
                back.setDaemon(true);
                back.start();
                copy(in, ChannelStreams.out(far), far);
            }
        });
    }

    /** Whichever direction ends first ends both. */
    private static void copy(InputStream from, OutputStream to, SocketChannel far) {
        try (far;
                to) {
            from.transferTo(to);
        } catch (IOException e) {
            // One of the two sides is gone, and the other one goes with it.
        }
    }
}
