package run.leger.core.internal;

import java.io.IOException;
import run.leger.core.UnixPeer;

/** A connected byte stream under an HTTP conversation. One reader, one writer; any thread may close. */
public interface Pipe {
    /**
     * Blocks until there is something to read.
     *
     * @return the number of bytes, or -1 at the end of the stream
     */
    int read(byte[] bytes, int offset, int length) throws IOException;

    /** Blocks until all of it is written. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Tells whether a kept connection can be used again: nothing came, and the other side has not closed. */
    boolean isFresh();

    /** Asks the kernel who is on the other side. */
    default UnixPeer peer() throws IOException {
        throw new IOException("the kernel names the other side of Unix sockets only");
    }

    /** Gives the connection up to another protocol. Afterwards nothing of this is used but {@link #close}, which ends the duplex too. */
    Duplex duplex() throws IOException;

    /** Closes at once; a blocked reader or writer fails. */
    void close();
}
