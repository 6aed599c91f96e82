package run.leger.conformance.lab;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.leger.core.CallOptions;
import run.leger.core.Json;
import run.leger.core.TransportRequest;
import run.leger.core.UnixTransport;

/** A further real tailscaled of a test's own, logged out at first. Closing it stops the daemon and forgets its state. */
public final class Tailscaled implements AutoCloseable {
    /** The version that runs where none is asked for, also as nodes a and b. */
    public static final String CURRENT = "1.102.5";

    /** All versions of {@code lab/pins}. */
    public static final List<String> VERSIONS = List.of(CURRENT, "1.92.5");

    private static final CallOptions QUICK = CallOptions.deadline(java.time.Duration.ofSeconds(5));

    private final TempDir dir;
    private final Path socket;
    private final String version;
    private final int user;
    private final Map<String, String> environment;
    private final List<String> flags;
    private Program program;

    private Tailscaled(Builder builder) {
        dir = new TempDir("ts");
        socket = builder.socket != null ? builder.socket : dir.path().resolve("tailscaled.sock");
        version = builder.version;
        user = builder.user;
        environment = new HashMap<>(Lab.tailscaledEnvironment());
        environment.put("TS_LOGS_DIR", dir.path().toString());
        environment.putAll(builder.environment);
        flags = List.copyOf(builder.flags);
        if (user != 0) {
            dir.giveTo(user);
        }
        program = launch();
    }

    /** Starts a daemon as root, with its socket in its own directory. */
    public static Tailscaled start() {
        return builder().start();
    }

    /** Returns a builder for a daemon that is not as {@link #start()} has it. */
    public static Builder builder() {
        return new Builder();
    }

    private Program launch() {
        List<String> command = new ArrayList<>(List.of(
                program("tailscaled"),
                "--tun=userspace-networking",
                "--socket=" + socket,
                "--statedir=" + dir.path(),
                "--state=" + dir.path().resolve("state"),
                "--port=0",
                "--no-logs-no-support"));
        command.addAll(flags);
        Program started = Program.start(
                dir.path().resolve("log"), environment, user == 0 ? command : AsUser.command(user, command));
        try {
            // A socket that an earlier daemon left is there before anybody listens on it.
            started.waitUntil("its LocalAPI answers", Lab.PATIENCE, () -> {
                backendState();
                return true;
            });
            return started;
        } catch (AssertionError e) {
            started.close();
            throw e;
        }
    }

    private String program(String name) {
        return Lab.program(version.equals(CURRENT) ? name : name + "-" + version)
                .toString();
    }

    /** Returns the path of the LocalAPI's socket. */
    public Path socket() {
        return socket;
    }

    /** Returns the directory that holds this daemon's state. */
    public Path directory() {
        return dir.path();
    }

    /** Returns the word that the daemon's status has for its state, such as {@code NeedsLogin}. */
    public String backendState() {
        return status().at("BackendState").orElseThrow().asText();
    }

    /** Returns the daemon's status, without peers, read over HTTP and not by any client of ours. */
    public Json status() {
        try (UnixTransport transport = UnixTransport.builder(socket).build()) {
            return Json.parse(new String(
                    transport
                            .send(
                                    TransportRequest.get("/localapi/v0/status?peers=false")
                                            .with("Host", "local-tailscaled.sock"),
                                    QUICK)
                            .readAll(),
                    java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    /** Joins the laboratory's tailnet under a name and waits until it runs. */
    public void up(String hostname, String... further) {
        upAt(Lab.controlUrl(), hostname, further);
    }

    /** Joins the tailnet of a control server of the test's own. */
    public void upAt(URI control, String hostname, String... further) {
        List<String> command = new ArrayList<>(List.of(
                "up",
                "--login-server=" + control,
                "--auth-key=lab",
                "--hostname=" + hostname,
                "--accept-dns=false",
                "--timeout=" + Lab.PATIENCE.toSeconds() + "s"));
        command.addAll(List.of(further));
        cli(command.toArray(String[]::new)).orFail();
        waitForState("Running");
    }

    /** Connects again after {@link #down()}. */
    public void up() {
        cli("up").orFail();
        waitForState("Running");
    }

    /** Disconnects, and stays logged in. */
    public void down() {
        cli("down").orFail();
        waitForState("Stopped");
    }

    /** Forgets who this node is. */
    public void logout() {
        cli("logout").orFail();
        waitForState("NeedsLogin");
    }

    /** Waits until the status has this word for the daemon's state. */
    public void waitForState(String state) {
        program.waitUntil("state " + state, Lab.PATIENCE, () -> backendState().equals(state));
    }

    /** Runs the real command line client of the daemon's version on it, as root. */
    public Program.Ended cli(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program("tailscale"), "--socket=" + socket));
        command.addAll(List.of(arguments));
        return Program.run(Map.of(), command);
    }

    /** Ends the daemon by a signal that it cannot see, and leaves everything as it then is. */
    public void kill() {
        program.kill();
    }

    /** Returns the process id of the daemon, which changes when it is restarted. */
    public long pid() {
        return program.pid();
    }

    /** Ends the daemon and leaves its state and, as a crash does, perhaps its socket. */
    public void stop() {
        program.close();
    }

    /** Ends the daemon, where it runs, and starts it again with the state it had. */
    public void restart() {
        program.close();
        program = launch();
    }

    /** Returns what the daemon logged since it was last started. */
    public String log() {
        return program.output();
    }

    @Override
    public void close() {
        try {
            program.close();
        } finally {
            dir.close();
        }
    }

    /** What a further daemon is like. */
    public static final class Builder {
        private @Nullable Path socket;
        private String version = CURRENT;
        private int user;
        private final Map<String, String> environment = new HashMap<>();
        private final List<String> flags = new ArrayList<>();

        private Builder() {}

        /** Puts the socket at a path, whose directory the daemon's user must be able to write. */
        public Builder socket(Path path) {
            Path parent = path.toAbsolutePath().getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw new IllegalArgumentException("no directory for the socket " + path);
            }
            socket = path;
            return this;
        }

        /** Runs another of the pinned versions, see {@link #VERSIONS}. */
        public Builder version(String number) {
            if (!VERSIONS.contains(number)) {
                throw new IllegalArgumentException("lab/pins has no tailscaled " + number + ", only " + VERSIONS);
            }
            version = number;
            return this;
        }

        /** Runs the daemon as another user, who then owns the socket. */
        public Builder user(int id) {
            user = id;
            return this;
        }

        /** Sets an environment variable, such as {@code TS_PERMIT_CERT_UID}. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Adds a flag, such as {@code --socks5-server=127.0.0.1:1060}. */
        public Builder flag(String flag) {
            flags.add(flag);
            return this;
        }

        /** Starts the daemon and waits until its LocalAPI answers. */
        public Tailscaled start() {
            return new Tailscaled(this);
        }
    }
}
