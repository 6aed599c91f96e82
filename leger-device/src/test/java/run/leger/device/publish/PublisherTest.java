package run.leger.device.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.caddy.CaddyAdmin;
import run.leger.caddy.DeploymentException;
import run.leger.caddy.DeploymentException.Serving;
import run.leger.caddy.UnwritableValueException;
import run.leger.core.DnsName;
import run.leger.core.FileFailedException;
import run.leger.core.Json;
import run.leger.core.Transport;
import run.leger.device.LegerService;
import run.leger.device.ServiceCatalogue;
import run.leger.tailscale.TailscaleClient;
import run.leger.testkit.FakeCaddyAdmin;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeServer;
import run.leger.testkit.FakeTailscaled;

class PublisherTest {
    private static final List<LegerService> ALL = ServiceCatalogue.standard().services();
    private static final List<LegerService> AI = ALL.subList(0, 1);

    @TempDir
    Path folder;

    private Path out;
    private FakeTailscaled daemon;
    private FakeCaddyAdmin caddy;
    private TailscaleClient tailscale;
    private CaddyAdmin admin;

    @BeforeEach
    void start() {
        out = folder.resolve("out");
        daemon = FakeTailscaled.start(folder.resolve("d.sock"));
        caddy = FakeCaddyAdmin.start();
        tailscale = TailscaleClient.builder().socket(daemon.socket()).build();
        admin = CaddyAdmin.create(caddy.address());
    }

    @AfterEach
    void stop() {
        tailscale.close();
        admin.close();
        daemon.close();
        caddy.close();
    }

    /** A resolver for which every name leads to this device. */
    private static Set<String> here(DnsName name) {
        return Set.of("100.64.0.1");
    }

    private Publisher publisher() {
        return publisher(PublishSettings.in(out));
    }

    private Publisher publisher(PublishSettings settings) {
        return Publisher.of(tailscale, admin, settings).withResolver(PublisherTest::here);
    }

    private static PublishException.Reason refusal(Publisher publisher, PublishPlan plan) {
        PublishException e = catchThrowableOfType(PublishException.class, () -> publisher.apply(plan));
        assertThat(e.remedy()).isPresent();
        return e.reason();
    }

    private String file(String name) throws IOException {
        return Files.readString(out.resolve(name));
    }

    private static PlannedAddress only(PublishPlan plan) {
        assertThat(plan.services()).hasSize(1);
        return plan.services().get(0).address().orElseThrow();
    }

    private String loaded() {
        return caddy.loaded().orElseThrow().at("caddyfile").orElseThrow().asText();
    }

    // Addresses

    @Test
    void a_name_that_the_tailnet_hosts_here_is_preferred() {
        daemon.certLabels("demo", "ai");

        PlannedAddress address = only(publisher().plan(AI));

        assertThat(address.url()).isEqualTo("https://ai.tail0000.ts.net");
        assertThat(address.scheme()).isEqualTo(AddressScheme.SERVICE_NAME);
        assertThat(address.certificate()).isEqualTo(CertificateSource.TAILSCALED);
        assertThat(address.why()).contains("hosts");
    }

    @Test
    void below_the_devices_name_is_second_and_says_why_the_first_was_not_chosen() {
        PublishPlan plan = publisher().plan(AI);

        assertThat(only(plan).url()).isEqualTo("https://ai.demo.tail0000.ts.net");
        assertThat(only(plan).certificate()).isEqualTo(CertificateSource.WILDCARD_FILES);
        assertThat(plan.services().get(0).rejected())
                .extracting(RejectedScheme::scheme)
                .containsExactly(AddressScheme.SERVICE_NAME);
    }

    @Test
    void a_port_of_the_device_is_third_and_each_service_has_its_own() {
        daemon.subdomains(false);

        PublishPlan plan = publisher().plan(ALL);

        assertThat(plan.services())
                .extracting(s -> s.address().orElseThrow().url())
                .containsExactly(
                        "https://demo.tail0000.ts.net:8443",
                        "https://demo.tail0000.ts.net:8444",
                        "https://demo.tail0000.ts.net:8445",
                        "https://demo.tail0000.ts.net:8446");
        assertThat(plan.isSound()).isTrue();
    }

    @Test
    void without_any_certificate_the_plan_is_unsound_and_nothing_is_asked_of_caddy() throws IOException {
        daemon.certLabels();

        PublishPlan plan = publisher().plan(ALL);

        assertThat(plan.problems()).hasSize(4).allSatisfy(p -> assertThat(p).startsWith("no certificate can cover"));
        assertThat(refusal(publisher(), plan)).isEqualTo(PublishException.Reason.UNSOUND);
        assertThat(caddy.loaded()).isEmpty();
        assertThat(out).doesNotExist();
    }

    @Test
    void a_logged_out_device_has_no_name_to_publish_under() {
        daemon.state("NeedsLogin");

        assertThatThrownBy(() -> publisher().plan(ALL))
                .isInstanceOf(NoDeviceNameException.class)
                .hasMessageContaining("NeedsLogin");
    }

    // Leger's own domain

    private PublishSettings legerDomains() throws IOException {
        Path certificate = folder.resolve("leger.crt");
        Path key = folder.resolve("leger.key");
        Files.write(certificate, resource("/leger-run.crt"));
        Files.writeString(key, "not read here");
        return PublishSettings.in(out).withLegerDomains(Optional.of(certificate), Optional.of(key));
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = PublisherTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void legers_domain_is_first_where_it_is_on_and_covered_and_leads_here() throws IOException {
        PlannedAddress address = only(publisher(legerDomains()).plan(AI));

        assertThat(address.url()).isEqualTo("https://ai.leger.run");
        assertThat(address.certificate()).isEqualTo(CertificateSource.GIVEN_FILES);
    }

    @Test
    void legers_domain_falls_back_when_its_dns_is_ill() throws IOException {
        for (Set<String> answer : List.of(Set.<String>of(), Set.of("203.0.113.9"))) {
            PublishPlan plan =
                    publisher(legerDomains()).withResolver(name -> answer).plan(AI);

            assertThat(only(plan).scheme()).isEqualTo(AddressScheme.DEVICE_SUBDOMAIN);
            assertThat(plan.isSound()).isTrue();
            assertThat(plan.warnings()).singleElement().asString().contains("falling back");
        }
    }

    @Test
    void an_ipv6_address_leads_here_in_whatever_spelling_the_resolver_gives_it() throws IOException {
        PublishPlan plan = publisher(legerDomains())
                .withResolver(name -> Set.of("fd7a:115c:a1e0:0:0:0:0:1"))
                .plan(AI);

        assertThat(only(plan).scheme()).isEqualTo(AddressScheme.LEGER_DOMAIN);
    }

    @Test
    void legers_domain_without_a_certificate_that_covers_it_is_a_problem() throws IOException {
        PublishSettings good = legerDomains();
        Path other = folder.resolve("other.crt");
        Files.write(other, resource("/other.crt"));
        Path garbage = Files.writeString(folder.resolve("garbage.crt"), "no certificate");
        Path key = good.legerKey().orElseThrow();
        Path none = folder.resolve("none");
        List<PublishSettings> bad = List.of(
                PublishSettings.in(out).withLegerDomains(Optional.empty(), Optional.empty()),
                good.withLegerDomains(Optional.of(none), Optional.of(key)),
                good.withLegerDomains(Optional.of(other), Optional.of(key)),
                good.withLegerDomains(Optional.of(garbage), Optional.of(key)),
                good.withLegerDomains(good.legerCertificate(), Optional.of(none)),
                good.withLegerDomains(good.legerCertificate(), Optional.of(folder)));

        for (PublishSettings settings : bad) {
            PublishPlan plan = publisher(settings).plan(AI);

            assertThat(plan.problems())
                    .as(settings.toString())
                    .singleElement()
                    .asString()
                    .startsWith("no certificate can cover ai.leger.run");
        }
    }

    // Listening

    @Test
    void a_userspace_daemon_forwards_to_loopback_and_a_tun_has_addresses_of_its_own() {
        assertThat(publisher().plan(AI).bind()).containsExactly("127.0.0.1");

        tun("\"100.64.0.1\",\"fd7a:115c:a1e0::1\"");
        assertThat(publisher().plan(AI).bind()).containsExactly("100.64.0.1", "fd7a:115c:a1e0::1");
        assertThat(publisher().render(publisher().plan(AI))).contains("default_bind 100.64.0.1 fd7a:115c:a1e0::1");
    }

    @Test
    void a_device_without_an_address_is_not_published_on_every_interface() {
        tun("");

        assertThat(publisher().plan(AI).problems()).singleElement().asString().contains("no address in the tailnet");
    }

    private void tun(String addresses) {
        daemon.answering("status", request -> FakeResponse.json(200, """
                {"Version":"1.102.5","TUN":true,"BackendState":"Running","TailscaleIPs":[%s],
                "Self":{"HostName":"demo","DNSName":"demo.tail0000.ts.net.","UserID":1},
                "CertDomains":["demo.tail0000.ts.net"]}""".formatted(addresses)));
    }

    // Applying

    @Test
    void publishing_writes_the_file_loads_it_and_keeps_it_as_the_last_good_one() throws IOException {
        Publisher publisher = publisher();
        PublishPlan plan = publisher.plan(ALL);

        PublishPreview done = publisher.apply(plan);

        assertThat(file("Caddyfile")).isEqualTo(done.text()).isEqualTo(loaded()).isEqualTo(file("Caddyfile.last-good"));
        assertThat(done.text()).contains("ai.demo.tail0000.ts.net {").contains("reverse_proxy openwebui:3000");
    }

    @Test
    void the_wildcard_pair_is_one_file_so_that_no_moment_has_a_key_and_the_certificate_of_another() throws IOException {
        PublishPreview done = publisher().apply(publisher().plan(AI));

        try (var files = Files.list(out)) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("Caddyfile", ".Caddyfile.lock", "Caddyfile.last-good", "wildcard.pem");
        }
        assertThat(permissions("wildcard.pem")).isEqualTo("rw-------");
        assertThat(file("wildcard.pem")).contains("PRIVATE KEY-----\n").endsWith("-----END CERTIFICATE-----\n");
        Path pem = out.resolve("wildcard.pem");
        assertThat(done.text()).contains("tls " + pem + " " + pem);
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve(name)));
    }

    @Test
    void a_preview_shows_the_difference_and_changes_nothing() {
        PublishPreview preview = publisher().preview(publisher().plan(AI));

        assertThat(preview.diff().lines()).allMatch(line -> line.startsWith("+"));
        assertThat(out).doesNotExist();
        assertThat(caddy.loaded()).isEmpty();
    }

    @Test
    void the_difference_of_a_second_publish_names_only_what_changes() {
        publisher().apply(publisher().plan(AI));

        String diff = publisher().preview(publisher().plan(ALL.subList(0, 2))).diff();

        assertThat(diff).contains("+jupyter.demo.tail0000.ts.net {").contains(" ai.demo.tail0000.ts.net {");
        assertThat(diff.lines()).noneMatch(line -> line.startsWith("-"));
    }

    @Test
    void an_unchanged_publish_makes_caddy_read_renewed_certificates_again() {
        publisher().apply(publisher().plan(AI));

        PublishPreview again = publisher().apply(publisher().plan(AI));

        assertThat(again.diff()).isEmpty();
        assertThat(caddy.server().requests().stream()
                        .filter(r -> r.method().equals("POST") && r.path().equals("/config/")))
                .extracting(r -> r.headers().first("Cache-Control").orElse(""))
                .containsExactly("must-revalidate", "must-revalidate");
    }

    @Test
    void a_refused_load_leaves_every_file_and_the_configuration_as_before() throws IOException {
        publisher().apply(publisher().plan(AI));
        String before = file("Caddyfile");
        Files.writeString(out.resolve("wildcard.pem"), "the old pair");
        caddy.failNextLoad("loading new config: no");

        failsToDeploy(publisher(), ALL, DeploymentException.Reason.REFUSED, Serving.OLD);

        assertThat(file("Caddyfile")).isEqualTo(before).isEqualTo(loaded()).isEqualTo(file("Caddyfile.last-good"));
        assertThat(file("wildcard.pem")).isEqualTo("the old pair");
        assertThat(permissions("wildcard.pem")).isEqualTo("rw-------");
    }

    @Test
    void a_refused_first_load_leaves_no_file() throws IOException {
        caddy.failNextLoad("loading new config: no");

        failsToDeploy(publisher(), AI, DeploymentException.Reason.REFUSED, Serving.OLD);

        try (var files = Files.list(out)) {
            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly(".Caddyfile.lock");
        }
        assertThat(caddy.loaded()).isEmpty();
    }

    private static void failsToDeploy(
            Publisher publisher, List<LegerService> services, DeploymentException.Reason reason, Serving serving) {
        PublishPlan plan = publisher.plan(services);
        assertThatThrownBy(() -> publisher.apply(plan)).isInstanceOfSatisfying(DeploymentException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.serving()).isEqualTo(serving);
        });
    }

    @Test
    void what_others_load_while_the_certificate_is_fetched_is_not_overwritten() throws IOException {
        publisher().apply(publisher().plan(AI));
        String before = file("Caddyfile");
        Files.writeString(out.resolve("wildcard.pem"), "the old pair");
        Transport below = Transport.http(caddy.address());
        Transport meddling = (request, options) -> {
            if (request.method().equals("POST") && request.target().equals("/config/")) {
                loadForeign("blog.example.com", ":443");
            }
            return below.send(request, options);
        };
        try (below;
                CaddyAdmin meddled = CaddyAdmin.over(meddling)) {
            failsToDeploy(
                    Publisher.of(tailscale, meddled, PublishSettings.in(out)),
                    ALL,
                    DeploymentException.Reason.CONFLICT,
                    Serving.OTHER);
        }
        assertThat(file("Caddyfile")).isEqualTo(before);
        assertThat(file("wildcard.pem")).isEqualTo("the old pair");
        assertThat(caddy.loaded().orElseThrow().toString()).contains("blog.example.com");
    }

    @Test
    void a_caddy_that_goes_away_in_the_middle_leaves_the_files_as_before() throws IOException {
        publisher().apply(publisher().plan(AI));
        String before = file("Caddyfile");
        AtomicReference<FakeServer> dying = new AtomicReference<>();
        try (FakeServer server = FakeServer.onLoopback(request -> {
                    if (request.method().equals("POST") && request.path().equals("/config/")) {
                        dying.get().close();
                    }
                    return FakeResponse.json(200, request.path().equals("/adapt") ? "{\"result\":{\"apps\":{}}}" : "{}")
                            .with("Etag", "\"/config/ 1f\"");
                });
                CaddyAdmin mortal = CaddyAdmin.create(server.address())) {
            dying.set(server);
            Publisher publisher = Publisher.of(tailscale, mortal, PublishSettings.in(out));

            failsToDeploy(publisher, ALL, DeploymentException.Reason.CADDY, Serving.NOTHING);
        }
        assertThat(file("Caddyfile")).isEqualTo(before);
    }

    @Test
    void what_cannot_be_written_leaves_caddy_as_it_was() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "in the way");

        assertThatThrownBy(() ->
                        publisher(PublishSettings.in(blocked)).apply(publisher().plan(AI)))
                .isInstanceOf(FileFailedException.class)
                .hasMessageContaining("Not a directory");
        Files.createDirectories(out.resolve("wildcard.pem"));
        assertThatThrownBy(() -> publisher().apply(publisher().plan(AI))).isInstanceOf(FileFailedException.class);
        Files.delete(out.resolve("wildcard.pem"));
        Files.createDirectories(out.resolve("Caddyfile.last-good"));
        assertThatThrownBy(() -> publisher().apply(publisher().plan(AI))).isInstanceOf(FileFailedException.class);
        assertThat(out.resolve("Caddyfile")).doesNotExist();
        assertThat(out.resolve("wildcard.pem")).doesNotExist();
        assertThat(caddy.loaded()).isEmpty();
    }

    // Others

    private void loadForeign(String host, String listen) {
        admin.loadJson(Json.parse("{\"apps\":{\"http\":{\"servers\":{\"s\":{\"listen\":[\"" + listen
                + "\"],\"routes\":[{\"match\":[{\"host\":[\"" + host + "\"]}]}]}}}}}"));
    }

    @Test
    void sites_of_others_are_in_the_way_until_replacing_them_is_allowed() {
        loadForeign("blog.example.com", ":443");
        PublishPlan plan = publisher().plan(AI);

        assertThat(publisher().preview(plan).others()).containsExactly("blog.example.com");
        assertThat(refusal(publisher(), plan)).isEqualTo(PublishException.Reason.OTHER_SITES);
        assertThat(out).doesNotExist();

        publisher(PublishSettings.in(out).replacingOthers()).apply(plan);
        assertThat(loaded()).contains("ai.demo.tail0000.ts.net");
    }

    @Test
    void a_site_of_others_on_another_port_of_our_host_is_not_ours() {
        daemon.subdomains(false);
        loadForeign("demo.tail0000.ts.net", ":9999");

        assertThat(publisher().preview(publisher().plan(AI)).others()).containsExactly("demo.tail0000.ts.net:9999");
    }

    @Test
    void an_app_that_is_not_ours_is_not_unloaded_in_silence() {
        admin.loadJson(Json.parse("{\"apps\":{\"layer4\":{}}}"));

        assertThat(publisher().preview(publisher().plan(AI)).others()).containsExactly("the app layer4");
    }

    @Test
    void sites_of_the_publish_before_are_ours() {
        publisher().apply(publisher().plan(ALL));

        PublishPreview fewer = publisher().apply(publisher().plan(AI));

        assertThat(fewer.others()).isEmpty();
        assertThat(loaded()).doesNotContain("jupyter");
    }

    @Test
    void a_caddyfile_that_somebody_wrote_by_hand_is_neither_overwritten_nor_taken_for_ours() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("Caddyfile"), "blog.example.com {\n\trespond hello\n}\n");
        loadForeign("blog.example.com", ":443");
        PublishPlan plan = publisher().plan(AI);

        assertThat(publisher().preview(plan).others()).containsExactly("blog.example.com");
        assertThat(refusal(publisher(), plan)).isEqualTo(PublishException.Reason.OTHER_SITES);
        admin.loadJson(Json.parse("{}"));
        assertThat(refusal(publisher(), plan)).isEqualTo(PublishException.Reason.OTHER_FILE);

        publisher(PublishSettings.in(out).replacingOthers()).apply(plan);
        assertThat(file("Caddyfile.previous")).contains("blog.example.com");
    }

    @Test
    void an_empty_caddyfile_in_the_folder_is_no_obstacle_to_seeing_the_sites_of_others() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("Caddyfile"), "\n");
        loadForeign("blog.example.com", ":443");

        assertThat(publisher().preview(publisher().plan(AI)).others()).containsExactly("blog.example.com");
    }

    // The admin endpoint

    @Test
    void an_admin_endpoint_on_a_unix_socket_stays_there() throws IOException {
        Path socket = folder.resolve("admin.sock");
        try (FakeCaddyAdmin unix = FakeCaddyAdmin.startOnUnixSocket(socket);
                CaddyAdmin there = CaddyAdmin.create("unix/" + socket)) {
            there.loadJson(Json.parse("{\"admin\":{\"listen\":\"unix/" + socket + "|0660\"}}"));
            Publisher publisher = Publisher.of(tailscale, there, PublishSettings.in(out));

            publisher.apply(publisher.plan(AI));

            assertThat(unix.loaded().orElseThrow().at("caddyfile").orElseThrow().asText())
                    .contains("admin unix/" + socket + "|0660");
        }
    }

    // Values

    @Test
    void an_upstream_is_checked_where_it_is_said() {
        for (String bad : List.of("; respond pwned", "a:1 b:2", "a:1\n}", "{env.X}:1", "", "a", "a:70000", "a:1/x")) {
            assertThatThrownBy(() -> ServiceCatalogue.standard().withUpstream("ai", bad))
                    .as(bad)
                    .isInstanceOf(UnwritableValueException.class);
        }
        assertThat(ServiceCatalogue.standard()
                        .withUpstream("AI", "127.0.0.1:3000")
                        .find("openwebui"))
                .hasValueSatisfying(service -> assertThat(service.upstream()).isEqualTo("127.0.0.1:3000"));
    }

    @Test
    void the_template_of_old_is_byte_for_byte_what_it_was_and_says_where_it_cannot_work() {
        assertThat(HistoricTemplate.caddyfile().render()).isEqualTo("""
                ai.{$TAILSCALE_HOSTNAME}.ts.net {
                	reverse_proxy openwebui:3000
                	tls {
                		# Tailscale automatically provisions certs
                		get_certificate tailscale
                	}
                }

                jupyter.{$TAILSCALE_HOSTNAME}.ts.net {
                	reverse_proxy jupyter:8888
                	tls {
                		get_certificate tailscale
                	}
                }
                """);
        assertThat(HistoricTemplate.warnings(tailscale.status())).hasSize(2);
    }
}
