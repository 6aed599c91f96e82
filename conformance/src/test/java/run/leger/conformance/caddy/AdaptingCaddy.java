package run.leger.conformance.caddy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import run.leger.caddy.Adaptation;
import run.leger.caddy.CaddyAdmin;
import run.leger.caddy.CaddyOracleSuite.Adapted;
import run.leger.caddy.CaddyOracleSuite.Oracle;
import run.leger.caddy.CaddyWarning;
import run.leger.caddy.ConfigRefusedException;
import run.leger.core.CallOptions;
import run.leger.core.Retry;

/** One long-lived Caddy that adapts; each text to format goes to a {@code caddy fmt} of its own. */
final class AdaptingCaddy implements Oracle, AutoCloseable {
    private final Path binary;
    private final Path home;
    private final Process process;
    private final CaddyAdmin admin;

    /** Starts a Caddy that serves nothing. */
    static AdaptingCaddy start() {
        try {
            return new AdaptingCaddy(
                    Path.of(Objects.requireNonNull(System.getProperty("leger.lab.bin"), "leger.lab.bin"), "caddy"),
                    Files.createTempDirectory("caddy"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AdaptingCaddy(Path binary, Path home) throws IOException {
        this.binary = binary;
        this.home = home;
        Path socket = home.resolve("admin.sock");
        Path config = Files.writeString(
                home.resolve("config.json"),
                "{\"admin\":{\"listen\":\"unix/" + socket + "\",\"config\":{\"persist\":false}}}");
        process = command("run", "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
        admin = CaddyAdmin.create("unix/" + socket).with(CallOptions.none());
        Retry.standard().withTries(12).call(admin::config);
    }

    private ProcessBuilder command(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(binary.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_DATA_HOME", home.toString());
        builder.environment().put("XDG_CONFIG_HOME", home.toString());
        return builder;
    }

    @Override
    public Adapted adapt(String caddyfile) {
        try {
            Adaptation adaptation = admin.adapt(caddyfile);
            return new Adapted(
                    Optional.of(adaptation.config()),
                    adaptation.warnings().stream().map(CaddyWarning::message).collect(Collectors.joining("\n")));
        } catch (ConfigRefusedException e) {
            return new Adapted(Optional.empty(), e.serverMessage());
        }
    }

    @Override
    public String fmt(String caddyfile) {
        try {
            Path text = Files.writeString(home.resolve("text"), caddyfile);
            Process fmt = command("fmt", "-")
                    .redirectInput(text.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(fmt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        admin.stop();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        try (var files = Files.walk(home)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
