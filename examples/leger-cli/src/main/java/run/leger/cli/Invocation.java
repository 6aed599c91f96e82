package run.leger.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import run.leger.core.CallOptions;
import run.leger.core.FileFailedException;
import run.leger.core.LoginName;
import run.leger.core.TailnetName;
import run.leger.device.DeviceSettings;
import run.leger.tailscale.TailscaleClient;

/** One call of the program: its words, its options over its settings file, and its streams. */
final class Invocation {
    static final String DEFAULT_SETEC = "https://setec.leger.ts.net";

    private final List<String> words;
    private final CommandLine options;
    private final Config config;
    private final Console console;
    private final InputStream in;

    Invocation(List<String> words, CommandLine options, Config config, Console console, InputStream in) {
        this.words = words;
        this.options = options;
        this.config = config;
        this.console = console;
        this.in = in;
    }

    Console console() {
        return console;
    }

    Config config() {
        return config;
    }

    /** Returns the words after the command. */
    List<String> words() {
        return words;
    }

    /** Returns the only word after the command. */
    String word(String what) {
        if (words.size() != 1) {
            throw new UsageException(
                    words.isEmpty() ? what + " is missing" : "one " + what + " only: " + String.join(" ", words));
        }
        return words.get(0);
    }

    void noWords() {
        if (!words.isEmpty()) {
            throw new UsageException("nothing more is expected: " + String.join(" ", words));
        }
    }

    /** Returns this call without its first word, which named a verb. */
    Invocation rest() {
        return new Invocation(words.subList(1, words.size()), options, config, console, in);
    }

    boolean has(String flag) {
        return options.hasOption(flag);
    }

    /** Returns an option, or else the setting of the same name. */
    Optional<String> text(String option) {
        return Optional.ofNullable(options.getOptionValue(option)).or(() -> config.text(option));
    }

    Optional<Path> out() {
        return text(CliOptions.OUT).map(Path::of);
    }

    CallOptions callOptions() {
        Optional<String> seconds = text(CliOptions.TIMEOUT);
        if (seconds.isEmpty()) {
            return CallOptions.none();
        }
        try {
            double value = Double.parseDouble(seconds.get());
            return CallOptions.deadline(Duration.ofMillis(Math.round(value * 1000)));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--timeout needs a number of seconds above 0: " + seconds.get());
        }
    }

    TailscaleClient tailscale() {
        TailscaleClient.Builder builder = TailscaleClient.builder().options(callOptions());
        text(CliOptions.SOCKET).map(Path::of).ifPresent(builder::socket);
        text(CliOptions.DAEMON_USER).ifPresent(user -> builder.trustedUsers("root", user));
        return builder.build();
    }

    URI setec() {
        String address = text(CliOptions.SETEC).orElse(DEFAULT_SETEC);
        try {
            return URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--setec needs an address: " + address);
        }
    }

    DeviceSettings deviceSettings() {
        DeviceSettings.Builder settings = DeviceSettings.builder();
        try {
            text(CliOptions.SOCKET).map(Path::of).ifPresent(settings::socket);
            text(CliOptions.DAEMON_USER).ifPresent(settings::daemonUser);
            text(CliOptions.TAILNET).map(TailnetName::of).ifPresent(settings::tailnet);
            text(CliOptions.ACCOUNT).map(LoginName::of).ifPresent(settings::account);
            text(CliOptions.LOGIN_SERVER).ifPresent(settings::loginServer);
            text(CliOptions.HOSTNAME).ifPresent(settings::hostname);
            text(CliOptions.CADDY_ADMIN).ifPresent(settings::caddyAdmin);
            return settings.build();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Returns all of standard input. */
    byte[] standardInput() {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new FileFailedException("-", "cannot read standard input: " + e.getMessage(), e);
        }
    }

    /** Returns a file's text; {@code -} is standard input. */
    String textOf(String file) {
        byte[] bytes;
        try {
            bytes = file.equals("-") ? standardInput() : Files.readAllBytes(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new FileFailedException(file, "cannot read " + file + ": there is no such file", e);
        } catch (IOException e) {
            throw new FileFailedException(file, "cannot read " + file + ": " + e.getMessage(), e);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FileFailedException(file, "cannot read " + file + ": it is not UTF-8", e);
        }
    }
}
