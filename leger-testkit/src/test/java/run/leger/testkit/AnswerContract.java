package run.leger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.ConnectionLostException;
import run.leger.core.RequestBody;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;

/** Answers of every framing, and what becomes of connections between calls. */
public abstract class AnswerContract extends ContractFixture {
    private static final TransportRequest ASKED_FOR = TransportRequest.of(
                    "POST", "/asked", RequestBody.of("asked for".getBytes(StandardCharsets.UTF_8)))
            .with("Expect", "100-continue");

    @Test
    void an_answer_has_its_status_headers_and_body() {
        FakeServer server = server(request -> FakeResponse.text(418, "short").with("X-Kind", "pot"));
        try (TransportResponse response =
                to(server).send(TransportRequest.get("/a?b=c").with("X-Ask", "1"), PATIENT)) {
            assertThat(response.status()).isEqualTo(418);
            assertThat(response.headers().first("x-kind")).contains("pot");
            assertThat(text(response)).isEqualTo("short\n");
        }
        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.target()).isEqualTo("/a?b=c");
            assertThat(request.headers().first("X-Ask")).contains("1");
        });
    }

    @Test
    void a_chunked_answer_is_put_together() {
        byte[] large = "0123456789".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        Transport transport =
                to(server(request -> FakeResponse.of(200, "text/plain", large).inChunks()));
        assertThat(transport.send(GET, PATIENT).readAll()).isEqualTo(large);
    }

    @Test
    void a_body_that_ends_with_the_connection_is_whole() throws IOException {
        Transport transport = toPeer((in, out) -> {
            RawPeer.skipHead(in);
            RawPeer.say(out, "HTTP/1.1 200 OK\r\n\r\nall of it");
        });
        assertThat(text(transport, GET)).isEqualTo("all of it");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void an_answer_without_a_body_keeps_the_connection(int status) {
        FakeServer server = server(request -> FakeResponse.empty(status));
        Transport transport = to(server);
        for (int i = 0; i < 3; i++) {
            TransportResponse response = transport.send(GET, PATIENT);
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.readAll()).isEmpty();
        }
        assertThat(server.acceptedConnections()).isEqualTo(1);
    }

    @Test
    void the_answer_to_a_head_has_no_body_although_it_has_a_length() {
        FakeServer server = server();
        Transport transport = to(server);
        for (int i = 0; i < 3; i++) {
            TransportResponse response = transport.send(TransportRequest.of("HEAD", "/ok", null), PATIENT);
            assertThat(response.headers().first("Content-Length")).contains("12");
            assertThat(response.readAll()).isEmpty();
        }
        assertThat(server.acceptedConnections()).isEqualTo(1);
    }

    @Test
    void an_interim_answer_is_skipped() {
        FakeServer server = server().failNext(Fault.INTERIM_FIRST);
        assertThat(text(to(server), GET)).isEqualTo("hello, world");
    }

    @Test
    void an_early_413_is_the_answer_although_the_body_was_not_sent() {
        FakeServer server = server().failNext(Fault.REFUSE_BODY);
        TransportRequest request = TransportRequest.of("POST", "/big", RequestBody.of(new byte[8 << 20]));
        try (TransportResponse response = to(server).send(request, PATIENT)) {
            assertThat(response.status()).isEqualTo(413);
            assertThat(text(response)).isEqualTo("too large");
        }
    }

    @Test
    void a_body_that_the_server_is_to_ask_for_is_sent_then() {
        FakeServer server = server(request -> FakeResponse.of(200, "text/plain", request.body()));
        Transport transport = to(server);
        for (int i = 0; i < 3; i++) {
            assertThat(text(transport, ASKED_FOR)).isEqualTo("asked for");
        }
        assertThat(server.acceptedConnections()).isEqualTo(1);
    }

    /** Not sent again by the transport; who sent it may do so. */
    @Test
    void a_connection_that_breaks_before_the_server_asks_tells_that_the_body_was_not_sent() {
        FakeServer server = server();
        Transport transport = to(server);
        for (boolean kept : new boolean[] {false, true}) {
            server.failNext(Fault.CLOSE_BEFORE_BODY);
            assertThatThrownBy(() -> text(transport, ASKED_FOR))
                    .as(kept ? "on a kept connection" : "on a fresh connection")
                    .isInstanceOfSatisfying(ConnectionLostException.class, e -> {
                        assertThat(e.bodyUnsent()).isEqualTo(asksBeforeBodies());
                        assertThat(e.remedy().isPresent()).isEqualTo(asksBeforeBodies());
                    });
            server.failNext(Fault.CLOSE_BEFORE_RESPONSE);
            assertThatThrownBy(() -> text(transport, ASKED_FOR))
                    .isInstanceOfSatisfying(
                            ConnectionLostException.class,
                            e -> assertThat(e.bodyUnsent()).isFalse());
            text(transport, GET);
        }
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void an_answer_instead_of_the_question_for_the_body_is_the_answer() {
        FakeServer server = server();
        Transport transport = to(server);
        for (int i = 0; i < 3; i++) {
            server.failNext(Fault.REFUSE_BODY);
            try (TransportResponse response = transport.send(ASKED_FOR, PATIENT)) {
                assertThat(response.status()).isEqualTo(413);
            }
            assertThat(text(transport, GET)).isEqualTo("hello, world");
        }
    }

    /** Whether this kind of transport waits with a body until the server asks. */
    protected boolean asksBeforeBodies() {
        return true;
    }

    @Test
    void bodies_are_sent_with_a_length_and_in_chunks() {
        FakeServer server = server(request -> FakeResponse.of(200, "text/plain", request.body()));
        Transport transport = to(server);
        assertThat(text(transport, TransportRequest.of("PUT", "/echo", body("by length", true))))
                .isEqualTo("by length");
        assertThat(text(transport, TransportRequest.of("PUT", "/echo", body("by chunks", false))))
                .isEqualTo("by chunks");
        assertThat(text(transport, TransportRequest.of("POST", "/echo", null))).isEmpty();
    }

    static RequestBody body(String text, boolean length) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new RequestBody() {
            @Override
            public long length() {
                return length ? bytes.length : -1;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }

    @Test
    void a_body_that_cannot_be_read_fails_at_once_and_costs_nothing() {
        FakeServer server = server();
        Transport transport = to(server);
        RequestBody broken = new RequestBody() {
            @Override
            public long length() {
                return 10;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(1);
                throw new IOException("the disk is gone");
            }
        };
        assertThatThrownBy(() -> transport.send(TransportRequest.of("PUT", "/x", broken), PATIENT))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("the disk is gone");
        eventually("the half-sent request's connection is closed", () -> server.openConnections() == 0);
    }

    @Test
    void a_body_that_throws_what_it_likes_costs_nothing() {
        FakeServer server = server();
        Transport transport = to(server);
        RequestBody broken = new RequestBody() {
            @Override
            public long length() {
                return -1;
            }

            @Override
            public void writeTo(OutputStream out) {
                throw new IllegalStateException("ours");
            }
        };
        assertThatThrownBy(() -> transport.send(TransportRequest.of("PUT", "/x", broken), PATIENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ours");
        eventually("the half-sent request's connection is closed", () -> server.openConnections() == 0);
    }

    @Test
    void calls_one_after_another_share_a_connection() {
        FakeServer server = server();
        Transport transport = to(server);
        for (int i = 0; i < 50; i++) {
            assertThat(text(transport, GET)).isEqualTo("hello, world");
        }
        assertThat(server.acceptedConnections()).isEqualTo(1);
    }

    @Test
    void a_connection_that_was_closed_while_idle_is_replaced() {
        FakeServer server = server();
        Transport transport = to(server);
        text(transport, GET);
        server.dropConnections();
        assertThat(text(transport, GET)).isEqualTo("hello, world");
        assertThat(server.acceptedConnections()).isEqualTo(2);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void a_get_whose_kept_connection_dies_on_receipt_is_repeated_once() {
        FakeServer server = server();
        Transport transport = to(server);
        text(transport, GET);
        server.failNext(Fault.CLOSE_BEFORE_RESPONSE);
        assertThat(text(transport, GET)).isEqualTo("hello, world");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void a_get_is_not_repeated_twice() {
        FakeServer server = server();
        Transport transport = to(server);
        text(transport, GET);
        server.failNext(Fault.CLOSE_BEFORE_RESPONSE, Fault.CLOSE_BEFORE_RESPONSE);
        assertThatThrownBy(() -> text(transport, GET)).isInstanceOf(ConnectionLostException.class);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void a_get_whose_fresh_connection_dies_is_not_repeated() {
        FakeServer server = server().failNext(Fault.CLOSE_BEFORE_RESPONSE);
        Transport transport = to(server);
        assertThatThrownBy(() -> text(transport, GET)).isInstanceOf(ConnectionLostException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH"})
    void what_is_not_idempotent_is_never_repeated(String method) {
        FakeServer server = server();
        Transport transport = to(server);
        text(transport, GET);
        server.failNext(Fault.CLOSE_BEFORE_RESPONSE);
        TransportRequest once = TransportRequest.of(method, "/once", RequestBody.of(new byte[] {1}));
        assertThatThrownBy(() -> text(transport, once)).isInstanceOf(ConnectionLostException.class);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void sixteen_threads_call_at_once() throws Exception {
        FakeServer server = server(request -> FakeResponse.text(200, request.target()));
        Transport transport = to(server);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 16; t++) {
                String name = "/thread/" + t + "/";
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 100; i++) {
                        assertThat(text(transport, TransportRequest.get(name + i)))
                                .isEqualTo(name + i + "\n");
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(server.requests()).hasSize(1600);
    }
}
