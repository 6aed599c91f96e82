package run.leger.conformance.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Setec's real handlers on an empty database, one loopback port for each identity: the port decides who is calling. */
public final class SetecIdentities implements AutoCloseable {
    private final TempDir dir = new TempDir("setec");
    private final Path identities = dir.path().resolve("identities.json");
    private final List<URI> urls = new ArrayList<>();
    private Program program;

    private SetecIdentities(String written, int count, boolean auditable) {
        try {
            Files.writeString(identities, written);
            if (!auditable) {
                Files.createSymbolicLink(dir.path().resolve("audit.log"), Path.of("/dev/full"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        program = begin(count);
        urls.addAll(ready(program));
    }

    private Program begin(int count) {
        Program begun = Program.start(
                dir.path().resolve("log"),
                Map.of(),
                List.of(
                        Lab.program("labsetec").toString(),
                        "-dir",
                        dir.path().toString(),
                        "-identities",
                        identities.toString()));
        try {
            begun.waitUntil(
                    "every identity has its port",
                    Lab.PATIENCE,
                    () -> ready(begun).size() == count);
            return begun;
        } catch (AssertionError e) {
            begun.close();
            dir.close();
            throw e;
        }
    }

    /**
     * Starts a server for identities written as in {@code lab/identities.json}. With the address {@code 127.0.0.1:0} each gets a free
     * port, so several servers may run at once.
     */
    public static SetecIdentities start(String... identities) {
        return new SetecIdentities("[" + String.join(",", identities) + "]", identities.length, true);
    }

    /** Starts one whose audit log is on a full disk. */
    public static SetecIdentities withFullDisk(String... identities) {
        return new SetecIdentities("[" + String.join(",", identities) + "]", identities.length, false);
    }

    /** Ends the server; its addresses and its database stay. */
    public void stop() {
        program.close();
    }

    /** Starts it again, on the ports that it had. */
    public void startAgain() {
        try {
            String written = Files.readString(identities);
            for (URI url : urls) {
                written = written.replaceFirst("127.0.0.1:0\"", url.getAuthority() + "\"");
            }
            Files.writeString(identities, written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        program = begin(urls.size());
    }

    /** Starts a server for the identities of {@code lab/identities.json}, on the ports that the file names. */
    public static SetecIdentities start() {
        try {
            String all = Files.readString(Lab.sources().resolve("identities.json"));
            return new SetecIdentities(all, all.split("\"addr\"", -1).length - 1, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<URI> ready(Program program) {
        return program.output()
                .lines()
                .filter(line -> line.startsWith("READY ") && line.contains(" tags="))
                .map(line -> URI.create("http://" + line.split(" ", 3)[1]))
                .toList();
    }

    /** Returns the address of an identity, counted from 0 in the order they were given. */
    public URI url(int identity) {
        return urls.get(identity);
    }

    /** Returns the entries of the audit log, each a line of JSON. */
    public List<String> audit() {
        try {
            return Files.readAllLines(dir.path().resolve("audit.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        program.close();
        dir.close();
    }
}
