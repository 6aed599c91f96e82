package run.leger.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import run.leger.caddy.UnwritableValueException;
import run.leger.core.internal.ThisUser;
import run.leger.device.LegerService;
import run.leger.device.ServiceCatalogue;
import run.leger.device.publish.PublishSettings;

/** What the command line and the settings file say about publishing. */
final class Publishing {
    private Publishing() {}

    static PublishSettings settings(Invocation call) {
        PublishSettings settings = PublishSettings.in(call.out().orElseGet(() -> defaultFolder(call)));
        if (call.config().useLegerDomains()) {
            settings = settings.withLegerDomains(
                    call.config().legerCertificate(), call.config().legerKey());
        }
        return call.has(CliOptions.REPLACE) ? settings.replacingOthers() : settings;
    }

    private static Path defaultFolder(Invocation call) {
        if (ThisUser.name().equals("root")) {
            return Path.of("/etc/leger");
        }
        String config = call.environment("XDG_CONFIG_HOME");
        Path base = config.isEmpty() ? home().resolve(".config") : InputFile.path("XDG_CONFIG_HOME", config);
        return base.resolve("leger");
    }

    /** The JDK's word for a user without a home is no folder. */
    private static Path home() {
        String home = System.getProperty("user.home", "?");
        if (!Path.of(home).isAbsolute()) {
            throw new UsageException("user " + ThisUser.name()
                    + " has no home directory to write to: name a folder with --out, or set XDG_CONFIG_HOME");
        }
        return Path.of(home);
    }

    private static ServiceCatalogue withUpstream(
            Config config, ServiceCatalogue catalogue, String label, String upstream) {
        String where = config.file() + ": services." + Console.shown(label);
        try {
            return catalogue.withUpstream(label, upstream);
        } catch (UnwritableValueException e) {
            throw new UsageException(where + ".upstream: " + e.reason() + "; it needs host:port");
        } catch (IllegalArgumentException e) {
            throw new UsageException(where + ": " + e.getMessage());
        }
    }

    /** Returns the services that the words name, or all of them, with the upstreams of the settings file. */
    static List<LegerService> services(Invocation call) {
        try {
            ServiceCatalogue catalogue = ServiceCatalogue.standard();
            for (Map.Entry<String, String> upstream : call.config().upstreams().entrySet()) {
                catalogue = withUpstream(call.config(), catalogue, upstream.getKey(), upstream.getValue());
            }
            ServiceCatalogue known = catalogue;
            return call.words().isEmpty()
                    ? known.services()
                    : call.words().stream()
                            .distinct()
                            .map(word -> known.find(word).orElseThrow(() -> known.unknown(word)))
                            .toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
