package run.leger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import run.leger.core.CallOptions;
import run.leger.core.DeadlineExceededException;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnixSockets;

/**
 * The contract over junixsocket, with what it cannot do overridden by tests that it cannot: a deviation that is gone fails here, so that {@link
 * UnixSockets#JUNIXSOCKET} stays true.
 */
class JunixUnixTransportTest extends UnixTransportContract {
    private static final CallOptions SHORT = CallOptions.deadline(Duration.ofMillis(500));

    @Override
    UnixSockets sockets() {
        return UnixSockets.JUNIXSOCKET;
    }

    @Override
    @Test
    void a_thread_that_is_interrupted_already_does_not_wait() {
        Transport transport = to(server().failNext(Fault.STALL_BEFORE_HEADER));
        Thread.currentThread().interrupt();
        try {
            passesAnyway(() -> text(transport.send(GET, SHORT)));
        } finally {
            assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
        }
    }

    @Override
    @Test
    void an_interrupt_ends_the_wait_for_the_head() throws Exception {
        FakeServer server = server().failNext(Fault.STALL_BEFORE_HEADER);
        Transport transport = to(server);
        Started<String> call = starting(() -> text(transport.send(GET, SHORT)));
        eventually("the request is there", () -> server.requests().size() == 1);
        call.thread().interrupt();
        assertThat(call.failure()).isInstanceOf(DeadlineExceededException.class);
    }

    @Override
    @Test
    void an_interrupt_ends_the_wait_for_the_body() throws Exception {
        FakeServer server = server().failNext(Fault.STALL_IN_BODY);
        Transport transport = to(server);
        Started<String> call = starting(() -> {
            TransportResponse response = transport.send(GET, SHORT);
            Thread.currentThread().interrupt();
            return text(response);
        });
        assertThat(call.failure()).isInstanceOf(DeadlineExceededException.class);
    }

    @Override
    @Test
    void an_interrupt_ends_a_reader_of_the_connection() throws Exception {
        FakeServer server = server(request -> FakeResponse.upgrade("echo", java.io.InputStream::transferTo));
        java.net.Socket socket = closing(to(server)
                .send(TransportRequest.get("/up").with("Connection", "upgrade").with("Upgrade", "echo"), PATIENT)
                .connection()
                .orElseThrow());
        socket.setSoTimeout(500);
        Started<Integer> reader = starting(() -> socket.getInputStream().read());
        reader.thread().interrupt();
        assertThat(reader.failure()).isInstanceOf(java.net.SocketTimeoutException.class);
    }

    @Override
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void two_hundred_virtual_threads_call_at_once() throws Exception {
        // Each is answered; how many wait at the same time depends on how many carriers the JDK adds, and is not
        // promised.
        assertThat(virtualThreadsInFlight()).isBetween(1, 200);
    }

    private static void passesAnyway(Runnable call) {
        org.assertj.core.api.Assertions.assertThatThrownBy(call::run).isInstanceOf(DeadlineExceededException.class);
    }
}
