package run.leger.cli;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import run.leger.caddy.CaddyAdmin;
import run.leger.caddy.UnwritableValueException;
import run.leger.core.CallOptions;
import run.leger.core.LoginName;
import run.leger.core.TailnetName;
import run.leger.device.DeviceSettings;
import run.leger.tailscale.TailscaleClient;

/** One call of the program: its words, its options over its settings file, and its streams. */
final class Invocation {
    /** Honoured by every tool of Setec. */
    static final String SETEC_SERVER = "SETEC_SERVER";

    static final String DEFAULT_SETEC = "https://setec.leger.ts.net";

    private final List<String> words;
    private final Arguments options;
    private final Config config;
    private final Console console;
    private final InputStream in;
    private final Map<String, String> environment;
    private final int afterDashes;

    /** Makes a call; {@code afterDashes} is how many words came after {@code --}, -1 where there was none. */
    Invocation(
            List<String> words,
            Arguments options,
            Config config,
            Console console,
            InputStream in,
            Map<String, String> environment,
            int afterDashes) {
        this.words = words;
        this.options = options;
        this.config = config;
        this.console = console;
        this.in = in;
        this.environment = environment;
        this.afterDashes = afterDashes;
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
                    words.isEmpty()
                            ? what + " is missing"
                            : "one word is expected, " + what + ": " + String.join(" ", words));
        }
        return words.get(0);
    }

    /** Returns the words after {@code --}, which must be the only ones. */
    List<String> wordsAfterDashes() {
        if (afterDashes < 1 || afterDashes != words.size()) {
            throw new UsageException("a program is due after --, and nothing else before it");
        }
        return words;
    }

    void noWords() {
        if (!words.isEmpty()) {
            throw new UsageException("nothing more is expected: " + String.join(" ", words));
        }
    }

    /** Returns this call without its first word, which named a verb. */
    Invocation rest() {
        return withWords(words.subList(1, words.size()));
    }

    /** Returns this call with other words. */
    Invocation withWords(List<String> others) {
        return new Invocation(others, options, config, console, in, environment, afterDashes);
    }

    /** Returns this call with other options. */
    Invocation with(Arguments others) {
        return new Invocation(words, others, config, console, in, environment, afterDashes);
    }

    boolean has(String flag) {
        return options.has(flag);
    }

    /** Returns an option, or else the setting of the same name. */
    Optional<String> text(String option) {
        String value = options.value(option);
        return value == null ? config.text(option) : Optional.of(value);
    }

    /** Returns all values of an option that may be repeated. */
    List<String> all(String option) {
        return options.values(option);
    }

    Optional<Path> out() {
        return text(CliOptions.OUT).map(text -> InputFile.path("--out", text));
    }

    private Optional<Path> socket() {
        return text(CliOptions.SOCKET).map(text -> InputFile.path("--socket", text));
    }

    /** Makes a client of Caddy's admin API. */
    CaddyAdmin caddy() {
        String address = deviceSettings().caddyAdmin();
        try {
            return CaddyAdmin.create(address);
        } catch (UnwritableValueException | IllegalArgumentException e) {
            throw new UsageException("--caddy-admin needs http://host:port or unix//path: " + e.getMessage());
        }
    }

    /** Returns how long one call may take, where that was said. */
    Optional<Duration> timeout() {
        return text(CliOptions.TIMEOUT).map(seconds -> {
            // Not all that the JDK reads as a number is meant as one: 1d, NaN, 0x1p3.
            double value = seconds.matches("[0-9]{1,5}([.][0-9]{1,9})?") ? Double.parseDouble(seconds) : 0;
            if (value < 0.001) {
                throw new UsageException(
                        "--timeout needs a number of seconds, at least 0.001 and below 100000: " + seconds);
            }
            return Duration.ofMillis(Math.round(value * 1000));
        });
    }

    CallOptions callOptions() {
        return timeout().map(CallOptions::deadline).orElse(CallOptions.none());
    }

    /** Returns a variable of the environment, empty where it is not set. */
    String environment(String name) {
        return environment.getOrDefault(name, "");
    }

    TailscaleClient tailscale() {
        TailscaleClient.Builder builder = TailscaleClient.builder().options(callOptions());
        socket().ifPresent(builder::socket);
        // As the checks do: some of the places where a daemon is looked for can be written to by anybody.
        text(CliOptions.DAEMON_USER)
                .ifPresentOrElse(user -> builder.trustedUsers("root", user), builder::trustRootOrSelf);
        return builder.build();
    }

    URI setec() {
        String variable = environment(SETEC_SERVER);
        String address = Optional.ofNullable(options.value(CliOptions.SETEC))
                .or(() -> variable.isEmpty() ? Optional.empty() : Optional.of(variable))
                .or(() -> config.text(CliOptions.SETEC))
                .orElse(DEFAULT_SETEC);
        try {
            return URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--setec, or " + SETEC_SERVER + ", needs an address: " + address);
        }
    }

    DeviceSettings deviceSettings() {
        DeviceSettings.Builder settings = DeviceSettings.builder();
        try {
            socket().ifPresent(settings::socket);
            timeout().ifPresent(settings::timeout);
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
        if ("-".equals(options.value(CliOptions.CONFIG))) {
            throw new UsageException("standard input holds the settings (--config -), and cannot be read for more");
        }
        return InputFile.standardInput(in);
    }

    /** Returns a file's bytes; {@code -} is standard input. */
    byte[] bytesOf(String file) {
        return file.equals("-") ? standardInput() : InputFile.bytes(InputFile.path("the file", file));
    }

    /** Returns a file's text; {@code -} is standard input. */
    String textOf(String file) {
        return InputFile.text(file.equals("-") ? InputFile.STANDARD_INPUT : file, bytesOf(file));
    }
}
