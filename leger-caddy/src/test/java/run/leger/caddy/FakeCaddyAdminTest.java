package run.leger.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import run.leger.core.AccessDeniedException;
import run.leger.core.ConnectionLostException;
import run.leger.core.Json;
import run.leger.core.Transport;
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

    /** Returns a client of which the first changes lose their answer, before or after they are made. */
    private CaddyAdmin losing(boolean made, int times, Transport below) {
        AtomicInteger left = new AtomicInteger(times);
        return CaddyAdmin.over((request, options) -> {
            if (request.method().equals("PATCH") && left.getAndDecrement() > 0) {
                if (made) {
                    below.send(request, options).close();
                }
                throw new ConnectionLostException("cut", null, null);
            }
            return below.send(request, options);
        });
    }

    @Test
    void an_update_whose_answer_is_lost_is_made_once() {
        ConfigPath listen =
                ConfigPath.of("apps", "http", "servers", "s", "listen").index(0);
        try (Transport below = Transport.http(fake.address())) {
            for (boolean made : new boolean[] {true, false}) {
                String old = client.config(listen).config().asText();
                losing(made, 1, below).update(listen, json -> Json.parse("\"" + json.asText() + "+\""));
                assertThat(client.config(listen).config().asText()).isEqualTo(old + "+");
            }
        }
    }

    @Test
    void an_update_whose_answer_is_lost_and_that_others_have_changed_since_is_not_made_again() {
        ConfigPath listen =
                ConfigPath.of("apps", "http", "servers", "s", "listen").index(0);
        try (Transport below = Transport.http(fake.address())) {
            CaddyAdmin losing = CaddyAdmin.over((request, options) -> {
                if (request.method().equals("PATCH")) {
                    below.send(request, options).close();
                    client.edit().replace(listen, Json.parse("\"theirs\""));
                    throw new ConnectionLostException("cut", null, null);
                }
                return below.send(request, options);
            });
            assertThatThrownBy(() -> losing.update(listen, json -> Json.parse("\"ours\"")))
                    .isInstanceOf(ConnectionLostException.class);
            assertThat(client.config(listen).config().asText()).isEqualTo("theirs");
        }
    }

    @Test
    void unloading_leaves_nothing() {
        client.unload();
        assertThat(client.config().isPresent()).isFalse();
        assertThat(fake.loaded()).isEmpty();
    }
}
