package run.leger.caddy;

import java.util.Optional;
import run.leger.core.Json;

/**
 * A configuration, or a part of one, as Caddy runs it.
 *
 * @param config the JSON; {@code null} in JSON where there is none
 * @param etag the tag that guards a later change, as Caddy sent it with its quotes; empty where it sent none
 */
public record ConfigSnapshot(Json config, Optional<String> etag) {
    /**
     * Tells whether there is a configuration at that place.
     *
     * @return false where the JSON is null
     */
    public boolean isPresent() {
        return !config.toString().strip().equals("null");
    }
}
