package run.leger.core.internal;

import java.io.IOException;

/** A connected byte stream on which one thread reads while another one writes. */
public interface Duplex {
    /**
     * Blocks until there is something to read.
     *
     * @param timeoutMillis how long to wait at most, 0 for as long as it takes
     * @return the number of bytes, or -1 at the end of the stream
     * @throws java.net.SocketTimeoutException if nothing came in that time; the connection stays as it was
     * @throws java.io.InterruptedIOException if the thread is interrupted; the connection is closed and the flag set
     */
    int read(byte[] bytes, int offset, int length, int timeoutMillis) throws IOException;

    /** Tells whether nothing is there to read, the end included. Waits for no more than a moment. */
    boolean isSilent();

    /** Blocks until all of it is written. */
    void write(byte[] bytes, int offset, int length) throws IOException;
}
