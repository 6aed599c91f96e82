package run.leger.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.ParseException;
import run.leger.testkit.FakeCaddyAdmin;
import run.leger.testkit.FakeSetec;
import run.leger.testkit.FakeTailscaled;

/** {@code --demo}: the same commands, against fakes on real sockets in this process, so that a newcomer needs no tailnet. */
final class Demo {
    private Demo() {}

    static int run(Command command, CommandLine line, Invocation call) {
        Path folder = temporaryFolder();
        try (FakeTailscaled tailscaled = FakeTailscaled.start(folder.resolve("tailscaled.sock"));
                FakeSetec setec = FakeSetec.start();
                FakeCaddyAdmin caddy = FakeCaddyAdmin.start()) {
            tailscaled.certLabels("demo", "ai");
            setec.put("demo/greeting", "hello from the demo".getBytes(StandardCharsets.UTF_8));
            call.console().note("leger: demo: tailscaled, Setec and Caddy are fakes in this process");
            List<String> args = new ArrayList<>();
            given(args, line, CliOptions.SOCKET, tailscaled.socket().toString());
            given(args, line, CliOptions.SETEC, setec.address().toString());
            given(args, line, CliOptions.CADDY_ADMIN, caddy.address().toString());
            given(args, line, CliOptions.TAILNET, call.text(CliOptions.TAILNET).orElse("example.com"));
            given(args, line, CliOptions.ACCOUNT, call.text(CliOptions.ACCOUNT).orElse("you@example.com"));
            given(args, line, CliOptions.OUT, folder.resolve("out").toString());
            CommandLine options = new DefaultParser(false).parse(CliOptions.all(), args.toArray(String[]::new));
            if (line.getOptionValue(CliOptions.OUT) == null) {
                Files.createDirectories(folder.resolve("out"));
            }
            return command.run(call.with(options));
        } catch (ParseException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(folder);
        }
    }

    /**
     * The user's own options win over the demo's; what the demo has nothing to say about is passed on. Places in a settings file are real ones, which the
     * demo leaves alone.
     */
    private static void given(List<String> args, CommandLine line, String option, String value) {
        if (args.isEmpty()) {
            for (Option set : line.getOptions()) {
                args.add("--" + set.getLongOpt() + (set.hasArg() ? "=" + set.getValue() : ""));
            }
        }
        if (!line.hasOption(option)) {
            args.add("--" + option + "=" + value);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("leger-demo");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
