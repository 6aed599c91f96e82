package run.leger.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that speaks what a test writes out byte by byte: one script for each connection, each on its own thread. */
final class RawPeer implements AutoCloseable {
    private final ServerSocketChannel listener;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger ended = new AtomicInteger();

    interface Script {
        void play(InputStream in, OutputStream out) throws IOException;
    }

    RawPeer(ServerSocketChannel listener, Script script) {
        this.listener = listener;
        Thread acceptor = new Thread(() -> accept(script), "raw-peer");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept(Script script) {
        while (listener.isOpen()) {
            try {
                SocketChannel channel = listener.accept();
                open.add(channel);
                Thread thread = new Thread(() -> play(channel, script), "raw-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // The listener was closed.
            }
        }
    }

    private void play(SocketChannel channel, Script script) {
        try (channel) {
            script.play(Channels.newInputStream(channel), Channels.newOutputStream(channel));
        } catch (IOException e) {
            // The client went away, which some scripts wait for.
        } finally {
            open.remove(channel);
            ended.incrementAndGet();
        }
    }

    /** Returns how many connections are over. */
    int ended() {
        return ended.get();
    }

    /** Reads a request's head. */
    static void skipHead(InputStream in) throws IOException {
        int seen = 0;
        for (int c = in.read(); c >= 0 && seen < 4; c = seen < 4 ? in.read() : c) {
            seen = c == '\r' || c == '\n' ? seen + 1 : 0;
        }
    }

    static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (SocketChannel channel : open) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
