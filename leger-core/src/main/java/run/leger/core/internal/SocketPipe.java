package run.leger.core.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A socket, with or without TLS over it. */
public final class SocketPipe implements Pipe {
    private final VirtualSocket plain;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /**
     * Takes both over.
     *
     * @param plain the connected socket
     * @param socket the TLS socket that is layered over it, or the same again
     */
    public SocketPipe(VirtualSocket plain, Socket socket) throws IOException {
        this.plain = plain;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return in.read(bytes, offset, length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        out.flush();
    }

    /** Looks below TLS: whatever comes between two answers, a message of TLS included, costs the connection. */
    @Override
    public boolean isFresh() {
        return plain.isFresh();
    }

    @Override
    public Duplex duplex() {
        return new SocketDuplex(socket, in, out);
    }

    /** Below TLS, whose own farewell could wait for the peer. */
    @Override
    public void close() {
        plain.close();
    }
}
