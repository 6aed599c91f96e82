package run.leger.caddy.imports;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.syntax.Position;
import run.leger.core.LegerException;

/**
 * The imports of a Caddyfile cannot be expanded, or no Caddyfile comes of it. The message is {@code file:line:column: reason}, with Caddy's own
 * words where it has some, and then the imports that led there. It quotes a token of the file where Caddy's words do.
 */
public final class ImportException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final transient Origin origin;
    private final String reason;

    ImportException(Origin origin, String reason, String remedy, @Nullable Throwable cause) {
        super(origin + ": " + reason + chain(origin.imports()), remedy, cause);
        this.origin = origin;
        this.reason = reason;
    }

    ImportException(Origin origin, String reason) {
        this(origin, reason, "correct the file at that place", null);
    }

    private static String chain(List<ImportPlace> imports) {
        return imports.isEmpty()
                ? ""
                : imports.stream()
                        .limit(20)
                        .map(ImportPlace::toString)
                        .collect(Collectors.joining(", ", ", imported at ", ""));
    }

    /**
     * Returns where the mistake is.
     *
     * @return file, line and column, and the imports that led there
     */
    public Origin origin() {
        return origin;
    }

    /**
     * Returns the name of the file.
     *
     * @return the main file's name, or that of an imported file as the resolver gave it
     */
    public String file() {
        return origin.file();
    }

    /**
     * Returns where in the file.
     *
     * @return the place
     */
    public Position position() {
        return origin.position();
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
