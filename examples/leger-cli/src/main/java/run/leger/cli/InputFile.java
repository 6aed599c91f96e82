package run.leger.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import run.leger.core.FileFailedException;

/** Reads what people name on the command line, and says in their words why that did not work. */
final class InputFile {
    static final String STANDARD_INPUT = "standard input";
    private static final int LIMIT = 16 << 20;

    private InputFile() {}

    static Path path(String what, String text) {
        if (text.isEmpty()) {
            // To the JDK this is the current folder: a variable that was not set would have files written there.
            throw new UsageException(what + " names no path");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException(what + " cannot be a path: " + Console.shown(text));
        }
    }

    static byte[] bytes(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return bounded(path.toString(), in);
        } catch (NoSuchFileException e) {
            throw failed(path, "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw failed(path, "permission denied", e);
        } catch (IOException e) {
            throw failed(path, Files.isDirectory(path) ? "it is a directory" : String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns all of standard input. */
    static byte[] standardInput(InputStream in) {
        try {
            return bounded(STANDARD_INPUT, in);
        } catch (IOException e) {
            throw FileFailedException.reading("-", "cannot read standard input: " + e.getMessage(), e);
        }
    }

    private static byte[] bounded(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            Arrays.fill(bytes, (byte) 0);
            throw new FileFailedException(
                    name,
                    "cannot read " + name + ": it has more than " + (LIMIT >> 20) + " MiB",
                    "check what is given: nothing that leger reads is that long",
                    null);
        }
        return bytes;
    }

    static String text(String name, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
        } catch (CharacterCodingException e) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new FileFailedException(
                    name, "cannot read " + name + ": it is not UTF-8, in line " + line, "save it as UTF-8", e);
        }
    }

    private static FileFailedException failed(Path path, String why, IOException cause) {
        return FileFailedException.reading(path.toString(), "cannot read " + path + ": " + why, cause);
    }
}
