package run.leger.conformance.caddy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import run.leger.conformance.lab.Lab;

/** Ports of this machine, and what is served there. */
final class Ports {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Ports() {}

    /** Returns a port that nobody uses. */
    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what is served there over plain HTTP, or an empty text where nobody listens. */
    static String served(int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(Lab.PATIENCE)
                .build();
        while (true) {
            try {
                return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
            } catch (IOException e) {
                // Right behind a load, Caddy resets what waits at the listener of before.
                if (!String.valueOf(e.getMessage()).contains("reset")) {
                    if (e instanceof ConnectException) {
                        return "";
                    }
                    throw new UncheckedIOException(e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
