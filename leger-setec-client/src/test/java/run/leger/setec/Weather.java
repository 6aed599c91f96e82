package run.leger.setec;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import run.leger.core.CallInterruptedException;
import run.leger.core.CallOptions;
import run.leger.core.Headers;
import run.leger.core.HttpTransport;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;

/** The way to a server: it can be fine, or nobody listens, or the server fails, or it is silent for ever. All but the last on real sockets. */
final class Weather implements Transport {
    enum Kind {
        FINE,
        DOWN,
        BROKEN,
        STALLED,
        NONSENSE
    }

    private final HttpTransport way;
    private final HttpTransport nowhere =
            HttpTransport.builder(URI.create("http://127.0.0.1:1")).build();
    private ManualThreads time;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Kind kind = Kind.FINE;

    Weather(URI server, ManualThreads time) {
        this.way = HttpTransport.builder(server).build();
        this.time = time;
    }

    void is(Kind now) {
        kind = now;
    }

    /** The time of a next process. */
    void passesIn(ManualThreads next) {
        time = next;
    }

    int requests() {
        return requests.get();
    }

    @Override
    public TransportResponse send(TransportRequest request, CallOptions options) {
        requests.incrementAndGet();
        return switch (kind) {
            case FINE -> way.send(request, options);
            case DOWN -> nowhere.send(request, options);
            case BROKEN -> answer(500, "internal error");
            case NONSENSE -> answer(200, "<html>log in to the hotel</html>");
            case STALLED -> throw stalled();
        };
    }

    private static TransportResponse answer(int status, String body) {
        return new TransportResponse(status, Headers.none(), new ByteArrayInputStream(body.getBytes()));
    }

    /** Time goes on until somebody cuts the call. */
    private CallInterruptedException stalled() {
        while (!Thread.currentThread().isInterrupted()) {
            time.pass(Duration.ofSeconds(1));
        }
        return new CallInterruptedException("cut", null, null);
    }

    SetecClient client() {
        return SetecClient.builder(URI.create("http://setec.test"))
                .transport(this)
                .build();
    }

    @Override
    public void close() {
        way.close();
        nowhere.close();
    }
}
