package run.leger.setec.rotate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handshakes on real sockets, both sides with certificates from secrets. */
@Timeout(60)
final class RotatingTlsTest {
    /** The certificates are their own authority. */
    private static final TrustManager ALL = new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    };

    private final ManualTime time = new ManualTime();
    private final TestSecret secret = new TestSecret(new String(Pairs.EC, US_ASCII));

    private RotatingTls start(TestSecret of) {
        return RotatingTls.pem(of).trusting(ALL).with(time).start();
    }

    /** What the client saw of the server, and the server of the client. */
    private static X509Certificate[] handshake(SSLContext server, SSLContext client) throws Exception {
        try (SSLServerSocket listening = (SSLServerSocket)
                        server.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SSLSocket socket = (SSLSocket) client.getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), listening.getLocalPort())) {
            listening.setNeedClientAuth(true);
            CompletableFuture<X509Certificate> seen = new CompletableFuture<>();
            Thread accepting = new Thread(() -> {
                try (SSLSocket accepted = (SSLSocket) listening.accept()) {
                    accepted.startHandshake();
                    seen.complete((X509Certificate) accepted.getSession().getPeerCertificates()[0]);
                    accepted.getInputStream().read();
                } catch (Exception e) {
                    seen.completeExceptionally(e);
                }
            });
            accepting.start();
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            X509Certificate other = seen.get();
            socket.getOutputStream().write(1);
            accepting.join();
            return new X509Certificate[] {shown, other};
        }
    }

    @Test
    void both_sides_show_the_certificate_of_the_moment() throws Exception {
        TestSecret clients = new TestSecret(new String(Pairs.RSA, US_ASCII));
        try (RotatingTls server = start(secret);
                RotatingTls client = start(clients)) {
            X509Certificate[] before = handshake(server.sslContext(), client.sslContext());
            assertThat(before[0].getPublicKey().getAlgorithm()).isEqualTo("EC");
            assertThat(before[1].getPublicKey().getAlgorithm()).isEqualTo("RSA");
            secret.rotate(2, Pairs.RSA);
            clients.rotate(2, Pairs.EC);
            X509Certificate[] after = handshake(server.sslContext(), client.sslContext());
            assertThat(after[0].getPublicKey().getAlgorithm()).isEqualTo("RSA");
            assertThat(after[1].getPublicKey().getAlgorithm()).isEqualTo("EC");
            assertThat(server.chain().get(0)).isEqualTo(after[0]);
            assertThat(server.keyManager()).isSameAs(server.keyManager());
        }
    }

    @Test
    void a_secret_that_is_no_identity_is_not_served_and_not_quoted() throws Exception {
        String ec = new String(Pairs.EC, US_ASCII);
        String rsa = new String(Pairs.RSA, US_ASCII);
        String mixed = ec.substring(0, ec.indexOf("-----BEGIN CERT")) + rsa.substring(rsa.indexOf("-----BEGIN CERT"));
        try (RotatingTls tls = start(secret)) {
            X509Certificate before = tls.chain().get(0);
            for (String bad : new String[] {
                "",
                "planted",
                ec.substring(0, ec.indexOf("-----BEGIN CERT")),
                mixed,
                ec.replace("EC PRIVATE", "PLANTED PRIVATE"),
                rsa.substring(rsa.indexOf("-----BEGIN CERT")),
                ec.substring(0, ec.length() - 200)
            }) {
                secret.rotate(2, bad);
                assertThat(tls.chain().get(0)).isEqualTo(before);
                assertThat(tls.state().failures()).isPositive();
                assertThat(tls.state().lastFailure().orElseThrow())
                        .cause()
                        .message()
                        .hasSizeLessThan(120)
                        .doesNotContain("planted");
            }
            secret.rotate(
                    3,
                    rsa.substring(rsa.indexOf("-----BEGIN CERT")) + rsa.substring(0, rsa.indexOf("-----BEGIN CERT")));
            assertThat(tls.state().version().orElseThrow().number()).isEqualTo(3);
        }
    }

    @Test
    void a_certificate_that_has_run_out_is_neither_taken_nor_shown() {
        try (RotatingTls tls = start(secret)) {
            assertThat(tls.keyManager().chooseServerAlias("EC", null, null)).isNotNull();
            time.pass(Duration.ofDays(3660 * 2));
            assertThat(tls.keyManager().chooseServerAlias("EC", null, null)).isNull();
            secret.rotate(2, Pairs.RSA);
            assertThat(tls.state().lastFailure().orElseThrow().getCause()).hasMessageContaining("has run out");
            assertThatThrownBy(() -> start(secret)).isInstanceOf(RotationFailedException.class);
        }
    }

    @Test
    void a_pkcs12_store_is_read_with_its_password_which_is_wiped() throws Exception {
        secret.rotate(2, Pairs.pkcs12(Pairs.RSA, "changeit"));
        char[] password = "changeit".toCharArray();
        try (RotatingTls tls =
                RotatingTls.pkcs12(secret, () -> password).with(time).start()) {
            assertThat(tls.chain().get(0).getPublicKey().getAlgorithm()).isEqualTo("RSA");
            assertThat(password).containsOnly('\0');
        }
        assertThatThrownBy(() -> RotatingTls.pkcs12(secret, () -> "wrong".toCharArray())
                        .with(time)
                        .start())
                .cause()
                .hasMessageContaining("PKCS#12");
        secret.rotate(3, Arrays.copyOf(Pairs.pkcs12(Pairs.RSA, "changeit"), 500));
        assertThatThrownBy(() -> RotatingTls.pkcs12(secret, () -> "changeit".toCharArray())
                        .with(time)
                        .start())
                .isInstanceOf(RotationFailedException.class);
    }
}
