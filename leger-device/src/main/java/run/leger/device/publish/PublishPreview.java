package run.leger.device.publish;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import run.leger.caddy.CaddyWarning;

/**
 * What applying a plan would do. Nothing has been changed; Caddy has been asked whether it understands the file.
 *
 * @param plan the plan
 * @param caddyfile where the Caddyfile would be written
 * @param text the Caddyfile
 * @param diff the difference to the file that is there, line by line; empty where there is none
 * @param warnings what Caddy says about the file
 * @param others sites that Caddy serves now, would serve no more, and that are not ours
 */
public record PublishPreview(
        PublishPlan plan, Path caddyfile, String text, String diff, List<CaddyWarning> warnings, Set<String> others) {
    /** Copies the collections. */
    public PublishPreview {
        warnings = List.copyOf(warnings);
        others = Set.copyOf(others);
    }
}
