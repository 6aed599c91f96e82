package run.leger.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The certificate is fixed and the key is damaged: it is invalid, and nothing of it is in the error. */
class PrivateKeysProperties {
    /** A key and its certificate, as tailscaled hands them out. */
    private static final byte[] EC = read("ec.pem");

    private static byte[] read(String name) {
        try (InputStream in = Objects.requireNonNull(PrivateKeysProperties.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PublicKey certified() throws Exception {
        String pair = new String(EC, StandardCharsets.US_ASCII);
        byte[] chain = pair.substring(pair.indexOf("-----BEGIN CERT")).getBytes(StandardCharsets.US_ASCII);
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(chain))
                .getPublicKey();
    }

    @Property(tries = 500)
    void any_body_is_an_invalid_key(@ForAll byte[] body, @ForAll boolean older) throws Exception {
        String form = older ? "EC PRIVATE KEY" : "PRIVATE KEY";
        String encoded = Base64.getEncoder().encodeToString(body);
        for (String text : List.of(encoded, new String(body, StandardCharsets.ISO_8859_1))) {
            byte[] pem = ("-----BEGIN " + form + "-----\n" + text + "\n-----END " + form + "-----\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            byte[] before = pem.clone();
            assertThatThrownBy(() -> PrivateKeys.read(pem, certified()))
                    .isInstanceOf(InvalidKeyException.class)
                    .hasNoCause()
                    .message()
                    .hasSizeLessThan(60);
            assertThat(pem).isEqualTo(before);
        }
    }

    @Property(tries = 500)
    void a_key_with_one_byte_changed_or_cut_short_is_itself_or_invalid(
            @ForAll @IntRange(max = 226) int at, @ForAll byte other, @ForAll boolean cut) throws Exception {
        byte[] pem = Arrays.copyOf(EC, 227);
        PublicKey certified = certified();
        byte[] damaged = cut ? Arrays.copyOf(pem, at) : pem.clone();
        if (!cut) {
            damaged[at] = other;
        }
        try {
            // The parts that only repeat the public key may differ.
            assertThat(((ECPrivateKey) PrivateKeys.read(damaged, certified)).getS())
                    .isEqualTo(((ECPrivateKey) PrivateKeys.read(pem, certified)).getS());
        } catch (InvalidKeyException e) {
            assertThat(e).hasNoCause();
        }
    }
}
