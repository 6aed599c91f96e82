package run.leger.caddy;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import run.leger.core.ApiException;

/** Caddy does not take a configuration: its text is wrong, or it does not start. What ran before goes on running. */
public final class ConfigRefusedException extends ApiException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String file;
    private final int line;

    /**
     * Makes an error.
     *
     * @param endpoint the operation, as {@code METHOD /path}
     * @param status the HTTP status
     * @param serverMessage Caddy's words
     * @param file the file that Caddy names, or null
     * @param line the line that Caddy names, from 1, or 0
     */
    public ConfigRefusedException(String endpoint, int status, String serverMessage, @Nullable String file, int line) {
        super(
                endpoint,
                status,
                serverMessage,
                line > 0
                        ? "correct line " + line
                                + " of the configuration and load it again; Caddy goes on with the one before"
                        : "correct the configuration and load it again; Caddy goes on with the one before");
        this.file = file;
        this.line = line;
    }

    /**
     * Returns which file is wrong.
     *
     * @return the name, {@code Caddyfile} for the text that was sent; empty where Caddy does not say
     */
    public Optional<String> file() {
        return Optional.ofNullable(file);
    }

    /**
     * Returns which line is wrong.
     *
     * @return the line, from 1; empty where Caddy does not say
     */
    public OptionalInt line() {
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }
}
