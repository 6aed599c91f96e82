package run.leger.caddy;

/** What stands in a block: a directive, an import or a comment. */
public sealed interface Line permits Directive, Import, Comment {}
