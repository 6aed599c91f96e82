package run.leger.core.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import run.leger.core.CallInterruptedException;
import run.leger.core.CallOptions;
import run.leger.core.ClientClosedException;
import run.leger.core.Headers;
import run.leger.core.LegerException;
import run.leger.core.ReplyTooLargeException;
import run.leger.core.RequestBody;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;

/** Calls through the JDK's HTTP client, under the same deadlines and with the same errors as those over a Unix socket. */
public final class HttpCalls implements AutoCloseable {
    /** From Java 21 on; before, the client's thread ends when the client is collected. Its close() would wait, this does not. */
    private static final @Nullable Method SHUTDOWN_NOW = Arrays.stream(HttpClient.class.getMethods())
            .filter(method -> method.getName().equals("shutdownNow"))
            .findFirst()
            .orElse(null);

    private final URI base;
    private final boolean owned;
    private final Duration connectTimeout;
    private final Set<Call> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    /** Let go on close: before Java 21 that is the only way to end its thread and its kept connections. */
    private volatile @Nullable HttpClient client;

    /** A client that is not given is made here, and let go on close. */
    public HttpCalls(URI base, Optional<HttpClient> given, Duration connectTimeout) {
        this.base = base;
        this.owned = given.isEmpty();
        HttpClient used = given.orElseGet(() -> HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build());
        this.client = used;
        this.connectTimeout = used.connectTimeout().orElse(connectTimeout);
    }

    /** Sends once. The options are complete. */
    public TransportResponse send(TransportRequest request, CallOptions options) {
        String operation = request.operation();
        HttpRequest message = httpRequest(request);
        Call call = new Call(operation, new CallTimer(options));
        running.add(call);
        try {
            HttpClient open = client;
            if (closed || open == null) {
                throw new ClientClosedException(operation + " at " + base + ": the client is closed", null, null);
            }
            HttpResponse<InputStream> response = call.head(open, message);
            Headers headers = headers(response.headers());
            long headBytes = headers.fields().stream()
                    .mapToLong(f -> f.name().length() + f.value().length() + 4L)
                    .sum();
            long headBound = options.maxHeaderBytes().orElseThrow();
            if (headBytes > headBound) {
                throw new ReplyTooLargeException(
                        headBound,
                        operation + " at " + base + ": the head of the answer is larger than " + headBound + " bytes");
            }
            InputStream guarded = new GuardedStream(response.body(), call);
            BodyStream body = new BodyStream(guarded, options.maxBodyBytes().orElseThrow(), operation, call);
            int status = response.statusCode();
            if ((request.method().equals("HEAD") || status == 204 || status == 304) && body.read() < 0) {
                return new TransportResponse(status, headers, InputStream.nullInputStream());
            }
            return new TransportResponse(status, headers, body);
        } catch (RuntimeException e) {
            call.early();
            throw e;
        }
    }

    private HttpRequest httpRequest(TransportRequest request) {
        URI target = URI.create(
                base.getScheme() + "://" + base.getRawAuthority() + HttpBase.prefix(base) + request.target());
        HttpRequest.Builder builder = HttpRequest.newBuilder(target).version(HttpClient.Version.HTTP_1_1);
        for (Headers.Field field : request.headers().fields()) {
            if (!field.name().equalsIgnoreCase("Expect")) {
                builder.header(field.name(), field.value());
            }
        }
        RequestBody body = request.body();
        return builder.method(
                        request.method(),
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(bytes(body)))
                .build();
    }

    private static byte[] bytes(RequestBody body) {
        try {
            WipedOutput bytes = new WipedOutput((int) Math.max(32, Math.min(body.length(), 1 << 20)));
            body.writeTo(bytes);
            return bytes.end();
        } catch (IOException e) {
            throw new UncheckedIOException("the request's body could not be written", e);
        }
    }

    private static Headers headers(HttpHeaders headers) {
        List<Headers.Field> fields = new ArrayList<>();
        headers.map().forEach((name, values) -> {
            for (String value : values) {
                fields.add(new Headers.Field(name, value));
            }
        });
        return new Headers(fields);
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(Call::abort);
        HttpClient open = client;
        client = null;
        if (owned && open != null && SHUTDOWN_NOW != null) {
            try {
                SHUTDOWN_NOW.invoke(open);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("HttpClient.shutdownNow() failed", e);
            }
        }
    }

    /** One call from its first byte to its last. */
    private final class Call implements BodyStream.Ending {
        private final String operation;
        private final CallTimer timer;
        private final Guard guard = new Guard(this::abort);
        private volatile @Nullable CompletableFuture<HttpResponse<InputStream>> future;
        private volatile @Nullable InputStream body;
        private volatile boolean aborted;

        Call(String operation, CallTimer timer) {
            this.operation = operation;
            this.timer = timer;
        }

        HttpResponse<InputStream> head(HttpClient client, HttpRequest request) {
            timer.expectHeader();
            guard.arm(timer.stepDeadline());
            CompletableFuture<HttpResponse<InputStream>> sent = client.sendAsync(request, head -> new BodyQueue());
            future = sent;
            if (aborted) {
                sent.cancel(true);
            }
            try {
                HttpResponse<InputStream> response = sent.get();
                body = response.body();
                if (!guard.disarm() || aborted) {
                    throw failure(new IOException("cut"));
                }
                timer.expectBytes();
                return response;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                sent.cancel(true);
                throw new CallInterruptedException(operation + " at " + base + ": the thread was interrupted", null, e);
            } catch (CancellationException e) {
                throw failure(new IOException("cancelled", e));
            } catch (ExecutionException e) {
                throw failure(e.getCause() instanceof IOException io ? io : new IOException(e.getCause()));
            }
        }

        void abort() {
            aborted = true;
            CompletableFuture<HttpResponse<InputStream>> sent = future;
            if (sent != null) {
                sent.cancel(true);
            }
            InputStream open = body;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException e) {
                    // The body is given up anyway.
                }
            }
        }

        @Override
        public void atEnd() {
            running.remove(this);
            guard.release();
        }

        @Override
        public void early() {
            abort();
            atEnd();
        }

        @Override
        public LegerException failure(IOException e) {
            return Failures.ofHttp(
                    e, operation, base.toString(), connectTimeout, guard.wasCut() ? timer : null, closed);
        }
    }

    private static final class GuardedStream extends InputStream {
        private final InputStream in;
        private final Call call;

        GuardedStream(InputStream in, Call call) {
            this.in = in;
            this.call = call;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            call.guard.arm(call.timer.stepDeadline());
            int n;
            try {
                n = in.read(bytes, offset, length);
            } catch (IOException e) {
                call.guard.disarm();
                throw e;
            }
            if (!call.guard.disarm() || n < 0 && call.aborted) {
                throw new IOException("cut");
            }
            return n;
        }
    }
}
