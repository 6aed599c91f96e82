package run.leger.caddy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import run.leger.core.Json;
import run.leger.core.internal.LineDiff;

/** What deploying a Caddyfile would do, and what it starts from. Nothing has been changed; Caddy has been asked what it makes of the file. */
public final class DeploymentPlan {
    private final Path file;
    private final String text;
    private final Optional<byte[]> before;
    private final ConfigSnapshot running;
    private final Adaptation adaptation;

    DeploymentPlan(Path file, String text, Optional<byte[]> before, ConfigSnapshot running, Adaptation adaptation) {
        this.file = file;
        this.text = text;
        this.before = before;
        this.running = running;
        this.adaptation = adaptation;
    }

    /**
     * Returns which file would be written.
     *
     * @return its path
     */
    public Path file() {
        return file;
    }

    /**
     * Returns what would be in the file.
     *
     * @return the Caddyfile
     */
    public String text() {
        return text;
    }

    /**
     * Returns what would run.
     *
     * @return the configuration in Caddy's own JSON
     */
    public Json config() {
        return adaptation.config();
    }

    /**
     * Returns what Caddy finds questionable.
     *
     * @return the warnings; normally empty
     */
    public List<CaddyWarning> warnings() {
        return adaptation.warnings();
    }

    /**
     * Returns the difference to the file that is there.
     *
     * @return all lines, marked with a space, a minus or a plus; empty where there is no difference
     */
    public String diff() {
        return LineDiff.of(fileBefore().orElse(""), text);
    }

    /**
     * Returns the difference to what runs.
     *
     * @return the smallest parts that differ; empty where there is no difference
     */
    public List<ConfigChange> changes() {
        return ConfigChange.between(running.config(), config());
    }

    /**
     * Returns what runs, on whose being unchanged applying the plan insists.
     *
     * @return the configuration with its tag; null in JSON where nothing was loaded
     */
    public ConfigSnapshot running() {
        return running;
    }

    /**
     * Returns what is in the file, on whose being unchanged applying the plan insists.
     *
     * @return the text, or empty where the file is not there
     */
    public Optional<String> fileBefore() {
        return before.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    Optional<byte[]> before() {
        return before;
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
