package run.leger.caddy.syntax;

/** What stands in a file or in a block, one after another. */
public sealed interface Element extends Node permits Section, Statement, Comment {}
