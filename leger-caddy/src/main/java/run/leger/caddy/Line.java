package run.leger.caddy;

/** What stands in a block: a directive or a comment. */
public sealed interface Line permits Directive, Comment {}
