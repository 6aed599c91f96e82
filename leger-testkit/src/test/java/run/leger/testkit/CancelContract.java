package run.leger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import run.leger.core.CallInterruptedException;
import run.leger.core.CallOptions;
import run.leger.core.ClientClosedException;
import run.leger.core.DeadlineExceededException;
import run.leger.core.Transport;
import run.leger.core.TransportResponse;

/** The ways in which this side ends a call. */
public abstract class CancelContract extends FailureContract {
    static final Duration AT_ONCE = Duration.ofSeconds(2);

    @Test
    void a_thread_that_is_interrupted_already_does_not_wait() {
        FakeServer server = server();
        server.failNext(Fault.STALL_BEFORE_HEADER);
        Transport transport = to(server);
        long start = System.nanoTime();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> text(transport, GET)).isInstanceOf(CallInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(since(start)).isLessThan(AT_ONCE);
    }

    @Test
    void an_interrupt_ends_the_wait_for_the_head() throws Exception {
        FakeServer server = server().failNext(Fault.STALL_BEFORE_HEADER);
        Transport transport = to(server);
        AtomicBoolean flag = new AtomicBoolean();
        Started<String> call = starting(() -> {
            try {
                return text(transport, GET);
            } finally {
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        eventually("the request is there", () -> server.requests().size() == 1);
        long start = System.nanoTime();
        call.thread().interrupt();
        assertThat(call.failure()).isInstanceOf(CallInterruptedException.class);
        assertThat(since(start)).isLessThan(AT_ONCE);
        assertThat(flag).isTrue();
        eventually("the connection is gone", () -> server.openConnections() == 0);
    }

    @Test
    void an_interrupt_ends_the_wait_for_the_body() throws Exception {
        FakeServer server = server().failNext(Fault.STALL_IN_BODY);
        Transport transport = to(server);
        CountDownLatch half = new CountDownLatch(1);
        Started<Boolean> call = starting(() -> {
            try (TransportResponse response = transport.send(GET, PATIENT)) {
                response.body().readNBytes(6);
                half.countDown();
                response.body().read();
            } finally {
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            }
            return true;
        });
        assertThat(half.await(10, TimeUnit.SECONDS)).isTrue();
        call.thread().interrupt();
        assertThat(call.failure()).isInstanceOf(CallInterruptedException.class);
    }

    @Test
    void closing_the_transport_ends_the_wait_for_the_head() throws Exception {
        FakeServer server = server().failNext(Fault.STALL_BEFORE_HEADER);
        Transport transport = to(server);
        Started<String> call = starting(() -> text(transport, GET));
        eventually("the request is there", () -> server.requests().size() == 1);
        long start = System.nanoTime();
        transport.close();
        assertThat(call.failure()).isInstanceOf(ClientClosedException.class);
        assertThat(since(start)).isLessThan(AT_ONCE);
    }

    @Test
    void closing_the_transport_ends_the_wait_for_the_body() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        // A body that ends with the connection: what was cut on this side must not look like its end.
        Transport transport = toPeer((in, out) -> {
            RawPeer.skipHead(in);
            RawPeer.say(out, "HTTP/1.1 200 OK\r\n\r\nhalf");
            in.transferTo(OutputStream.nullOutputStream());
        });
        Started<Integer> call = starting(() -> {
            try (TransportResponse response = transport.send(GET, PATIENT)) {
                response.body().readNBytes(4);
                begun.countDown();
                return response.body().read();
            }
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        long start = System.nanoTime();
        transport.close();
        assertThat(call.failure()).isInstanceOf(ClientClosedException.class);
        assertThat(since(start)).isLessThan(AT_ONCE);
    }

    @Test
    void closing_the_answer_on_another_thread_frees_its_reader() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Transport transport = toPeer((in, out) -> {
            RawPeer.skipHead(in);
            RawPeer.say(out, "HTTP/1.1 200 OK\r\n\r\nhalf");
            in.transferTo(OutputStream.nullOutputStream());
        });
        TransportResponse response = transport.send(GET, PATIENT);
        Started<Integer> reader = starting(() -> {
            response.body().readNBytes(4);
            begun.countDown();
            return response.body().read();
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        long start = System.nanoTime();
        response.close();
        assertThat(reader.failure()).isInstanceOf(ClientClosedException.class);
        assertThat(since(start)).isLessThan(AT_ONCE);
        assertThatThrownBy(() -> response.body().read()).isInstanceOf(ClientClosedException.class);
    }

    @Test
    void a_live_stream_is_closed_at_once_and_its_connection_dropped() throws IOException {
        Transport transport = toPeer((in, out) -> {
            RawPeer.skipHead(in);
            RawPeer.say(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
            in.transferTo(OutputStream.nullOutputStream());
        });
        TransportResponse response = transport.send(GET, PATIENT);
        assertThat(response.body().readNBytes(3)).asString().isEqualTo("one");
        long start = System.nanoTime();
        response.close();
        response.close();
        assertThat(since(start)).isLessThan(AT_ONCE);
        eventually("the other side saw the end", () -> peer.ended() == 1);
    }

    @Test
    void a_stream_without_deadlines_outlives_those_of_others() throws Exception {
        CallOptions hasty = CallOptions.deadline(Duration.ofMillis(50)).withIdleTimeout(Duration.ofMillis(50));
        CallOptions endless = CallOptions.none()
                .withoutDeadline()
                .withoutIdleTimeout()
                .withMaxBodyBytes(Long.MAX_VALUE)
                .orElse(hasty);
        CountDownLatch silence = new CountDownLatch(1);
        Transport transport = toPeer((in, out) -> {
            RawPeer.skipHead(in);
            RawPeer.say(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
            await(silence);
            RawPeer.say(out, "3\r\ntwo\r\n");
            in.transferTo(OutputStream.nullOutputStream());
        });
        TransportResponse response = transport.send(GET, endless);
        assertThat(response.body().readNBytes(3)).asString().isEqualTo("one");
        Started<byte[]> reader = starting(() -> response.body().readNBytes(3));
        assertThatThrownBy(() -> transport.send(GET, hasty).readAll()).isInstanceOf(DeadlineExceededException.class);
        silence.countDown();
        assertThat(reader.task().get(10, TimeUnit.SECONDS)).asString().isEqualTo("two");
        Started<Integer> waiting = starting(() -> response.body().read());
        response.close();
        assertThat(waiting.failure()).isInstanceOf(ClientClosedException.class);
        eventually("the other side saw the end", () -> peer.ended() == 2);
    }

    static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("nobody came");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void after_close_every_call_is_refused() {
        FakeServer server = server();
        Transport transport = to(server);
        text(transport, GET);
        transport.close();
        transport.close();
        assertThatThrownBy(() -> text(transport, GET)).isInstanceOf(ClientClosedException.class);
        assertThat(server.requests()).hasSize(1);
        eventually("no connection is kept", () -> {
            reclaim();
            return server.openConnections() == 0;
        });
    }
}
