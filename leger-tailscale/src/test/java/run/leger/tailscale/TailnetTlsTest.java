package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.CallOptions;
import run.leger.core.RequestBody;
import run.leger.core.TransportRequest;
import run.leger.core.UnavailableException;
import run.leger.testkit.FakeTailscaled;

/** TLS over dials, as the transport speaks it and as a library does that is given the socket factory. */
@Timeout(60)
@SuppressWarnings("NullAway") // set before each test
class TailnetTlsTest {
    private static final String NAME = "laptop.tail0000.ts.net";
    private static final URI ADDRESS = URI.create("https://" + NAME);

    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    private static SSLContext tls;
    private static HttpsServer server;
    private static ExecutorService threads;

    private FakeTailscaled fake;
    private TailscaleClient client;

    @BeforeAll
    static void serve() throws Exception {
        Path store = keys.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "laptop",
                        "-dname",
                        "CN=" + NAME,
                        "-ext",
                        "san=dns:" + NAME,
                        "-storepass",
                        "secret",
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
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
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            byte[] answer = (exchange.getRequestMethod() + " "
                            + exchange.getRemoteAddress().getPort() + " "
                            + exchange.getRequestHeaders().getFirst("Host") + " " + body.length)
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

    @BeforeEach
    void start() {
        fake = FakeTailscaled.start(folder.resolve("s"))
                .listener(NAME, 443, server.getAddress())
                .listener("laptop", 443, server.getAddress());
        client = TailscaleClient.builder().socket(fake.socket()).build();
    }

    @AfterEach
    void stop() {
        client.close();
        fake.close();
    }

    private static String get(TailnetTransport transport, TransportRequest request) {
        return new String(transport.send(request, CallOptions.none()).readAll(), StandardCharsets.US_ASCII);
    }

    @Test
    void calls_go_over_one_verified_connection() {
        try (TailnetTransport transport =
                TailnetTransport.builder(client, ADDRESS).sslContext(tls).build()) {
            String first = get(transport, TransportRequest.get("/"));
            assertThat(first).matches("GET [0-9]+ " + NAME + " 0");
            for (int i = 0; i < 5; i++) {
                assertThat(get(transport, TransportRequest.get("/"))).isEqualTo(first);
            }
            byte[] large = new byte[1 << 20];
            assertThat(get(transport, TransportRequest.of("PUT", "/", RequestBody.of(large))))
                    .endsWith(" " + (1 << 20));
        }
        assertThat(fake.server().requests()).hasSize(1);
    }

    @Test
    void a_certificate_of_another_name_or_that_nobody_vouches_for_is_refused() {
        refused(TailnetTransport.builder(client, URI.create("https://laptop"))
                .sslContext(tls)
                .build());
        refused(TailnetTransport.builder(client, ADDRESS).build());
    }

    private static void refused(TailnetTransport transport) {
        try (transport) {
            assertThatThrownBy(() -> get(transport, TransportRequest.get("/")))
                    .isInstanceOfSatisfying(
                            UnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(UnavailableException.Reason.TLS));
        }
    }

    @Test
    void a_factorys_socket_goes_below_the_jdks_tls() throws IOException {
        Socket plain = client.socketFactory().createSocket(NAME, 443);
        try (SSLSocket socket = layered(plain, NAME)) {
            socket.startHandshake();
            socket.setSoTimeout(200);
            // What the server has to say is not asked for yet, and a read that timed out may be tried again.
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).asString().startsWith("HTTP/1.1 200 OK");
        }
        assertThat(plain.isClosed()).isTrue();
    }

    @Test
    void the_jdks_tls_checks_the_name_over_it() throws IOException {
        Socket plain = client.socketFactory().createSocket("laptop", 443);
        try (SSLSocket socket = layered(plain, "laptop")) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
        assertThat(plain.isClosed()).isTrue();
    }

    private static SSLSocket layered(Socket plain, String host) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, 443, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }
}
