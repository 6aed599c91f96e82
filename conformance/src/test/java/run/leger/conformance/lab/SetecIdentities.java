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
    private final Program program;
    private final List<URI> urls = new ArrayList<>();

    private SetecIdentities(String identities, int count) {
        try {
            Path file = Files.writeString(dir.path().resolve("identities.json"), identities);
            program = Program.start(
                    dir.path().resolve("log"),
                    Map.of(),
                    List.of(
                            Lab.program("labsetec").toString(),
                            "-dir",
                            dir.path().toString(),
                            "-identities",
                            file.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            program.waitUntil("every identity has its port", Lab.PATIENCE, () -> ready().size() == count);
            urls.addAll(ready());
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a server for identities written as in {@code lab/identities.json}. With the address {@code 127.0.0.1:0} each gets a free
     * port, so several servers may run at once.
     */
    public static SetecIdentities start(String... identities) {
        return new SetecIdentities("[" + String.join(",", identities) + "]", identities.length);
    }

    /** Starts a server for the identities of {@code lab/identities.json}, on the ports that the file names. */
    public static SetecIdentities start() {
        try {
            String all = Files.readString(Lab.sources().resolve("identities.json"));
            return new SetecIdentities(all, all.split("\"addr\"", -1).length - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<URI> ready() {
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

    @Override
    public void close() {
        program.close();
        dir.close();
    }
}
