package run.leger.tailscale.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import run.leger.core.AtomicFile;
import run.leger.core.FileFailedException;
import run.leger.core.LegerException;

/**
 * A received file while it is fetched. Close it: a fetch that was not read to its end costs its connection, and closing frees a reader on another
 * thread. The daemon keeps the file until it is deleted. Used by one thread at a time.
 */
public final class FileDownload implements AutoCloseable {
    private final String name;
    private final long length;
    private final InputStream content;
    private TransferProgress progress = (bytes, total) -> {};

    /**
     * Makes one. Public so that a test can.
     *
     * @param name the file's name
     * @param length its length, or -1 where that is not known
     * @param content its bytes
     */
    public FileDownload(String name, long length, InputStream content) {
        this.name = name;
        this.length = length;
        this.content = new Counted(content);
    }

    /**
     * Tells somebody how far the transfer is.
     *
     * @param listener is called on the thread that reads
     * @return this
     */
    public FileDownload onProgress(TransferProgress listener) {
        progress = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Returns the name.
     *
     * @return the name, which the sender chose: do not trust it as a path
     */
    public String name() {
        return name;
    }

    /**
     * Returns how long the file is.
     *
     * @return the length in bytes, or -1 where the daemon did not tell
     */
    public long length() {
        return length;
    }

    /**
     * Returns the bytes as a stream. It throws {@link LegerException}s where the daemon or a deadline ends it early.
     *
     * @return the stream, the same at each call
     */
    public InputStream content() {
        return content;
    }

    /**
     * Saves the file whole or not at all, for its owner's eyes only, in place of what may be there. Blocks until it is on the disk.
     *
     * @param path where; its folder must exist
     * @throws FileFailedException if it cannot be written; nothing is left of it then
     * @throws LegerException if the transfer ends early; nothing is left of it then
     */
    public void saveTo(Path path) {
        saveTo(AtomicFile.secret(path));
    }

    /**
     * Saves the file whole or not at all, see {@link #saveTo(Path)}.
     *
     * @param file where, and who may read it
     */
    public void saveTo(AtomicFile file) {
        file.replace(content);
    }

    /** Ends the transfer. May be called more than once. */
    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts what is read. */
    private final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            counted(read < 0 ? -1 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int size) throws IOException {
            int read = super.read(bytes, offset, size);
            counted(read);
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            counted(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void counted(long more) {
            if (more > 0) {
                count += more;
                progress.transferred(count, length);
            }
        }
    }
}
