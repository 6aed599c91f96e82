package run.leger.caddy.syntax;

import run.leger.caddy.internal.Utf8;
import run.leger.core.LegerException;

/**
 * A Caddyfile is not one. The message is {@code file:line:column: reason}, with Caddy's own words where it has some. They quote a token of the
 * file where Caddy's do.
 */
public final class SyntaxException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;
    private final int offset;
    private final String reason;

    SyntaxException(SourceFile source, int offset, String reason) {
        this(source.name(), source.position(offset), Utf8.readable(reason));
    }

    private SyntaxException(String file, Position position, String reason) {
        super(
                file + ":" + position.line() + ":" + position.column() + ": " + reason,
                "correct the file at that place",
                null);
        this.file = file;
        this.line = position.line();
        this.column = position.column();
        this.offset = position.offset();
        this.reason = reason;
    }

    /**
     * Returns the name of the file.
     *
     * @return as it was given to the parser
     */
    public String file() {
        return file;
    }

    /**
     * Returns where the mistake is.
     *
     * @return the place
     */
    public Position position() {
        return new Position(line, column, offset);
    }

    /**
     * Returns what is wrong.
     *
     * @return the reason, without the place
     */
    public String reason() {
        return reason;
    }
}
