package run.leger.setec.cache;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a sealed file is for. It can be opened for exactly this: a file that was sealed for another server or another purpose is foreign, even
 * under the same key. Give each file of a program a purpose of its own.
 *
 * @param purpose what the file holds, such as {@code secrets}; not secret
 * @param server the server that the content came from, or empty where it came from none
 */
public record SealedFor(String purpose, Optional<URI> server) {
    /**
     * Checks that there is a purpose.
     *
     * @throws IllegalArgumentException if the purpose is blank
     */
    public SealedFor {
        Objects.requireNonNull(server, "server");
        if (purpose.isBlank()) {
            throw new IllegalArgumentException("say what the file is for");
        }
    }

    /**
     * Returns a purpose without a server.
     *
     * @param purpose what the file holds
     * @return the purpose
     * @throws IllegalArgumentException if it is blank
     */
    public static SealedFor purpose(String purpose) {
        return new SealedFor(purpose, Optional.empty());
    }

    /**
     * Returns a purpose that is bound to a server. Case of scheme and host, a default port and slashes at the end make no difference.
     *
     * @param purpose what the file holds
     * @param server the server that the content comes from
     * @return the purpose
     * @throws IllegalArgumentException if the purpose is blank
     */
    public static SealedFor server(String purpose, URI server) {
        return new SealedFor(purpose, Optional.of(server));
    }

    /** Every part with its length, so that no two purposes meet in the same bytes. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            part(out, purpose);
            part(out, server.map(SealedFor::canonical).orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void part(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static String canonical(URI server) {
        String scheme = Objects.requireNonNullElse(server.getScheme(), "").toLowerCase(Locale.ROOT);
        String host = Objects.requireNonNullElse(server.getHost(), "").toLowerCase(Locale.ROOT);
        int port = server.getPort();
        if (scheme.equals("https") && port == 443 || scheme.equals("http") && port == 80) {
            port = -1;
        }
        String path = Objects.requireNonNullElse(server.getRawPath(), "").replaceAll("/+$", "");
        return host.isEmpty() ? server.toString() : scheme + "://" + host + (port < 0 ? "" : ":" + port) + path;
    }
}
