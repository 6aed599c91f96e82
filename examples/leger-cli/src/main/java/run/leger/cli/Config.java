package run.leger.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import run.leger.core.FileFailedException;

/**
 * The settings file. Unknown keys are errors, so that a slip of the pen is not silently ignored.
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
    private final Map<String, Object> values;

    private Config(String file, Map<String, Object> values) {
        this.file = file;
        this.values = values;
    }

    static Config none() {
        return new Config("", Map.of());
    }

    static Config read(Path path) {
        Object document;
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(path.toString())
                    .setMaxAliasesForCollections(10)
                    .build();
            document = new Load(settings).loadFromString(Files.readString(path));
        } catch (NoSuchFileException e) {
            throw new FileFailedException(path.toString(), "cannot read " + path + ": there is no such file", e);
        } catch (IOException e) {
            throw new FileFailedException(path.toString(), "cannot read " + path + ": " + e.getMessage(), e);
        } catch (YamlEngineException e) {
            throw new UsageException(path + " is not YAML: " + e.getMessage());
        }
        Map<String, Object> values = document == null ? Map.of() : mapping(document, path + "");
        for (String key : values.keySet()) {
            if (!KEYS.contains(key)) {
                throw new UsageException(path + ": unknown key " + key + "; known are "
                        + String.join(", ", KEYS.stream().sorted().toList()));
            }
        }
        return new Config(path.toString(), values);
    }

    private static Map<String, Object> mapping(Object value, String where) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new UsageException(where + ": a mapping is due");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, entry) -> result.put(String.valueOf(key), entry));
        return result;
    }

    /** Returns a setting by its option's name. */
    Optional<String> text(String option) {
        return Optional.ofNullable(values.get(option.replace('-', '_'))).map(value -> {
            if (value instanceof Map || value instanceof Iterable) {
                throw new UsageException(file + ": " + option.replace('-', '_') + " must be a plain value");
            }
            return value.toString();
        });
    }

    boolean useLegerDomains() {
        Object value = values.getOrDefault(USE_LEGER_DOMAINS, false);
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw new UsageException(file + ": " + USE_LEGER_DOMAINS + " must be true or false");
    }

    Optional<Path> legerCertificate() {
        return text(LEGER_CERT).map(Path::of);
    }

    Optional<Path> legerKey() {
        return text(LEGER_KEY).map(Path::of);
    }

    /** Returns the upstreams that replace those of the catalogue, by label. */
    Map<String, String> upstreams() {
        Map<String, String> upstreams = new LinkedHashMap<>();
        Object services = values.get(SERVICES);
        if (services == null) {
            return upstreams;
        }
        mapping(services, file + ": services").forEach((label, entry) -> {
            Map<String, Object> service = mapping(entry, file + ": services." + label);
            service.keySet().stream()
                    .filter(key -> !key.equals("upstream"))
                    .findFirst()
                    .ifPresent(key -> {
                        throw new UsageException(
                                file + ": services." + label + ": unknown key " + key + "; known is upstream");
                    });
            upstreams.put(label, String.valueOf(service.get("upstream")));
        });
        return upstreams;
    }
}
