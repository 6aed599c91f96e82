package run.leger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.CallOptions;
import run.leger.core.RequestBody;
import run.leger.core.TcpTransport;
import run.leger.core.TransportRequest;
import run.leger.core.UnavailableException;

/** TLS over TCP, to the JDK's server with a certificate for the name localhost and for no address. */
@Timeout(60)
@SuppressWarnings("NullAway") // set before each test
class TcpTlsTest {
    @TempDir
    static Path keys;

    private static SSLContext tls;
    private static HttpsServer server;
    private static ExecutorService threads;

    @BeforeAll
    static void serve() throws Exception {
        Path store = keys.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder((keytool
                                + " -genkeypair -keyalg EC -alias a -dname CN=a -ext san=dns:localhost -storepass secret -keystore "
                                + store)
                        .split(" "))
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keyStore.load(in, "secret".toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keyStore, "secret".toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keyStore);
        tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        threads = Executors.newCachedThreadPool();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            byte[] answer = (exchange.getRequestMethod() + " "
                            + exchange.getRemoteAddress().getPort() + " " + body.length)
                    .getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void end() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static TcpTransport to(String host, Optional<SSLContext> trusting) {
        TcpTransport.Builder builder = TcpTransport.builder(
                URI.create("https://" + host + ":" + server.getAddress().getPort()));
        trusting.ifPresent(builder::sslContext);
        return builder.build();
    }

    private static String get(TcpTransport transport, TransportRequest request) {
        return new String(transport.send(request, CallOptions.none()).readAll(), StandardCharsets.US_ASCII);
    }

    @Test
    void calls_go_over_one_verified_connection() {
        try (TcpTransport transport = to("localhost", Optional.of(tls))) {
            String first = get(transport, TransportRequest.get("/"));
            assertThat(first).matches("GET [0-9]+ 0");
            for (int i = 0; i < 5; i++) {
                assertThat(get(transport, TransportRequest.get("/"))).isEqualTo(first);
            }
            byte[] large = new byte[1 << 20];
            assertThat(get(transport, TransportRequest.of("PUT", "/", RequestBody.of(large))))
                    .endsWith(" " + (1 << 20));
        }
    }

    @Test
    void a_certificate_of_another_name_or_that_nobody_vouches_for_is_refused() {
        refused(to("127.0.0.1", Optional.of(tls)));
        refused(to("localhost", Optional.empty()));
    }

    private static void refused(TcpTransport transport) {
        try (transport) {
            assertThatThrownBy(() -> get(transport, TransportRequest.get("/")))
                    .isInstanceOfSatisfying(
                            UnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(UnavailableException.Reason.TLS));
        }
    }
}
