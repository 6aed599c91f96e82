package run.leger.tailscale.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.leger.core.DnsName;
import run.leger.core.FileFailedException;
import run.leger.core.MalformedReplyException;
import run.leger.tailscale.CertPair;
import run.leger.tailscale.TailscaleClient;
import run.leger.testkit.FakeTailscaled;

class TlsIdentityTest {
    private static final DnsName NAME = DnsName.of("demo.tail0000.ts.net");
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private FakeTailscaled daemon;
    private TailscaleClient ts;

    @BeforeEach
    void start() {
        daemon = FakeTailscaled.start(folder.resolve("s"));
        ts = TailscaleClient.builder().socket(daemon.socket()).build();
    }

    @AfterEach
    void stop() {
        ts.close();
        daemon.close();
    }

    private TlsIdentity identity(byte[] pem) {
        daemon.answering("cert/", request -> Pairs.answer(pem));
        try (CertPair pair = ts.certPair(NAME)) {
            return TlsIdentity.of(pair);
        }
    }

    static Stream<byte[]> pairs() {
        return Stream.of(Pairs.EC, Pairs.EC_PKCS8, Pairs.EC_P384, Pairs.RSA, Pairs.RSA_PKCS8);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void every_form_of_key_goes_into_a_key_store_and_a_file_and_comes_back(byte[] pem) throws Exception {
        TlsIdentity identity = identity(pem);
        assertThat(identity.keyStore(PASSWORD).getKey("tailscale", PASSWORD)).isEqualTo(identity.privateKey());
        Path file = folder.resolve("server.p12");
        identity.writePkcs12(file, PASSWORD);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        KeyStore read = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            read.load(in, PASSWORD);
        }
        assertThat(read.getKey("tailscale", PASSWORD)).isEqualTo(identity.privateKey());
        assertThat(read.getCertificateChain("tailscale"))
                .containsExactly(identity.chain().toArray(new java.security.cert.Certificate[0]));
    }

    @Test
    void a_file_that_cannot_be_written_leaves_the_old_one() throws Exception {
        Path file = folder.resolve("server.p12");
        identity(Pairs.EC).writePkcs12(file, PASSWORD);
        byte[] before = Files.readAllBytes(file);
        TlsIdentity other = identity(Pairs.RSA);
        assertThatThrownBy(() -> other.writePkcs12(folder.resolve("absent/server.p12"), PASSWORD))
                .isInstanceOf(FileFailedException.class);
        assertThat(file).hasBinaryContent(before);
        other.writePkcs12(file, PASSWORD);
        assertThat(Files.readAllBytes(file)).isNotEqualTo(before);
    }

    @Test
    void a_key_of_another_certificate_is_refused() {
        String ec = new String(Pairs.EC, StandardCharsets.US_ASCII);
        String other = new String(Pairs.EC_PKCS8, StandardCharsets.US_ASCII);
        byte[] mixed = (ec.substring(0, ec.indexOf("-----BEGIN CERT"))
                        + other.substring(other.indexOf("-----BEGIN CERT")))
                .getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> identity(mixed))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("not the certificate's key");
    }

    @Test
    void no_text_form_has_the_key() {
        TlsIdentity identity = identity(Pairs.EC);
        assertThat(identity.toString()).contains("serial").doesNotContain("PRIVATE");
    }
}
