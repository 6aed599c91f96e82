package run.leger.conformance.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real Caddy with directories of its own. Its admin endpoint is a Unix socket, unless the Caddyfile says otherwise. */
public final class CaddyProcess implements AutoCloseable {
    private final TempDir dir;
    private final Path file;
    private Program program;

    private CaddyProcess(TempDir dir, Path file) {
        this.dir = dir;
        this.file = file;
        program = run();
    }

    private Program run() {
        Program started = Program.start(
                dir.path().resolve("log"),
                environment(),
                List.of(Lab.program("caddy").toString(), "run", "--config", file.toString(), "--adapter", "caddyfile"));
        try {
            started.waitForLine(Lab.PATIENCE, line -> line.contains("serving initial configuration"));
            return started;
        } catch (AssertionError e) {
            started.close();
            throw e;
        }
    }

    /** Starts Caddy on a Caddyfile and waits until it serves it. */
    public static CaddyProcess start(String caddyfile) {
        TempDir dir = new TempDir("caddy");
        try {
            return new CaddyProcess(dir, Files.writeString(dir.path().resolve("Caddyfile"), caddyfile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AssertionError e) {
            dir.close();
            throw e;
        }
    }

    /** Starts Caddy on a file of the caller's and waits until it serves it. */
    public static CaddyProcess start(Path file) {
        return new CaddyProcess(new TempDir("caddy"), file);
    }

    /** Ends this Caddy by SIGKILL. */
    public void kill() {
        program.kill();
    }

    /** Starts a Caddy that has ended once more, on the same file and with the same directories. */
    public void startAgain() {
        program = run();
    }

    /** Waits until it ends by itself, and returns the exit code. */
    public int waitForEnd() {
        return program.waitForEnd(Lab.PATIENCE);
    }

    /** Returns the directory below which it keeps what it must not lose. */
    public Path data() {
        return dir.path().resolve("data").resolve("caddy");
    }

    /** Runs one of Caddy's commands, such as {@code fmt} or {@code adapt}, with directories that go away afterwards. */
    public static Program.Ended cli(String... arguments) {
        try (TempDir home = new TempDir("caddy")) {
            List<String> command =
                    new java.util.ArrayList<>(List.of(Lab.program("caddy").toString()));
            command.addAll(List.of(arguments));
            return Program.run(environment(home.path()), command);
        }
    }

    /** Returns the socket of the admin endpoint. */
    public Path adminSocket() {
        return dir.path().resolve("admin.sock");
    }

    /** Returns whether somebody listens on the admin socket. */
    public boolean adminListens() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(adminSocket()));
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns what Caddy logged so far. */
    public String log() {
        return program.output();
    }

    private Map<String, String> environment() {
        return environment(dir.path());
    }

    private static Map<String, String> environment(Path home) {
        return Map.of(
                "HOME", home.toString(),
                "XDG_CONFIG_HOME", home.resolve("config").toString(),
                "XDG_DATA_HOME", home.resolve("data").toString(),
                "CADDY_ADMIN", "unix/" + home.resolve("admin.sock"));
    }

    @Override
    public void close() {
        program.close();
        dir.close();
    }
}
