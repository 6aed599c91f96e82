package run.leger.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import run.leger.core.FileFailedException;

/** Reads what people name on the command line, and says in their words why that did not work. */
final class InputFile {
    private InputFile() {}

    static Path path(String what, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException(what + " cannot be a path: " + Console.shown(text));
        }
    }

    static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw failed(path, "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw failed(path, "permission denied", e);
        } catch (IOException e) {
            throw failed(path, Files.isDirectory(path) ? "it is a directory" : String.valueOf(e.getMessage()), e);
        }
    }

    static String text(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FileFailedException(name, "cannot read " + name + ": it is not UTF-8", e);
        }
    }

    private static FileFailedException failed(Path path, String why, IOException cause) {
        return new FileFailedException(path.toString(), "cannot read " + path + ": " + why, cause);
    }
}
