package run.leger.core.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The body of an answer of the JDK's client as a stream that an interrupt ends: the JDK's own stream ignores it on Java 17. */
final class BodyQueue extends InputStream implements HttpResponse.BodySubscriber<InputStream> {
    /** What came: buffers, or none at the end. At most one is asked for before the last was read. */
    private record Piece(List<ByteBuffer> buffers, @Nullable Throwable failure) {}

    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final Deque<ByteBuffer> current = new ArrayDeque<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;
    private boolean ended;

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        pieces.add(new Piece(buffers, null));
    }

    @Override
    public void onError(Throwable failure) {
        pieces.add(new Piece(List.of(), failure));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece(List.of(), null));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (!ended) {
            ByteBuffer buffer = current.peek();
            if (buffer == null) {
                next();
            } else if (!buffer.hasRemaining()) {
                current.remove();
                Flow.Subscription more = subscription;
                if (current.isEmpty() && more != null) {
                    more.request(1);
                }
            } else {
                int n = Math.min(length, buffer.remaining());
                buffer.get(bytes, offset, n);
                return n;
            }
        }
        return -1;
    }

    private void next() throws IOException {
        Piece piece;
        try {
            piece = pieces.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        if (closed) {
            throw new IOException("closed on this side");
        }
        if (piece.failure() != null) {
            ended = true;
            throw piece.failure() instanceof IOException io ? io : new IOException(piece.failure());
        }
        current.addAll(piece.buffers());
        ended = piece.buffers().isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        Flow.Subscription running = subscription;
        if (running != null) {
            running.cancel();
        }
        pieces.add(new Piece(List.of(), null));
    }
}
