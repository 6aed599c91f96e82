package run.leger.core.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketCredentials;
import org.newsclub.net.unix.ConnectionRefusedSocketException;
import run.leger.core.UnixPeer;

/** A Unix socket through junixsocket, an optional dependency; the class is loaded only when it was asked for. */
final class JunixPipe implements Pipe {
    private final AFUNIXSocket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Path path;

    private JunixPipe(AFUNIXSocket socket, Path path) throws IOException {
        this.socket = socket;
        this.path = path;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    static JunixPipe connect(Path path, Consumer<Runnable> opening) throws IOException {
        AFUNIXSocket socket = AFUNIXSocket.newInstance();
        try {
            socket.connect(AFUNIXSocketAddress.of(path));
            JunixPipe pipe = new JunixPipe(socket, path);
            opening.accept(pipe::close);
            return pipe;
        } catch (ConnectionRefusedSocketException e) {
            socket.close();
            throw (ConnectException) new ConnectException(e.getMessage()).initCause(e);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return in.read(bytes, offset, length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public boolean isFresh() {
        try {
            socket.setSoTimeout(1);
            in.read();
            return false;
        } catch (SocketTimeoutException e) {
            return resetTimeout();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean resetTimeout() {
        try {
            socket.setSoTimeout(0);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public UnixPeer peer() throws IOException {
        AFUNIXSocketCredentials credentials = socket.getPeerCredentials();
        return PeerNames.numbered(credentials.getUid(), credentials.getPid(), path);
    }

    @Override
    public Duplex duplex() {
        return new SocketDuplex(socket, in, out);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to do for a descriptor that cannot be closed.
        }
    }
}
