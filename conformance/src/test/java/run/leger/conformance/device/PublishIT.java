package run.leger.conformance.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.caddy.CaddyAdmin;
import run.leger.caddy.DeploymentException;
import run.leger.conformance.lab.CaddyProcess;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Program;
import run.leger.conformance.lab.Tls;
import run.leger.core.Json;
import run.leger.device.LegerService;
import run.leger.device.ServiceCatalogue;
import run.leger.device.publish.AddressScheme;
import run.leger.device.publish.PublishException;
import run.leger.device.publish.PublishPlan;
import run.leger.device.publish.PublishSettings;
import run.leger.device.publish.Publisher;
import run.leger.tailscale.TailscaleClient;

/** From a plan to an HTTPS answer: real tailscaled, real certificates, real Caddy. */
class PublishIT {
    /** The HTTP proxy of node b, a device that is not the one that publishes. */
    private static final InetSocketAddress NODE_B = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1056);

    @TempDir
    Path folder;

    private HttpServer upstream;
    private CaddyProcess caddy;

    @BeforeEach
    void start() throws IOException {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", exchange -> {
            byte[] answer = "hello from the upstream".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            try (var body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        upstream.start();
        caddy = CaddyProcess.start("# nothing yet\n");
    }

    @AfterEach
    void stop() {
        upstream.stop(0);
        caddy.close();
    }

    private String upstreamAddress() {
        return "127.0.0.1:" + upstream.getAddress().getPort();
    }

    private String admin() {
        return "unix/" + caddy.adminSocket();
    }

    private static HttpClient nodeB() {
        return HttpClient.newBuilder()
                .proxy(ProxySelector.of(NODE_B))
                .sslContext(Lab.trust(Lab.acmeRoot()))
                .connectTimeout(Lab.PATIENCE)
                .build();
    }

    private static String get(String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(Lab.PATIENCE).build();
        return nodeB().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void the_command_publishes_a_service_that_another_device_reaches_over_https() throws Exception {
        Path config = Files.writeString(
                folder.resolve("leger.yaml"), "services:\n  ai:\n    upstream: " + upstreamAddress() + "\n");
        String[] publish = {
            "publish", "ai", "--config", config.toString(), "--caddy-admin", admin(), "--out", folder.toString()
        };

        Program.Ended dry = Leger.run(concat(publish, "--dry-run"));
        assertThat(dry.code()).as(dry.output()).isZero();
        assertThat(folder.resolve("Caddyfile")).doesNotExist();
        Program.Ended done = Leger.run(concat(publish, "--json"));

        assertThat(done.code()).as(done.output()).isZero();
        String url = Json.parse(done.output())
                .at("services", "0", "url")
                .orElseThrow()
                .asText();
        assertThat(url).isEqualTo("https://ai." + Lab.domain());
        assertThat(get(url)).isEqualTo("hello from the upstream");
        assertThat(folder.resolve("Caddyfile")).hasSameTextualContentAs(folder.resolve("Caddyfile.last-good"));
    }

    private static String[] concat(String[] words, String word) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(words), java.util.stream.Stream.of(word))
                .toArray(String[]::new);
    }

    @Test
    void a_service_below_the_devices_own_name_gets_the_wildcard_pair_as_files() throws Exception {
        LegerService jupyter = service("jupyter");
        try (TailscaleClient tailscale = TailscaleClient.create();
                CaddyAdmin admin = CaddyAdmin.create(admin())) {
            Publisher publisher = Publisher.of(tailscale, admin, PublishSettings.in(folder));
            PublishPlan plan = publisher.plan(List.of(jupyter));
            publisher.apply(plan);

            String name = "jupyter.dev-a." + Lab.domain();
            assertThat(plan.services().get(0).address().orElseThrow().scheme())
                    .isEqualTo(AddressScheme.DEVICE_SUBDOMAIN);
            Tls.Answer answer =
                    Tls.get(new InetSocketAddress(InetAddress.getLoopbackAddress(), 443), name, "/", Lab.acmeRoot());
            assertThat(answer.answer()).startsWith("HTTP/1.1 200").contains("hello from the upstream");
            assertThat(answer.certificate().getSubjectAlternativeNames().toString())
                    .contains("*.dev-a." + Lab.domain());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("wildcard.pem"))))
                    .isEqualTo("rw-------");
        }
    }

    private LegerService service(String label) {
        return ServiceCatalogue.standard().find(label).orElseThrow().withUpstream(upstreamAddress());
    }

    @Test
    void what_caddy_cannot_load_is_rolled_back_and_the_old_site_goes_on() throws Exception {
        try (TailscaleClient tailscale = TailscaleClient.create();
                CaddyAdmin admin = CaddyAdmin.create(admin())) {
            Publisher publisher = Publisher.of(tailscale, admin, PublishSettings.in(folder));
            publisher.apply(publisher.plan(List.of(service("ai"))));
            String before = Files.readString(folder.resolve("Caddyfile"));
            Json served = admin.config().config();
            PublishPlan withPort = onPort(publisher.plan(List.of(service("jupyter"))), 8444);

            // Somebody else has the port that the new site needs.
            try (ServerSocket taken = new ServerSocket(8444, 1, InetAddress.getLoopbackAddress())) {
                assertThat(taken.isBound()).isTrue();
                assertThatThrownBy(() -> publisher.apply(withPort))
                        .isInstanceOfSatisfying(
                                DeploymentException.class,
                                e -> assertThat(e.serving()).isEqualTo(DeploymentException.Serving.OLD))
                        .hasMessageContaining("8444");
            }

            assertThat(folder.resolve("Caddyfile")).hasContent(before);
            assertThat(admin.config().config()).isEqualTo(served);
            assertThat(get("https://ai." + Lab.domain())).isEqualTo("hello from the upstream");
        }
    }

    /** The same plan with the service at the device's own name and a port. */
    private static PublishPlan onPort(PublishPlan plan, int port) {
        var service = plan.services().get(0);
        var address = new run.leger.device.publish.PlannedAddress(
                plan.device(),
                port,
                AddressScheme.DEVICE_PORT,
                run.leger.device.publish.CertificateSource.TAILSCALED,
                "for this test");
        return new PublishPlan(
                plan.device(),
                List.of(new run.leger.device.publish.ServicePlan(
                        service.service(), java.util.Optional.of(address), List.of())),
                plan.bind(),
                List.of(),
                List.of());
    }

    @Test
    void sites_of_others_are_not_replaced_unasked() {
        try (CaddyProcess others = CaddyProcess.start("http://somebody.example:8099 {\n\trespond hi\n}\n");
                TailscaleClient tailscale = TailscaleClient.create();
                CaddyAdmin admin = CaddyAdmin.create("unix/" + others.adminSocket())) {
            PublishSettings settings = PublishSettings.in(folder);
            Publisher publisher = Publisher.of(tailscale, admin, settings);
            PublishPlan plan = publisher.plan(List.of(service("ai")));

            assertThat(publisher.preview(plan).others()).containsExactly("somebody.example:8099");
            assertThatThrownBy(() -> publisher.apply(plan))
                    .isInstanceOfSatisfying(
                            PublishException.class,
                            e -> assertThat(e.reason()).isEqualTo(PublishException.Reason.OTHER_SITES));
            assertThat(folder.resolve("Caddyfile")).doesNotExist();
            Publisher.of(tailscale, admin, settings.replacingOthers()).apply(plan);
            assertThat(folder.resolve("Caddyfile")).exists();
        }
    }
}
