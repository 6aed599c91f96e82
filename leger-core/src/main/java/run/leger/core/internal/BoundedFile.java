package run.leger.core.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a file that may be anything into one array, and leaves no other copy behind: what it holds may be secret. */
public final class BoundedFile {
    private static final int FIRST = 4096;

    private BoundedFile() {}

    /** There is more than was allowed. */
    public static final class TooLargeException extends FileSystemException {
        private static final long serialVersionUID = 1L;

        TooLargeException(Path path, int limit) {
            super(path.toString(), null, "it is larger than " + limit + " bytes");
        }
    }

    /** Returns the content, of at most so many bytes; the array is the caller's to wipe. */
    public static byte[] read(Path path, int limit, OpenOption... more) throws IOException {
        Set<OpenOption> options = Stream.concat(Stream.of(StandardOpenOption.READ), Stream.of(more))
                .collect(Collectors.toSet());
        byte[] bytes = new byte[0];
        try (SeekableByteChannel channel = Files.newByteChannel(path, options)) {
            // The size is only a hint: some files have none, and some grow while they are read.
            long size = channel.size();
            if (size > limit) {
                throw new TooLargeException(path, limit);
            }
            bytes = new byte[size == 0 ? FIRST : (int) size + 1];
            int length = 0;
            while (true) {
                int count = channel.read(ByteBuffer.wrap(bytes, length, bytes.length - length));
                if (count < 0) {
                    return cut(bytes, length);
                }
                length += count;
                if (length > limit) {
                    throw new TooLargeException(path, limit);
                }
                if (length == bytes.length) {
                    bytes = cut(bytes, (int) Math.min(2L * length, limit + 1L));
                }
            }
        } catch (IOException | RuntimeException e) {
            Arrays.fill(bytes, (byte) 0);
            throw e;
        }
    }

    private static byte[] cut(byte[] bytes, int length) {
        byte[] other = Arrays.copyOf(bytes, length);
        Arrays.fill(bytes, (byte) 0);
        return other;
    }
}
