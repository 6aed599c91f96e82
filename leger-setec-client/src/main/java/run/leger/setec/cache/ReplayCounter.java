package run.leger.setec.cache;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The number of the newest sealed file, in a file of its own: a decimal number and a line end. */
final class ReplayCounter {
    private static final int MAX_BYTES = 32;

    private final OwnFile file;

    ReplayCounter(Path path) {
        this.file = new OwnFile(path, MAX_BYTES);
    }

    /** Returns the number, 0 where there is no file yet. */
    long read() {
        return file.read().map(this::number).orElse(0L);
    }

    private long number(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.US_ASCII);
        if (!text.matches("[0-9]{1,18}\n")) {
            throw new DamagedFileException(file.path(), "it is not the counter of a sealed file");
        }
        return Long.parseLong(text.strip());
    }

    void write(long number) {
        file.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
