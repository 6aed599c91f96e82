package run.leger.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import run.leger.core.AccessDeniedException;
import run.leger.core.Json;
import run.leger.testkit.FakeCaddyAdmin;

class FakeCaddyAdminTest extends CaddyAdminSuite {
    private final FakeCaddyAdmin fake = FakeCaddyAdmin.start();
    private final CaddyAdmin client = CaddyAdmin.create(fake.address());

    @AfterEach
    void close() {
        client.close();
        fake.close();
    }

    @Override
    protected CaddyAdmin admin() {
        return client;
    }

    @Override
    protected String listen() {
        return fake.address().getAuthority();
    }

    @Override
    protected int port() {
        return 19080;
    }

    @Test
    void an_origin_that_is_asked_for_is_named() {
        fake.enforceOrigins("http://a.example.com");
        assertThatThrownBy(client::config).isInstanceOf(AccessDeniedException.class);
        assertThat(client.withOrigin("http://a.example.com").config().isPresent())
                .isTrue();
    }

    @Test
    void upstreams_have_their_numbers() {
        fake.upstreams(Json.parse("[{\"address\":\"a:1\",\"num_requests\":2,\"fails\":3,\"new\":4}]"));
        assertThat(client.upstreams()).singleElement().satisfies(upstream -> {
            assertThat(upstream.address()).isEqualTo("a:1");
            assertThat(upstream.requests()).isEqualTo(2);
            assertThat(upstream.fails()).isEqualTo(3);
            assertThat(upstream.raw().at("new")).isPresent();
        });
    }

    @Test
    void unloading_leaves_nothing() {
        client.unload();
        assertThat(client.config().isPresent()).isFalse();
        assertThat(fake.loaded()).isEmpty();
    }
}
