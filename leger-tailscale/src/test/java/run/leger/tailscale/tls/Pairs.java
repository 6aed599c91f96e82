package run.leger.tailscale.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import run.leger.testkit.FakeResponse;

/** Pairs of key and certificate for {@code demo.tail0000.ts.net}, valid from 2026 to 2036, as the daemon hands them out. */
final class Pairs {
    static final byte[] EC = read("ec.pem");
    static final byte[] EC_PKCS8 = read("ec-pkcs8.pem");
    static final byte[] EC_P384 = read("ec-p384.pem");
    static final byte[] RSA = read("rsa.pem");
    static final byte[] RSA_PKCS8 = read("rsa-pkcs8.pem");

    private Pairs() {}

    static FakeResponse answer(byte[] pair) {
        return FakeResponse.of(200, "text/plain", pair);
    }

    private static byte[] read(String name) {
        try (InputStream in = Objects.requireNonNull(Pairs.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
