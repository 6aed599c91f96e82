package run.leger.conformance.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Tailscaled;
import run.leger.core.DnsName;
import run.leger.tailscale.CertPair;
import run.leger.tailscale.TailscaleClient;
import run.leger.tailscale.tls.RenewingCertificate;

/** The JDK's HTTPS server with a certificate that a real authority renews while clients call, who trust that authority alone. */
@Timeout(300)
class RenewingCertificateIT {
    private static final int CLIENTS = 4;

    @Test
    void a_server_is_called_without_a_failure_while_its_certificate_is_issued_anew() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        AtomicBoolean done = new AtomicBoolean();
        try (Tailscaled daemon = Tailscaled.start()) {
            daemon.up("renewing");
            DnsName name = DnsName.of("renewing." + Lab.domain());
            try (TailscaleClient ts =
                            TailscaleClient.builder().socket(daemon.socket()).build();
                    RenewingCertificate certificate = RenewingCertificate.obtain(ts, name)) {
                HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.setHttpsConfigurator(new HttpsConfigurator(certificate.sslContext()));
                server.setExecutor(pool);
                server.createContext("/", exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
                server.start();
                Set<X509Certificate> seen = ConcurrentHashMap.newKeySet();
                List<Future<?>> clients = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(pool.submit(() -> {
                        while (!done.get()) {
                            seen.add(call(server.getAddress(), name));
                        }
                        return null;
                    }));
                }
                X509Certificate before = certificate.identity().certificate();
                // More life than the one in use has left: the daemon gets another from the authority.
                Duration more = Duration.between(
                                Instant.now(), certificate.identity().notAfter())
                        .plusHours(1);
                try (CertPair issued = ts.certPair(name, more)) {
                    assertThat(issued.certificates().get(0)).isNotEqualTo(before);
                }
                X509Certificate after = certificate.refresh().certificate();
                assertThat(after).isNotEqualTo(before);
                while (!seen.contains(after)) {
                    for (Future<?> client : clients) {
                        if (client.isDone()) {
                            client.get();
                        }
                    }
                    Thread.onSpinWait();
                }
                done.set(true);
                for (Future<?> client : clients) {
                    client.get();
                }
                server.stop(0);
                assertThat(seen).containsExactlyInAnyOrder(before, after);
                assertThat(certificate.health().failures()).isZero();
            }
        } finally {
            done.set(true);
            pool.shutdownNow();
        }
    }

    private static X509Certificate call(InetSocketAddress address, DnsName name) throws Exception {
        SSLContext trust = Lab.trust(Lab.acmeRoot());
        try (SSLSocket socket = (SSLSocket) trust.getSocketFactory()
                .createSocket(
                        new java.net.Socket(address.getAddress(), address.getPort()),
                        name.value(),
                        address.getPort(),
                        true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200");
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }
}
