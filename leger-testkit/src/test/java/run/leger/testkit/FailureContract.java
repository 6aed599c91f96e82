package run.leger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.CallOptions;
import run.leger.core.ConnectionLostException;
import run.leger.core.DeadlineExceededException;
import run.leger.core.MalformedReplyException;
import run.leger.core.Phase;
import run.leger.core.ReplyTooLargeException;
import run.leger.core.Transport;
import run.leger.core.TransportResponse;

/** Answers that break off, are not HTTP, do not end or do not come. */
public abstract class FailureContract extends AnswerContract {
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final Duration SOON = Duration.ofSeconds(5);

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CLOSE_IN_BODY", "CLOSE_IN_CHUNKS"})
    void half_a_body_is_a_lost_connection(Fault fault) {
        Transport transport = to(server().failNext(fault));
        TransportResponse response = transport.send(GET, PATIENT);
        assertThatThrownBy(response::readAll).isInstanceOf(ConnectionLostException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-Fake\r\nwhat do you want?\r\n\r\n",
                "HTTP/9.9.9 200 OK\r\n\r\n",
                "HTTP/1.1 OK\r\n\r\n",
            })
    void what_is_not_http_is_a_malformed_answer(String answer) throws IOException {
        Transport transport = toPeer((in, out) -> {
            RawPeer.skipHead(in);
            RawPeer.say(out, answer);
        });
        assertThatThrownBy(() -> text(transport, GET)).isInstanceOf(MalformedReplyException.class);
    }

    @Test
    void garbage_between_chunks_is_a_malformed_answer() throws IOException {
        Transport transport = toPeer((in, out) -> {
            RawPeer.skipHead(in);
            RawPeer.say(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nwhat?\r\n\r\n");
            in.transferTo(OutputStream.nullOutputStream());
        });
        assertThatThrownBy(() -> text(transport, GET)).isInstanceOf(MalformedReplyException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"ENDLESS_HEADER", "ENDLESS_HEADER_LINE"})
    void a_head_without_end_is_too_large(Fault fault) {
        Transport transport = to(server().failNext(fault));
        long start = System.nanoTime();
        long before = allocated();
        assertThatThrownBy(() -> transport.send(GET, PATIENT))
                .isInstanceOfSatisfying(
                        ReplyTooLargeException.class,
                        e -> assertThat(e.limit()).isEqualTo(headLimit()).isPositive());
        assertThat(allocated() - before).isLessThan(16L << 20);
        assertThat(since(start)).isLessThan(SOON);
    }

    /** What the transport reads of a head where the call says nothing. */
    protected long headLimit() {
        return 256 << 10;
    }

    @Test
    void a_head_above_the_bound_of_the_call_is_too_large() {
        Transport transport = to(server(request -> FakeResponse.text(200, "x").with("X-Large", "x".repeat(20_000))));
        assertThatThrownBy(() -> transport.send(GET, PATIENT.withMaxHeaderBytes(10_000)))
                .isInstanceOfSatisfying(
                        ReplyTooLargeException.class, e -> assertThat(e.limit()).isEqualTo(10_000));
        assertThat(text(transport, GET)).isEqualTo("x\n");
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void a_body_without_end_is_too_large() {
        Transport transport = to(server().failNext(Fault.ENDLESS_BODY));
        long start = System.nanoTime();
        TransportResponse response = transport.send(GET, PATIENT.withMaxBodyBytes(1 << 20));
        assertThatThrownBy(response::readAll)
                .isInstanceOfSatisfying(
                        ReplyTooLargeException.class, e -> assertThat(e.limit()).isEqualTo(1 << 20));
        assertThat(since(start)).isLessThan(SOON);
    }

    @Test
    void a_body_of_exactly_the_bound_is_read() {
        Transport transport = to(server());
        assertThat(transport.send(GET, PATIENT.withMaxBodyBytes(12)).readAll()).hasSize(12);
        assertThatThrownBy(
                        () -> transport.send(GET, PATIENT.withMaxBodyBytes(11)).readAll())
                .isInstanceOf(ReplyTooLargeException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STALL_BEFORE_HEADER", "STALL_IN_HEADER"})
    void a_head_that_does_not_come_passes_the_header_deadline(Fault fault) {
        Transport transport = to(server().failNext(fault));
        passes(Phase.HEADER, SHORT, () -> transport.send(GET, PATIENT.withHeaderTimeout(SHORT)));
    }

    @Test
    void a_body_that_falls_silent_passes_the_idle_deadline() {
        Transport transport = to(server().failNext(Fault.STALL_IN_BODY));
        TransportResponse response = transport.send(GET, PATIENT.withIdleTimeout(SHORT));
        passes(Phase.IDLE, SHORT, response::readAll);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STALL_BEFORE_HEADER", "STALL_IN_HEADER", "STALL_IN_BODY"})
    void the_total_deadline_holds_in_every_phase(Fault fault) {
        Transport transport = to(server().failNext(fault));
        passes(
                Phase.TOTAL,
                SHORT,
                () -> transport.send(GET, CallOptions.deadline(SHORT)).readAll());
    }

    @Test
    void a_trickling_body_passes_the_total_deadline() throws IOException {
        Transport transport = toPeer((in, out) -> {
            RawPeer.skipHead(in);
            RawPeer.say(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            while (true) {
                out.write('.');
                LockSupport.parkNanos(20_000_000);
            }
        });
        CallOptions options = CallOptions.deadline(SHORT).withIdleTimeout(Duration.ofSeconds(5));
        passes(Phase.TOTAL, SHORT, () -> transport.send(GET, options).readAll());
    }

    protected static void passes(Phase phase, Duration limit, Runnable call) {
        long start = System.nanoTime();
        assertThatThrownBy(call::run).isInstanceOfSatisfying(DeadlineExceededException.class, e -> {
            assertThat(e.phase()).isEqualTo(phase);
            assertThat(e.limit()).isEqualTo(limit);
        });
        assertThat(since(start)).isBetween(limit.minusMillis(5), limit.plus(Duration.ofSeconds(3)));
    }

    @Test
    void a_body_that_was_cut_never_passes_for_a_whole_one() throws IOException {
        Transport transport = to(server().failNext(Fault.CLOSE_IN_BODY));
        InputStream body = transport.send(GET, PATIENT).body();
        assertThatThrownBy(body::readAllBytes).isInstanceOf(ConnectionLostException.class);
        assertThatThrownBy(body::read).isInstanceOf(run.leger.core.LegerException.class);
    }
}
