package run.leger.caddy.syntax;

/** What a statement is made of. */
public sealed interface Part extends Node permits Token, Block {}
