package run.leger.setec.source;

import java.util.function.UnaryOperator;
import run.leger.setec.SecretName;
import run.leger.setec.SecretSource;
import run.leger.setec.VersionedSource;

/**
 * A source seen in another way. A view is only to read, whatever the source can do: nothing that holds the view can write. Closing it closes the
 * source.
 */
public final class SourceViews {
    private SourceViews() {}

    /**
     * Returns a source whose names all begin with a prefix that is left out, such as {@code dev/}: the same program reads {@code db} here and in
     * production, and nothing outside of the prefix. Errors name the secret as the source knows it.
     *
     * @param prefix put before each name as it is, with its slash
     * @param source where the secrets are
     * @return the view
     * @throws IllegalArgumentException if the prefix cannot begin a name
     */
    public static SecretSource prefixed(String prefix, SecretSource source) {
        return new View(source, naming(prefix), " below " + prefix, true);
    }

    /**
     * Returns a source whose names all begin with a prefix that is left out, see {@link #prefixed(String, SecretSource)}.
     *
     * @param prefix put before each name as it is, with its slash
     * @param source where the secrets are
     * @return the view, which has every version too
     * @throws IllegalArgumentException if the prefix cannot begin a name
     */
    public static VersionedSource prefixed(String prefix, VersionedSource source) {
        return new VersionedView(source, naming(prefix), " below " + prefix, true);
    }

    /**
     * Returns a source that can be read and nothing else.
     *
     * @param source where the secrets are
     * @return the view
     */
    public static SecretSource readOnly(SecretSource source) {
        return new View(source, UnaryOperator.identity(), "", true);
    }

    /**
     * Returns a source that can be read and nothing else.
     *
     * @param source where the secrets are, such as a client that may write
     * @return the view, which has every version too
     */
    public static VersionedSource readOnly(VersionedSource source) {
        return new VersionedView(source, UnaryOperator.identity(), "", true);
    }

    private static UnaryOperator<SecretName> naming(String prefix) {
        SecretName.of(prefix);
        // Lenient, since only reading is done with it, and the name itself was checked by whoever made it.
        return name -> SecretName.lenient(prefix + name.text());
    }
}
