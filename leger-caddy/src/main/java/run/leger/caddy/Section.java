package run.leger.caddy;

/** What a Caddyfile consists of, one after another. */
public sealed interface Section permits Options, Site, Snippet, NamedRoute, Import, Comment {}
