package run.leger.conformance.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import run.leger.caddy.CaddyAdmin;
import run.leger.caddy.CaddyAdminSuite;
import run.leger.caddy.CaddyUnavailableException;
import run.leger.caddy.ConfigPath;
import run.leger.conformance.lab.Await;
import run.leger.conformance.lab.CaddyProcess;
import run.leger.conformance.lab.Lab;
import run.leger.core.AccessDeniedException;
import run.leger.core.Json;
import run.leger.core.RequestBody;
import run.leger.core.TransportRequest;

/** What only a real Caddy can show. */
abstract class RealCaddyAdmin extends CaddyAdminSuite {
    private static final int PORT = Ports.free();

    @Override
    protected int port() {
        return PORT;
    }

    private void admin(String fields, String apps) {
        admin().loadJson(Json.parse(
                "{\"admin\":{\"listen\":\"" + listen() + "\"," + fields + "},\"apps\":{" + apps + "}}"));
    }

    @Test
    void an_origin_that_is_enforced_must_be_named_and_no_other() {
        admin("\"enforce_origin\":true,\"origins\":[\"a.example.com\",\"" + listen().replace("unix/", "") + "\"]", "");
        CaddyAdmin allowed = admin().withOrigin("http://a.example.com");
        try {
            assertThatThrownBy(() -> admin().config()).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> admin().withOrigin("http://b.example.com").config())
                    .isInstanceOf(AccessDeniedException.class);
            assertThat(allowed.config().isPresent()).isTrue();
            assertThat(admin().withOrigin("https://a.example.com").config().isPresent())
                    .isTrue();
        } finally {
            allowed.loadJson(Json.parse("{\"admin\":{\"listen\":\"" + listen() + "\"}}"));
        }
        assertThat(admin().config().isPresent()).isTrue();
    }

    @Test
    void the_servers_behind_a_reverse_proxy_are_listed() {
        admin().load("{\n\tadmin " + listen() + "\n}\n\n:" + PORT + " {\n\treverse_proxy 127.0.0.1:1\n}\n");
        Ports.served(PORT);
        assertThat(admin().upstreams()).singleElement().satisfies(upstream -> {
            assertThat(upstream.address()).isEqualTo("127.0.0.1:1");
            assertThat(upstream.requests()).isZero();
        });
    }

    @Test
    void what_is_no_json_is_refused_at_its_place() {
        for (String body : new String[] {"{", "{\"a\":}"}) {
            TransportRequest request = TransportRequest.of(
                            "POST", "/config/", RequestBody.of(body.getBytes(StandardCharsets.UTF_8)))
                    .with("Content-Type", "application/json");
            try (var response = raw(request)) {
                assertThat(response.status()).isEqualTo(500);
            }
        }
        TransportRequest browser = TransportRequest.get("/config/").with("Origin", "null");
        try (var response = raw(browser)) {
            assertThat(response.status()).isEqualTo(400);
        }
    }

    @Test
    void a_caddy_that_is_stopped_ends_well_and_is_not_there_any_more() {
        try (CaddyProcess own = CaddyProcess.start("# nothing\n");
                CaddyAdmin client = CaddyAdmin.create("unix/" + own.adminSocket())) {
            client.stop();
            assertThat(own.waitForEnd()).isZero();
            assertThatThrownBy(client::config).isInstanceOf(CaddyUnavailableException.class);
        }
    }

    @Test
    void an_unloaded_caddy_serves_nothing_and_listens_in_its_default_place() {
        try (CaddyProcess own = CaddyProcess.start(":" + Ports.free() + " {\n\trespond x\n}\n");
                CaddyAdmin client = CaddyAdmin.create("unix/" + own.adminSocket())) {
            client.unload();
            Await.until("the API answers", Lab.PATIENCE, () -> !client.config().isPresent());
            client.ifMatch(client.config()).replace(ConfigPath.root(), Json.parse("{}"));
            assertThat(client.config().isPresent()).isTrue();
        }
    }
}
