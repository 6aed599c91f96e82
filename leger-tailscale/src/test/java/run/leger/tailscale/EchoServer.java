package run.leger.tailscale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener on loopback that sends back what it gets, until a zero byte: then it closes. */
public final class EchoServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    /** Listens on a free port of 127.0.0.1. */
    public EchoServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    /** Returns where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Returns how many connections are open. */
    public int open() {
        return open.size();
    }

    /** Returns how many connections were made. */
    public int accepted() {
        return accepted.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                accepted.incrementAndGet();
                thread(() -> echo(socket));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void echo(Socket socket) {
        try (socket) {
            byte[] buffer = new byte[8192];
            for (int n = socket.getInputStream().read(buffer);
                    n > 0;
                    n = socket.getInputStream().read(buffer)) {
                if (buffer[n - 1] == 0) {
                    return;
                }
                socket.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException e) {
            // The client is gone.
        } finally {
            open.remove(socket);
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
