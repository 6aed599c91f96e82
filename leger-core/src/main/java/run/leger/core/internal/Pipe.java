package run.leger.core.internal;

import java.io.IOException;

/** A connected byte stream to a Unix socket, as one of the two implementations gives it. One reader, one writer; any thread may close. */
interface Pipe {
    /** Blocks until there is something to read; -1 at the end of the stream. */
    int read(byte[] bytes, int offset, int length) throws IOException;

    /** Blocks until all of it is written. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Tells whether a kept connection can be used again: nothing came, and the other side has not closed. */
    boolean isFresh();

    /** Returns the name of the user on the other side, or its number as text where it has no name. */
    String peerUser() throws IOException;

    /** Closes at once; a blocked reader or writer fails. */
    void close();
}
