package run.leger.conformance.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import run.leger.core.Json;

/** The running laboratory: its paths, addresses and names. Everything here fails with the remedy outside of {@code lab java}. */
public final class Lab {
    /** How long anything in the laboratory may take before a test gives up on it. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private Lab() {}

    private static String property(String name) {
        String value = System.getProperty("leger.lab." + name);
        if (value == null) {
            throw new IllegalStateException(
                    "leger.lab." + name + " is not set: this runs only in the laboratory, by mvn -Pconformance verify");
        }
        return value;
    }

    /** Returns the path of one of the pinned programs, such as {@code tailscale}. */
    public static Path program(String name) {
        Path program = Path.of(property("bin"), name);
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(program + " is missing: add it to lab/pins and run lab build");
        }
        return program;
    }

    /** Returns the run directory, which every user may read and only root may write. */
    public static Path run() {
        return Path.of(property("run"));
    }

    /** Returns the directory of the laboratory's own sources. */
    public static Path sources() {
        return Path.of(property("dir"));
    }

    /** Returns the MagicDNS suffix of the tailnet, without a dot at its end. */
    public static String domain() {
        return property("domain");
    }

    /** Returns the LocalAPI socket of node {@code a} or {@code b}. */
    public static Path socket(String node) {
        return run().resolve(node).resolve("tailscaled.sock");
    }

    /** Returns the file with the root that signs the certificates of the tailnet's names. */
    public static Path acmeRoot() {
        return run().resolve("acme-root.pem");
    }

    /** Returns the environment that a further tailscaled needs to get certificates and to stay inside. */
    public static Map<String, String> tailscaledEnvironment() {
        return Map.of(
                "TS_DISABLE_PORTMAPPER", "1",
                "TS_NO_LOGS_NO_SUPPORT", "true",
                "SSL_CERT_FILE", run().resolve("ca.pem").toString(),
                "TS_DEBUG_ACME_DIRECTORY_URL", "https://127.0.0.1:14000/dir");
    }

    /** Returns node a's HTTP proxy, the way into the tailnet. SOCKS 5 is at the same address. */
    public static InetSocketAddress httpProxy() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1055);
    }

    /** Returns the address of the control server. */
    public static URI controlUrl() {
        return URI.create(property("control"));
    }

    /** Returns the address of setec in the tailnet, to be reached through {@link #httpProxy()}. */
    public static URI setecUrl() {
        return URI.create("https://setec." + domain());
    }

    /** Returns the control server's own view of all nodes: a JSON array of {@code tailcfg.Node}. */
    public static Json nodes() throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(controlUrl().resolve("/lab/nodes"))
                                .timeout(PATIENCE)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return Json.parse(answer.body());
    }

    /**
     * Has the control server send a node a change of the network map. It sends that node no other map any more, so it must be a test's own.
     *
     * @param nodeKey the node's key
     * @param mapResponse a JSON object as {@code tailcfg.MapResponse}
     */
    public static void sendMap(String nodeKey, String mapResponse) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(controlUrl().resolve("/lab/map?node=" + nodeKey))
                                .timeout(PATIENCE)
                                .POST(HttpRequest.BodyPublishers.ofString(mapResponse))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError("the control server says " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Returns a client that goes through node a and trusts the laboratory's authority alone. */
    public static HttpClient tailnetClient() {
        return HttpClient.newBuilder()
                .proxy(ProxySelector.of(httpProxy()))
                .sslContext(trust(acmeRoot()))
                .connectTimeout(PATIENCE)
                .build();
    }

    /** Returns a TLS context that trusts what is in a PEM file, and nothing else. */
    public static SSLContext trust(Path roots) {
        try (InputStream in = Files.newInputStream(roots)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (var root : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("root-" + count++, root);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot trust " + roots, e);
        }
    }
}
