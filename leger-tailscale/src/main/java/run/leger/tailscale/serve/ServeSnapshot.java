package run.leger.tailscale.serve;

/**
 * What was served at some moment, and the tag that guards a change against others that came in between.
 *
 * @param config the configuration
 * @param etag the tag of exactly this configuration, as the daemon sent it, without quotes
 */
public record ServeSnapshot(ServeConfig config, String etag) {}
