package run.leger.caddy.syntax;

/**
 * A place in a file.
 *
 * @param line the line, from 1; only LF ends a line, as for Caddy
 * @param column the character of the line, from 1; a tab is one character, and a byte order mark is none
 * @param offset the index in {@link SourceFile#text()}, from 0
 */
public record Position(int line, int column, int offset) {}
