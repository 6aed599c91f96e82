package run.leger.tailscale.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.DnsName;
import run.leger.tailscale.TailscaleClient;
import run.leger.testkit.FakeTailscaled;

/** The JDK's own HTTPS server, with clients that never stop calling while its certificate is replaced. */
@Timeout(120)
class ServerUnderLoadTest {
    private static final int CLIENTS = 4;

    @TempDir
    Path folder;

    @Test
    void no_call_fails_while_certificates_of_both_kinds_take_turns() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        try (FakeTailscaled daemon = FakeTailscaled.start(folder.resolve("s"));
                TailscaleClient ts =
                        TailscaleClient.builder().socket(daemon.socket()).build()) {
            daemon.answering("cert/", request -> Pairs.answer(Pairs.EC));
            try (RenewingCertificate certificate = RenewingCertificate.obtain(ts, DnsName.of("demo.tail0000.ts.net"))) {
                HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.setHttpsConfigurator(new HttpsConfigurator(certificate.sslContext()));
                server.setExecutor(pool);
                server.createContext("/", exchange -> {
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write("ok".getBytes(StandardCharsets.US_ASCII));
                    exchange.close();
                });
                server.start();
                try {
                    callThroughRenewals(server.getAddress(), certificate, daemon, pool);
                } finally {
                    server.stop(0);
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void a_handshake_that_asks_for_both_kinds_around_a_renewal_ends_with_what_it_began_with() {
        try (FakeTailscaled daemon = FakeTailscaled.start(folder.resolve("s"));
                TailscaleClient ts =
                        TailscaleClient.builder().socket(daemon.socket()).build()) {
            daemon.answering("cert/", request -> Pairs.answer(Pairs.RSA));
            try (RenewingCertificate certificate = RenewingCertificate.obtain(ts, DnsName.of("demo.tail0000.ts.net"))) {
                X509ExtendedKeyManager keys = certificate.keyManager();
                SSLEngine begun = certificate.sslContext().createSSLEngine();
                assertThat(keys.chooseEngineServerAlias("EC", null, begun)).isNull();
                daemon.answering("cert/", request -> Pairs.answer(Pairs.EC));
                certificate.refresh();
                String alias = keys.chooseEngineServerAlias("RSA", null, begun);
                assertThat(alias).isNotNull();
                assertThat(keys.getPrivateKey(alias).getAlgorithm()).isEqualTo("RSA");
                SSLEngine later = certificate.sslContext().createSSLEngine();
                assertThat(keys.chooseEngineServerAlias("RSA", null, later)).isNull();
                assertThat(keys.chooseEngineServerAlias("EC", null, later)).isNotNull();
            }
        }
    }

    private static void callThroughRenewals(
            InetSocketAddress address, RenewingCertificate certificate, FakeTailscaled daemon, ExecutorService pool)
            throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong calls = new AtomicLong();
        Set<X509Certificate> seen = ConcurrentHashMap.newKeySet();
        List<Future<?>> clients = new ArrayList<>();
        try (SSLSocket open = connect(address)) {
            X509Certificate atFirst = call(open, "keep-alive");
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(pool.submit(() -> {
                    while (!done.get()) {
                        try (SSLSocket socket = connect(address)) {
                            seen.add(call(socket, "close"));
                            calls.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            List<byte[]> turns = List.of(Pairs.RSA, Pairs.EC_PKCS8, Pairs.RSA_PKCS8, Pairs.EC_P384, Pairs.EC);
            for (byte[] turn : turns) {
                daemon.answering("cert/", request -> Pairs.answer(turn));
                X509Certificate now = certificate.refresh().certificate();
                long before = calls.get();
                while (!seen.contains(now) || calls.get() < before + 20) {
                    for (Future<?> client : clients) {
                        if (client.isDone()) {
                            client.get();
                        }
                    }
                    Thread.onSpinWait();
                }
                try (SSLSocket later = connect(address)) {
                    assertThat(call(later, "close")).isEqualTo(now);
                }
                assertThat(call(open, "keep-alive")).isEqualTo(atFirst);
            }
        } finally {
            done.set(true);
        }
        for (Future<?> client : clients) {
            client.get();
        }
        assertThat(seen).hasSize(5);
    }

    private static SSLSocket connect(InetSocketAddress address) throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {new TrustsAll()}, null);
        return (SSLSocket) trusting.getSocketFactory().createSocket(address.getAddress(), address.getPort());
    }

    private static X509Certificate call(SSLSocket socket, String connection) throws Exception {
        socket.getOutputStream()
                .write(("GET / HTTP/1.1\r\nHost: x\r\nConnection: " + connection + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder said = new StringBuilder();
        while (!said.toString().endsWith("\r\n\r\nok")) {
            int next = in.read();
            assertThat(next).as("after %s", said).isNotNegative();
            said.append((char) next);
        }
        assertThat(said.toString()).startsWith("HTTP/1.1 200");
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
