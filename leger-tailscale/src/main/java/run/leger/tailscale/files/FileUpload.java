package run.leger.tailscale.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import run.leger.core.FileFailedException;
import run.leger.core.RequestBody;

/**
 * A file to send: a name, bytes that are read as they are sent, and how many they are.
 *
 * <p>Immutable. One of a path or of bytes may be sent any number of times, by many threads; one of a stream once.
 */
public final class FileUpload implements RequestBody {
    private static final int PIECE = 64 << 10;

    private final String name;
    private final long length;
    private final boolean repeatable;
    private final Source source;
    private final TransferProgress progress;

    /** Where the bytes come from. */
    private interface Source {
        InputStream open() throws IOException;
    }

    private FileUpload(String name, long length, boolean repeatable, Source source, TransferProgress progress) {
        this.name = FileNames.check(name);
        this.length = length;
        this.repeatable = repeatable;
        this.source = source;
        this.progress = progress;
    }

    /**
     * Sends a file under its own name. It must not change until it is sent.
     *
     * @param file its path
     * @return the upload
     * @throws FileFailedException if it is not an ordinary file that can be looked at
     * @throws IllegalArgumentException if no device takes a file of its name; see {@link #of(String, Path)}
     */
    public static FileUpload of(Path file) {
        return of(String.valueOf(file.getFileName()), file);
    }

    /**
     * Sends a file under another name. It must not change until it is sent.
     *
     * @param name its name on the other device
     * @param file its path
     * @return the upload
     * @throws FileFailedException if it is not an ordinary file that can be looked at
     * @throws IllegalArgumentException if no device takes a file of that name
     */
    public static FileUpload of(String name, Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new FileFailedException(file.toString(), "cannot send " + file + ": not an ordinary file", null);
            }
            return new FileUpload(name, Files.size(file), true, () -> open(file), (bytes, total) -> {});
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Sends bytes, which are not copied: do not change them before they are sent.
     *
     * @param name their name on the other device
     * @param content the bytes
     * @return the upload
     * @throws IllegalArgumentException if no device takes a file of that name
     */
    public static FileUpload of(String name, byte[] content) {
        return new FileUpload(
                name, content.length, true, () -> new ByteArrayInputStream(content), (bytes, total) -> {});
    }

    /**
     * Sends what a stream gives. It is read once, on the thread that sends, and closed at the end.
     *
     * @param name its name on the other device
     * @param content the stream
     * @param length how many bytes it gives: one that gives fewer or more ends the transfer with an error, and the other device shows no file; or -1
     *     where that is not known
     * @return the upload
     * @throws IllegalArgumentException if no device takes a file of that name, or the length is less than -1
     */
    public static FileUpload of(String name, InputStream content, long length) {
        if (length < -1) {
            throw new IllegalArgumentException("a length of " + length);
        }
        Objects.requireNonNull(content, "content");
        return new FileUpload(name, length, false, () -> content, (bytes, total) -> {});
    }

    /**
     * Tells somebody how far the transfer is: how many bytes the daemon of this device has taken. What the other device has is told on the bus.
     *
     * @param listener is called on the thread that sends, with 0 at the start
     * @return a new upload
     */
    public FileUpload onProgress(TransferProgress listener) {
        return new FileUpload(name, length, repeatable, source, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Returns the name on the other device.
     *
     * @return the name; the other device may add a number to it
     */
    public String name() {
        return name;
    }

    /**
     * Tells whether this may be sent more than once.
     *
     * @return false for a stream
     */
    public boolean isRepeatable() {
        return repeatable;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        try (InputStream in = source.open()) {
            long sent = 0;
            progress.transferred(0, length);
            int count = in.readNBytes(piece, 0, PIECE);
            while (count > 0) {
                if (length >= 0 && sent + count > length) {
                    throw differs("more");
                }
                // Looked at before the last bytes go: once they are gone, the other device has a whole file.
                int next = count < PIECE ? -1 : in.read();
                if (length >= 0 && (next < 0 ? sent + count < length : sent + count == length)) {
                    throw differs(next < 0 ? "fewer" : "more");
                }
                out.write(piece, 0, count);
                sent += count;
                progress.transferred(sent, length);
                if (next < 0) {
                    return;
                }
                piece[0] = (byte) next;
                count = 1 + in.readNBytes(piece, 1, PIECE - 1);
            }
            if (length > 0) {
                throw differs("fewer");
            }
        }
    }

    private IOException differs(String how) {
        return new IOException(
                "the content of " + name + " has " + how + " than the " + length + " bytes that were announced");
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static FileFailedException unreadable(Path file, IOException e) {
        return new FileFailedException(file.toString(), "cannot send " + file + ": " + e, e);
    }

    /**
     * Returns what is sent, for messages.
     *
     * @return name and length
     */
    @Override
    public String toString() {
        return name + (length < 0 ? "" : " (" + length + " bytes)");
    }
}
