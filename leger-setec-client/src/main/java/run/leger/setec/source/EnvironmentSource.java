package run.leger.setec.source;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.leger.core.SecretBytes;
import run.leger.setec.SecretName;
import run.leger.setec.SecretSource;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

/**
 * Secrets from the environment of this process. Java delivers those as {@code String}, which cannot be wiped, and every child process gets them
 * too: for development, and where nothing else can be had.
 *
 * <p>The environment of a process does not change, so each secret has version 1 for ever. A variable that is set to nothing is a secret without a
 * byte. Values become bytes as UTF-8.
 */
public final class EnvironmentSource implements SecretSource {
    private static final SecretVersion ONLY = SecretVersion.of(1);

    private final Function<SecretName, @Nullable String> variables;
    private final Map<String, String> environment;

    private EnvironmentSource(Function<SecretName, @Nullable String> variables, Map<String, String> environment) {
        this.variables = Objects.requireNonNull(variables, "variables");
        this.environment = environment;
    }

    /**
     * Returns the environment, where a secret's variable is the prefix and its name in upper case, with {@code _} for whatever is no letter A to Z
     * and no digit: {@code prod/db-key} is {@code APP_PROD_DB_KEY}. Names that differ in nothing else share a variable; use {@link #of(Map)} if that
     * may matter.
     *
     * @param prefix what variables begin with, such as {@code APP_}; possibly nothing
     * @return the source
     */
    public static EnvironmentSource withPrefix(String prefix) {
        return of(name -> prefix + name.text().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
    }

    /**
     * Returns the environment with a variable for each of these secrets; others are not found.
     *
     * @param variables the names of the variables
     * @return the source
     */
    public static EnvironmentSource of(Map<SecretName, String> variables) {
        return of(Map.copyOf(variables)::get);
    }

    /**
     * Returns the environment with a function that names a secret's variable.
     *
     * @param variables returns the name of the variable, or null for a secret that has none
     * @return the source
     */
    public static EnvironmentSource of(Function<SecretName, @Nullable String> variables) {
        return new EnvironmentSource(variables, System.getenv());
    }

    EnvironmentSource in(Map<String, String> environment) {
        return new EnvironmentSource(variables, environment);
    }

    /**
     * Returns a secret. Right: none. Never blocks.
     *
     * @throws run.leger.core.NotFoundException if its variable is not set
     * @throws UnreadableSourceException if the variable holds bytes that Java could not decode, so that its text is not what was set
     */
    @Override
    public SecretValue get(SecretName name) {
        String variable = variables.apply(name);
        String text = variable == null ? null : environment.get(variable);
        if (text == null) {
            throw NoSuch.secret(
                    name,
                    description(),
                    variable == null ? "name a variable for it" : "set " + variable.replaceAll("\\p{Cntrl}", "?"));
        }
        if (text.indexOf('\ufffd') >= 0) {
            throw new UnreadableSourceException(
                    "the environment variable " + variable + " is not text in the encoding of this process",
                    "run with a UTF-8 locale, such as LC_ALL=C.UTF-8, or mount the secret as a file",
                    null);
        }
        return new SecretValue(SecretBytes.take(text.getBytes(StandardCharsets.UTF_8)), ONLY);
    }

    @Override
    public String description() {
        return "environment";
    }
}
