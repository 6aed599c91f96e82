/** Caddyfiles that are safe by construction, the Caddy admin API, and resolved.conf. */
@SuppressWarnings("module")
module run.leger.caddy {
    requires transitive run.leger.core;
    requires static transitive org.jspecify;

    exports run.leger.caddy;
    exports run.leger.caddy.grammar;
    exports run.leger.caddy.standard;
    exports run.leger.caddy.imports;
    exports run.leger.caddy.syntax;
    exports run.leger.resolved;
}
