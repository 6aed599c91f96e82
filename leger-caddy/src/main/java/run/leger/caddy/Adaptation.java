package run.leger.caddy;

import java.util.List;
import run.leger.core.Json;
import run.leger.core.internal.JsonParts;

/**
 * What Caddy makes of a Caddyfile.
 *
 * @param config the configuration in Caddy's own JSON
 * @param warnings what Caddy finds questionable
 */
public record Adaptation(Json config, List<CaddyWarning> warnings) {
    /** Copies the list. */
    public Adaptation {
        warnings = List.copyOf(warnings);
    }

    /** Tells whether Caddy would do anything. */
    boolean hasApps() {
        return config.at("apps").filter(apps -> !JsonParts.isNull(apps)).isPresent();
    }
}
