package run.leger.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import run.leger.core.FileFailedException;

/** Where a file would be written: a dry run says what the write would stumble over. */
final class OutputFolder {
    private OutputFolder() {}

    /** Fails where the folder of a file is missing or cannot be written to, or what stands there is no file. */
    static void require(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        Path folder = parent == null ? file : parent;
        String why = !Files.exists(folder)
                ? "there is no folder " + folder
                : !Files.isDirectory(folder)
                        ? folder + " is no folder"
                        : !Files.isWritable(folder)
                                ? "permission denied in " + folder
                                : Files.exists(file) && !Files.isRegularFile(file) ? "not an ordinary file" : "";
        if (!why.isEmpty()) {
            throw new FileFailedException(file.toString(), "cannot write " + file + ": " + why, null);
        }
    }
}
