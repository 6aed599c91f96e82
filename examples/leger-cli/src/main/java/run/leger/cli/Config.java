package run.leger.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The settings file. Unknown keys and values of another type are errors, so that a slip of the pen is not silently ignored; they are found when the
 * file is read, whatever the command needs of it.
 *
 * <pre>
 * socket: /var/run/tailscale/tailscaled.sock
 * tailnet: example.com
 * use_leger_domains: false
 * services:
 *   ai:
 *     upstream: 127.0.0.1:3000
 * </pre>
 */
final class Config {
    private static final String USE_LEGER_DOMAINS = "use_leger_domains";
    private static final String LEGER_CERT = "leger_certificate";
    private static final String LEGER_KEY = "leger_key";
    private static final String SERVICES = "services";
    private static final String UPSTREAM = "upstream";
    private static final Set<String> KEYS = Set.of(
            CliOptions.SOCKET,
            "daemon_user",
            CliOptions.SETEC,
            "caddy_admin",
            CliOptions.ACCOUNT,
            CliOptions.TAILNET,
            "login_server",
            CliOptions.HOSTNAME,
            CliOptions.OUT,
            USE_LEGER_DOMAINS,
            LEGER_CERT,
            LEGER_KEY,
            SERVICES);

    private final String file;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, String> upstreams = new LinkedHashMap<>();
    private boolean useLegerDomains;

    private Config(String file) {
        this.file = file;
    }

    static Config none() {
        return new Config("");
    }

    /** Reads settings; {@code -} is standard input. */
    static Config read(String file, InputStream in) {
        boolean standardInput = file.equals("-");
        String name = standardInput ? InputFile.STANDARD_INPUT : file;
        byte[] bytes = standardInput ? InputFile.standardInput(in) : InputFile.bytes(InputFile.path("--config", file));
        Config config = new Config(name);
        Object document = load(name, InputFile.text(name, bytes));
        if (document != null) {
            config.mapping("", document).forEach(config::take);
        }
        return config;
    }

    private static @Nullable Object load(String name, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setMaxAliasesForCollections(10)
                .build();
        try {
            return new Load(settings).loadFromString(text);
        } catch (YamlEngineException e) {
            throw new UsageException(name + " is not YAML: " + e.getMessage(), "correct " + name);
        } catch (StackOverflowError e) {
            throw new UsageException(name + " is nested too deeply", "correct " + name);
        }
    }

    private void take(String key, @Nullable Object value) {
        if (!KEYS.contains(key)) {
            throw wrong("unknown key " + Console.shown(key) + "; known are "
                    + String.join(", ", KEYS.stream().sorted().toList()));
        }
        switch (key) {
            case SERVICES -> mapping(key, value).forEach(this::takeService);
            case USE_LEGER_DOMAINS -> {
                if (!(value instanceof Boolean on)) {
                    throw wrong(key + " must be true or false");
                }
                useLegerDomains = on;
            }
            default -> texts.put(key, text(key, value));
        }
    }

    private void takeService(String label, @Nullable Object value) {
        String where = SERVICES + "." + Console.shown(label);
        mapping(where, value).forEach((key, entry) -> {
            if (!key.equals(UPSTREAM)) {
                throw wrong(where + ": unknown key " + Console.shown(key) + "; known is " + UPSTREAM);
            }
            upstreams.put(label, text(where + "." + UPSTREAM, entry));
        });
    }

    private Map<String, @Nullable Object> mapping(String where, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong((where.isEmpty() ? "" : where + ": ") + "a mapping is due, of keys to values");
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        map.forEach((key, entry) -> result.put(String.valueOf(key), entry));
        return result;
    }

    private String text(String where, @Nullable Object value) {
        if (!(value instanceof String text)) {
            throw wrong(where + " must be a text" + (value instanceof Number ? ": put it in quotes" : ""));
        }
        return text;
    }

    private UsageException wrong(String what) {
        return new UsageException(file + ": " + what, "correct " + file);
    }

    /** Returns the file's path, empty where there is none. */
    String file() {
        return file;
    }

    /** Returns a setting by its option's name. */
    Optional<String> text(String option) {
        return Optional.ofNullable(texts.get(option.replace('-', '_')));
    }

    boolean useLegerDomains() {
        return useLegerDomains;
    }

    Optional<Path> legerCertificate() {
        return text(LEGER_CERT).map(text -> InputFile.path(LEGER_CERT, text));
    }

    Optional<Path> legerKey() {
        return text(LEGER_KEY).map(text -> InputFile.path(LEGER_KEY, text));
    }

    /** Returns the upstreams that replace those of the catalogue, by label. */
    Map<String, String> upstreams() {
        return Map.copyOf(upstreams);
    }
}
