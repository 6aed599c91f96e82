package run.leger.setec.bind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;
import run.leger.core.SecretBytes;
import run.leger.setec.Secret;
import run.leger.setec.SecretLookup;
import run.leger.setec.SecretName;
import run.leger.setec.SecretUnavailableException;

/**
 * Fills records, and classes with annotated fields, from secrets; reports everything that is missing or wrong at once.
 *
 * <pre>{@code
 * record Config(
 *         @FromSecret("db/password") SecretBytes password,
 *         @FromSecret("db/port") int port,
 *         @FromSecret("oauth") Secret oauth,                        // a handle, which follows rotation
 *         @FromSecret("beta/key") Optional<String> betaKey,
 *         @FromSecret(value = "smtp", json = true) Smtp smtp) {}
 *
 * Config config = SecretBinder.bind(Config.class, "prod", store);
 * }</pre>
 *
 * <table>
 * <caption>What a member may be</caption>
 * <tr><th>type</th><th>gets</th></tr>
 * <tr><td>{@link Secret}</td><td>the live handle, which has a value; everything else is as it was when it was bound</td></tr>
 * <tr><td>{@link SecretBytes}, {@code byte[]}</td><td>a copy of the bytes, which is the object's own to close or wipe</td></tr>
 * <tr><td>{@code String}</td><td>the bytes as UTF-8, exactly; stripped of white space around it only with {@link FromSecret#strip}</td></tr>
 * <tr><td>numbers and their boxes, {@code BigInteger}, {@code BigDecimal}, {@code boolean} ({@code true} or {@code false}), {@code
 * java.time.Duration} (as {@code PT5S}), {@code URI}, {@code Path}, an enum (the constant's name)</td><td>what the text says, in decimal, after
 * white space around it was stripped; nothing else is tolerated</td></tr>
 * <tr><td>any class or record, with {@link FromSecret#json}</td><td>what {@link run.leger.core.Json#as} makes of the value</td></tr>
 * <tr><td>{@code Optional} of any of these</td><td>empty where there is no such secret; a secret that is there and does not fit, or is older than it
 * may be, is a failure all the same</td></tr>
 * </table>
 *
 * <p>All components of a record must be annotated. Of a class the annotated fields are filled, those of its superclasses too, after its constructor
 * without parameters has run; it may be private. On the module path the package must be open to {@code run.leger.setec}, and the package of a
 * type that is read from JSON to {@code com.fasterxml.jackson.databind} too.
 *
 * <p>Text, numbers and JSON pass through strings, which cannot be wiped. Does not block, beyond what the lookup does. Mirrors {@code
 * setec.ParseFields}, without cleaning names as paths.
 */
public final class SecretBinder {
    private SecretBinder() {}

    /**
     * Fills a type, whose names are full.
     *
     * @param type a record, or a class with annotated fields
     * @param secrets finds the handles: a store, or a map of them in a test
     * @param <T> the type
     * @return the filled object
     * @throws SecretBindingException if secrets are missing or do not fit, with all of them
     * @throws IllegalArgumentException if the type cannot be bound to, with everything that is wrong with it
     * @throws IllegalStateException if a member is JSON, and jackson-databind is not there
     */
    public static <T> T bind(Class<T> type, SecretLookup secrets) {
        return bind(type, "", secrets);
    }

    /**
     * Fills a type, with a prefix before each of its names.
     *
     * @param type a record, or a class with annotated fields
     * @param prefix what is put before each name, with a slash between them where neither has one; nothing else is changed
     * @param secrets finds the handles
     * @param <T> the type
     * @return the filled object
     * @throws SecretBindingException if secrets are missing or do not fit, with all of them
     * @throws IllegalArgumentException if the type cannot be bound to, with everything that is wrong with it
     * @throws IllegalStateException if a member is JSON, and jackson-databind is not there
     */
    public static <T> T bind(Class<T> type, String prefix, SecretLookup secrets) {
        Shape<T> shape = Shape.of(type, prefix);
        List<@Nullable Object> values = new ArrayList<>();
        boolean bound = false;
        try {
            T made = fill(type, shape, values, secrets);
            bound = true;
            return made;
        } finally {
            if (!bound) {
                values.forEach(SecretBinder::wipe);
            }
        }
    }

    private static <T> T fill(Class<T> type, Shape<T> shape, List<@Nullable Object> values, SecretLookup secrets) {
        List<SecretBindingException.Failure> failures = new ArrayList<>();
        for (Member member : shape.members()) {
            try {
                values.add(value(member, secrets));
            } catch (UnfitException e) {
                failures.add(failure(member, String.valueOf(e.getMessage()), "store a value that fits"));
            } catch (LegerException e) {
                failures.add(failure(
                        member, String.valueOf(e.getMessage()), e.remedy().orElse("see that the secret can be had")));
            }
        }
        if (failures.isEmpty()) {
            try {
                return shape.make(values);
            } catch (UnfitException e) {
                // Which of the secrets it refused only the constructor knows.
                shape.members()
                        .forEach(member -> failures.add(
                                failure(member, String.valueOf(e.getMessage()), "store a value that fits")));
            }
        }
        throw new SecretBindingException(type, failures);
    }

    private static Object value(Member member, SecretLookup secrets) throws UnfitException {
        if (!member.optional()) {
            return member.conversion().of(secrets.secret(member.secret()));
        }
        Secret secret;
        try {
            secret = secrets.secret(member.secret());
            secret.current();
        } catch (SecretUnavailableException e) {
            return absent(member, secrets, e);
        }
        return Optional.of(member.conversion().of(secret));
    }

    /** There is none; but one that is there and too old must not look as if it were not. */
    private static Object absent(Member member, SecretLookup secrets, SecretUnavailableException why) {
        boolean there;
        try {
            there = secrets.secret(member.secret()).state().version().isPresent();
        } catch (SecretUnavailableException e) {
            there = false;
        }
        if (there) {
            throw why;
        }
        return Optional.empty();
    }

    private static SecretBindingException.Failure failure(Member member, String why, String remedy) {
        return new SecretBindingException.Failure(member.secret(), member.name(), why, remedy);
    }

    private static void wipe(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            wipe(optional.orElse(null));
        } else if (value instanceof byte[] bytes) {
            Arrays.fill(bytes, (byte) 0);
        } else if (value instanceof SecretBytes secret) {
            secret.close();
        }
    }

    /**
     * Returns which secrets a type needs, to be declared to a store.
     *
     * @param type a record, or a class with annotated fields
     * @param prefix what is put before each name, as for {@link #bind(Class, String, SecretLookup)}
     * @return the names
     * @throws IllegalArgumentException if the type cannot be bound to, with everything that is wrong with it
     */
    public static BoundNames names(Class<?> type, String prefix) {
        Set<SecretName> required = new LinkedHashSet<>();
        Set<SecretName> optional = new LinkedHashSet<>();
        for (Member member : Shape.of(type, prefix).members()) {
            (member.optional() ? optional : required).add(member.secret());
        }
        optional.removeAll(required);
        return new BoundNames(List.copyOf(required), List.copyOf(optional));
    }
}
